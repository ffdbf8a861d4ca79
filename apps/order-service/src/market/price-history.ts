/**
 * What prices have been: the last changes of each symbol since the start, and candles, which outlive a restart. In memory
 * and bounded. Nothing decides by it; it is there to be looked at.
 */
import type { Quote } from '@faultline/domain';
import type { PriceCandle } from '../ports/records.ts';
import { joinedCandles } from './joined-candles.ts';
import type { PriceBoard } from './price-board.ts';
import { Ring } from './ring.ts';

const TIMEFRAMES = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
} as const;
export type Timeframe = keyof typeof TIMEFRAMES;

/** Bids. */
export type Candle = Omit<PriceCandle, 'lp' | 'symbol' | 'lengthMs'>;

const TICKS_MAX = 10_000;
const CANDLES_MAX = 1_000;

interface Past {
  readonly lp: string;
  readonly symbol: string;
  readonly ticks: Ring<Quote>;
  readonly candles: Map<Timeframe, Ring<Candle>>;
  /** The start of the oldest candle of each length that has changed since it was saved; none when none has. */
  readonly unsavedFromMs: Map<Timeframe, number>;
}

export class PriceHistory {
  /** By provider and symbol. */
  readonly #past = new Map<string, Past>();

  constructor(board: PriceBoard) {
    board.onQuote((quote) => this.#add(quote));
  }

  ticks(lp: string, symbol: string, limit: number): readonly Quote[] {
    return this.#past.get(nameOf(lp, symbol))?.ticks.last(limit) ?? [];
  }

  /** @param of - Whose prices, and how long a candle is. A time without prices has no candle. */
  candles(
    of: { readonly lp: string; readonly symbol: string; readonly timeframe: Timeframe },
    limit: number,
  ): readonly Candle[] {
    const past = this.#past.get(nameOf(of.lp, of.symbol));
    return past?.candles.get(of.timeframe)?.last(limit) ?? [];
  }

  /** Candles of an earlier run, the oldest first, put before what has come since. */
  restore(saved: readonly PriceCandle[]): void {
    for (const candles of Map.groupBy(saved, keyOf).values()) {
      const [{ lp, symbol, lengthMs }] = candles as [PriceCandle];
      const timeframe = timeframeOf(lengthMs);
      if (timeframe === null) continue;
      const past = this.#of(lp, symbol);
      const since = past.candles.get(timeframe)?.last(CANDLES_MAX) ?? [];
      const ring = new Ring<Candle>(CANDLES_MAX);
      for (const candle of joinedCandles(candles, since)) ring.push(candle);
      past.candles.set(timeframe, ring);
    }
  }

  /** Every candle that has changed since the last call. */
  takeUnsaved(): PriceCandle[] {
    return [...this.#past.values()].flatMap(({ lp, symbol, candles, unsavedFromMs }) => {
      const changed = [...unsavedFromMs].flatMap(([timeframe, fromMs]) =>
        (candles.get(timeframe)?.last(CANDLES_MAX) ?? [])
          .filter(({ startMs }) => startMs >= fromMs)
          .map((candle) => ({ ...candle, lp, symbol, lengthMs: TIMEFRAMES[timeframe] })),
      );
      unsavedFromMs.clear();
      return changed;
    });
  }

  #add(quote: Quote): void {
    const past = this.#of(quote.lp, quote.symbol);
    past.ticks.push(quote);
    for (const [timeframe, ring] of past.candles) {
      const startMs = draw(ring, quote, TIMEFRAMES[timeframe]);
      if (!past.unsavedFromMs.has(timeframe)) past.unsavedFromMs.set(timeframe, startMs);
    }
  }

  #of(lp: string, symbol: string): Past {
    const name = nameOf(lp, symbol);
    const known = this.#past.get(name);
    if (known !== undefined) return known;
    const past = emptyPast(lp, symbol);
    this.#past.set(name, past);
    return past;
  }
}

const keyOf = ({ lp, symbol, lengthMs }: PriceCandle): string => `${lp}:${symbol}:${lengthMs}`;

const timeframeOf = (lengthMs: number): Timeframe | null =>
  (Object.keys(TIMEFRAMES) as Timeframe[]).find((one) => TIMEFRAMES[one] === lengthMs) ?? null;

const nameOf = (lp: string, symbol: string): string => `${lp}:${symbol}`;

function emptyPast(lp: string, symbol: string): Past {
  const timeframes = Object.keys(TIMEFRAMES) as Timeframe[];
  return {
    lp,
    symbol,
    unsavedFromMs: new Map(),
    ticks: new Ring(TICKS_MAX),
    candles: new Map(timeframes.map((one) => [one, new Ring<Candle>(CANDLES_MAX)])),
  };
}

/** @returns The start of the candle that the quote went into. */
function draw(ring: Ring<Candle>, { bid, receivedAtMs }: Quote, lengthMs: number): number {
  const startMs = receivedAtMs - (receivedAtMs % lengthMs);
  const last = ring.newest;
  if (last?.startMs !== startMs) {
    ring.push({ startMs, open: bid, high: bid, low: bid, close: bid, changes: 1 });
    return startMs;
  }
  const { open, high, low, changes } = last;
  ring.replaceNewest({
    startMs,
    open,
    high: bid > high ? bid : high,
    low: bid < low ? bid : low,
    close: bid,
    changes: changes + 1,
  });
  return startMs;
}
