/**
 * What prices have been since the start: the last changes of each symbol and the candles made of them, in memory and
 * bounded. Nothing decides by it; it is there to be looked at.
 */
import type { Points, Quote } from '@faultline/domain';
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
export interface Candle {
  readonly startMs: number;
  readonly open: Points;
  readonly high: Points;
  readonly low: Points;
  readonly close: Points;
  readonly changes: number;
}

const TICKS_MAX = 10_000;
const CANDLES_MAX = 1_000;

interface Past {
  readonly ticks: Ring<Quote>;
  readonly candles: ReadonlyMap<Timeframe, Ring<Candle>>;
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

  #add(quote: Quote): void {
    const name = nameOf(quote.lp, quote.symbol);
    const past = this.#past.get(name) ?? emptyPast();
    this.#past.set(name, past);
    past.ticks.push(quote);
    for (const [timeframe, ring] of past.candles) draw(ring, quote, TIMEFRAMES[timeframe]);
  }
}

const nameOf = (lp: string, symbol: string): string => `${lp}:${symbol}`;

function emptyPast(): Past {
  const timeframes = Object.keys(TIMEFRAMES) as Timeframe[];
  return {
    ticks: new Ring(TICKS_MAX),
    candles: new Map(timeframes.map((one) => [one, new Ring<Candle>(CANDLES_MAX)])),
  };
}

function draw(ring: Ring<Candle>, { bid, receivedAtMs }: Quote, lengthMs: number): void {
  const startMs = receivedAtMs - (receivedAtMs % lengthMs);
  const last = ring.newest;
  if (last?.startMs !== startMs) {
    ring.push({ startMs, open: bid, high: bid, low: bid, close: bid, changes: 1 });
    return;
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
}
