/** Whether a quote is young enough to trade on. */
import type { Decision, Refused } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { isoSeconds } from '../time/instant.ts';
import type { Quote, Quotes } from './quote.ts';

/** The part of the facts that prices things. */
export interface Market {
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly quotes: Quotes;
  readonly nowMs: number;
}

/** A quote that cannot be traded on, with the numbers that say why. */
export interface StaleQuote {
  readonly symbol: string;
  /** `undefined` when none ever came. */
  readonly quote: Quote | undefined;
  readonly maxAgeMs: number;
}

/** A quote as old as its instrument allows is still live. */
export const isLive = (quote: Quote, instrument: Instrument, nowMs: number): boolean =>
  nowMs - quote.receivedAtMs <= instrument.quoteTtlMs;

/** The quote to trade on. */
export function liveQuote(
  instrument: Instrument,
  { quotes, nowMs }: Market,
): Decision<'PRICE_STALE', Quote> {
  const quote = quotes(instrument.name);
  if (quote !== undefined && isLive(quote, instrument, nowMs)) return accepted(quote);
  const stale = { symbol: instrument.name, quote, maxAgeMs: instrument.quoteTtlMs };
  return refuseStale(stale, instrument.name, nowMs);
}

/**
 * PRICE_STALE for an order on `symbol`; when the stale quote is another symbol's, it is the pair that converts money.
 */
export function refuseStale(
  stale: StaleQuote,
  symbol: string,
  nowMs: number,
): Refused<'PRICE_STALE'> {
  const { quote, maxAgeMs } = stale;
  const age = quote === undefined ? {} : { ageMs: nowMs - quote.receivedAtMs };
  const conversion = stale.symbol === symbol ? {} : { conversionSymbol: stale.symbol };
  return refused('PRICE_STALE', {
    symbol,
    lastUpdate: quote === undefined ? null : isoSeconds(quote.receivedAtMs),
    ...age,
    maxAgeMs,
    ...conversion,
    quoteState: quote === undefined ? 'WAITING' : 'STALE',
  });
}

/** The quote to measure a waiting order by: however old, but there must have been one. */
export function lastQuote(
  instrument: Instrument,
  { quotes, nowMs }: Market,
): Decision<'PRICE_STALE', Quote> {
  const quote = quotes(instrument.name);
  if (quote !== undefined) return accepted(quote);
  const stale = { symbol: instrument.name, quote, maxAgeMs: instrument.quoteTtlMs };
  return refuseStale(stale, instrument.name, nowMs);
}
