/** `quotes.stream`: prices as they change, the newest of each symbol, so that a slow listener skips and never queues. */
import type { Instrument } from '@faultline/domain';
import type { Market } from '../market/market.ts';
import {
  instrumentNamed,
  pricingLpOf,
  type QuoteDeps,
  type Quotes,
  quoteView,
  type QuoteView,
  tickView,
} from './prices-for.ts';
import { QuoteListener } from './quote-listener.ts';
import { watchedBy } from './watchlists.ts';

type Item = Awaited<ReturnType<Quotes['stream']>> extends AsyncIterable<infer I> ? I : never;

const RATE = 4;
const HEARTBEAT_MS = 5_000;

interface Line {
  readonly market: Market;
  readonly lp: string;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

export function quoteStream(deps: QuoteDeps): Quotes['stream'] {
  const { market } = deps;
  return async ({ symbols, maxRate = RATE }, call) => {
    const names = symbols ?? (await watchedBy(call.caller.userId, deps));
    const chosen = names.map((symbol) => instrumentNamed(symbol, market, call));
    return itemsOf({
      market,
      lp: await pricingLpOf(deps, call.caller),
      instruments: new Map(chosen.map((instrument) => [instrument.name, instrument])),
      everyMs: 1_000 / maxRate,
      signal: call.signal,
    });
  };
}

async function* itemsOf(line: Line): AsyncGenerator<Item> {
  const { market, signal, everyMs } = line;
  const told = new Map<string, QuoteView['state']>();
  const listener = new QuoteListener(market.board, line);
  try {
    yield itemOf('QUOTES', [...line.instruments.keys()], { line, told });
    for (;;) {
      const moved = await listener.next(HEARTBEAT_MS, signal);
      if (signal.aborted) return;
      yield moved.length > 0
        ? itemOf('QUOTES', moved, { line, told })
        : itemOf('HEARTBEAT', changedStates(line, told), { line, told });
      await listener.pause(everyMs, signal);
    }
  } finally {
    listener.hangUp();
  }
}

interface Telling {
  readonly line: Line;
  /** The state that the listener believes each symbol to be in. */
  readonly told: Map<string, QuoteView['state']>;
}

function itemOf(type: Item['type'], symbols: readonly string[], { line, told }: Telling): Item {
  const quotes = viewsOf(line, symbols);
  for (const { symbol, state } of quotes) told.set(symbol, state);
  const { board, now } = line.market;
  const prices = board.quotesOf(line.lp);
  const ticks = symbols.flatMap((symbol) => {
    const instrument = line.instruments.get(symbol);
    const quote = prices(symbol);
    return type === 'HEARTBEAT' || instrument === undefined || quote === undefined
      ? []
      : [tickView(instrument, quote)];
  });
  return { type, at: now(), quotes, ticks };
}

function viewsOf({ market, lp, instruments }: Line, symbols: readonly string[]): QuoteView[] {
  const quotes = market.board.quotesOf(lp);
  // As it is now: it may have been halted since the listener came.
  const newest = market.reference().instruments;
  return symbols.flatMap((symbol) => {
    const instrument = newest.get(symbol) ?? instruments.get(symbol);
    return instrument === undefined ? [] : [quoteView(instrument, quotes(symbol), market)];
  });
}

/** Symbols that went stale: no price tells that no price comes. */
const changedStates = (line: Line, told: ReadonlyMap<string, QuoteView['state']>): string[] =>
  viewsOf(line, [...line.instruments.keys()])
    .filter(({ symbol, state }) => told.get(symbol) !== state)
    .map(({ symbol }) => symbol);
