/** A quote command from the body of a request. Prices must be exact in points of the symbol. */
import { parseDecimal, toScaled } from '@faultline/fix';
import { INSTRUMENTS } from './instruments.ts';

export type QuoteCommand =
  | { readonly kind: 'pin'; readonly symbol: string; readonly bid: bigint; readonly ask: bigint }
  | { readonly kind: 'stop'; readonly symbol: string }
  | { readonly kind: 'refused'; readonly field: string; readonly problem: string };

export function parseQuoteCommand(body: unknown): QuoteCommand {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refused('body', 'must be a JSON object');
  }
  const given: Readonly<Record<string, unknown>> = { ...body };
  const symbol = typeof given.symbol === 'string' ? given.symbol : '';
  const instrument = INSTRUMENTS.get(symbol);
  if (instrument === undefined) {
    return refused('symbol', `must be one of ${[...INSTRUMENTS.keys()].join(', ')}`);
  }
  const allowed = 'stop' in given ? ['symbol', 'stop'] : ['symbol', 'bid', 'ask'];
  const unknown = Object.keys(given).find((field) => !allowed.includes(field));
  if (unknown !== undefined) return refused(unknown, 'is not known here');
  if ('stop' in given) {
    return given.stop === true ? { kind: 'stop', symbol } : refused('stop', 'must be true');
  }
  const bid = points(given.bid, instrument.digits);
  const ask = points(given.ask, instrument.digits);
  const problem = `must be a price with at most ${instrument.digits} decimals`;
  if (bid === null) return refused('bid', problem);
  if (ask === null) return refused('ask', problem);
  return ask >= bid ? { kind: 'pin', symbol, bid, ask } : refused('ask', 'must not be below bid');
}

/** The shortest text of a JSON number is the text that was sent, so no digit is lost on the way through. */
function points(value: unknown, digits: number): bigint | null {
  if (typeof value !== 'number' || !(value > 0)) return null;
  const decimal = parseDecimal(String(value));
  return decimal === null ? null : toScaled(decimal, digits);
}

function refused(field: string, problem: string): QuoteCommand {
  return { kind: 'refused', field, problem };
}
