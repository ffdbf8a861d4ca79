/** Exchange rates between two currencies, made from the quotes at hand. */
import type { Instrument } from '../instruments/instrument.ts';
import type { Ratio } from '../money/rounding.ts';
import { ONE, roundHalfAway, times } from '../money/rounding.ts';
import type { Market, StaleQuote } from '../quotes/live-quote.ts';
import { isLive } from '../quotes/live-quote.ts';
import type { Quote } from '../quotes/quote.ts';

/**
 * Which side of the quote a conversion takes. DUE to the client: the cheaper side. OWED by the client: the dearer. MID:
 * what neither pays, such as margin.
 */
type RateSide = 'DUE' | 'OWED' | 'MID';

/** A question: units of `to` for one unit of `from`. */
export interface Exchange {
  readonly from: string;
  readonly to: string;
  readonly side: RateSide;
}

export interface Rate {
  /** Exact; `null` when a needed pair was never quoted. */
  readonly rate: Ratio | null;
  /** The pair that makes the rate doubtful; `null` when every quote in it is live. */
  readonly stale: StaleQuote | null;
}

interface Hop {
  readonly instrument: Instrument;
  /** The pair quotes `to` in `from`, so the rate is one over its price. */
  readonly inverse: boolean;
}

/** From one currency to the other, the first hop first. */
type Way = readonly Hop[];

const BRIDGES = ['USD', 'EUR'];
const CONVERTING = new Set<Instrument['category']>(['FOREX', 'METAL', 'CRYPTO']);
const RATE_SCALE = 10n ** 10n;
/** Said of a pair that nobody has defined, and so nobody has given an age. */
const UNDEFINED_PAIR_MAX_AGE_MS = 10_000;

/** Ten digits after the point, for the record: amounts are computed with the exact rate. */
export const scaledRate = ({ num, den }: Ratio): bigint =>
  roundHalfAway({ num: num * RATE_SCALE, den });

/**
 * The rate by the first way that is quoted live: the pair itself, its inverse, a cross through USD, one through EUR.
 * When no way is live, the first that was ever quoted, marked stale.
 */
export function exchangeRate(exchange: Exchange, market: Market): Rate {
  const { from, to, side } = exchange;
  if (from === to) return { rate: ONE, stale: null };
  let fallback: Rate | null = null;
  for (const way of waysBetween(from, to, market.instruments)) {
    const found = rateBy(way, side, market);
    if (found.stale === null) return found;
    if (fallback === null || (fallback.rate === null && found.rate !== null)) fallback = found;
  }
  if (fallback !== null) return fallback;
  const missing = { symbol: from + to, quote: undefined, maxAgeMs: UNDEFINED_PAIR_MAX_AGE_MS };
  return { rate: null, stale: missing };
}

/** By all there is to trade: when anything of it changes, it is another map, and the ways are looked for again. */
const waysKnown = new WeakMap<Market['instruments'], Map<string, readonly Way[]>>();

/** Found once: finding a pair may mean looking through all instruments. */
function waysBetween(from: string, to: string, instruments: Market['instruments']): readonly Way[] {
  const known = waysKnown.get(instruments) ?? new Map<string, readonly Way[]>();
  waysKnown.set(instruments, known);
  const pair = `${from}:${to}`;
  const ways = known.get(pair) ?? findWays(from, to, instruments);
  known.set(pair, ways);
  return ways;
}

function findWays(from: string, to: string, instruments: Market['instruments']): Way[] {
  const ways: Way[] = hopsBetween(from, to, instruments).map((hop) => [hop]);
  for (const bridge of BRIDGES) {
    if (bridge === from || bridge === to) continue;
    for (const first of hopsBetween(from, bridge, instruments)) {
      for (const second of hopsBetween(bridge, to, instruments)) ways.push([first, second]);
    }
  }
  return ways;
}

/** The pair and then its inverse, as far as they exist. */
function hopsBetween(from: string, to: string, instruments: Market['instruments']): Hop[] {
  const hops: Hop[] = [];
  const pair = pairOf(from, to, instruments);
  if (pair !== undefined) hops.push({ instrument: pair, inverse: false });
  const turned = pairOf(to, from, instruments);
  if (turned !== undefined) hops.push({ instrument: turned, inverse: true });
  return hops;
}

function pairOf(
  base: string,
  quote: string,
  instruments: Market['instruments'],
): Instrument | undefined {
  const converts = (pair: Instrument | undefined): boolean =>
    pair?.baseCurrency === base && pair.quoteCurrency === quote && CONVERTING.has(pair.category);
  const named = instruments.get(base + quote);
  return converts(named) ? named : instruments.values().find(converts);
}

function rateBy(way: Way, side: RateSide, market: Market): Rate {
  let rate: Ratio | null = ONE;
  let stale: StaleQuote | null = null;
  for (const { instrument, inverse } of way) {
    const quote = soundQuote(instrument.name, market);
    const live = quote !== undefined && isLive(quote, instrument, market.nowMs);
    if (!live && (stale === null || quote === undefined)) {
      stale = { symbol: instrument.name, quote, maxAgeMs: instrument.quoteTtlMs };
    }
    const price = quote && priceOf(quote, instrument, inverse ? INVERTED[side] : side);
    rate = rate && price ? times(rate, inverse ? { num: price.den, den: price.num } : price) : null;
  }
  return { rate, stale };
}

/** A price of zero or less converts nothing. */
function soundQuote(symbol: string, { quotes }: Market): Quote | undefined {
  const quote = quotes(symbol);
  return quote !== undefined && quote.bid > 0n && quote.ask > 0n ? quote : undefined;
}

const INVERTED: Readonly<Record<RateSide, RateSide>> = { DUE: 'OWED', OWED: 'DUE', MID: 'MID' };

/** Selling the pair's base gets its bid; buying it costs its ask. */
function priceOf({ bid, ask }: Quote, { digits }: Instrument, side: RateSide): Ratio {
  const pointsPerUnit = 10n ** BigInt(digits);
  if (side === 'MID') return { num: bid + ask, den: 2n * pointsPerUnit };
  return { num: side === 'DUE' ? bid : ask, den: pointsPerUnit };
}
