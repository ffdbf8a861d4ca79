/** What the simulated providers quote. A point is the last decimal of a price. */

export interface Instrument {
  readonly symbol: string;
  /** Decimals of a price. */
  readonly digits: number;
  /** The first bid, in points. */
  readonly startBid: bigint;
  /** Ask minus bid, in points. */
  readonly spread: bigint;
}

export const INSTRUMENTS: ReadonlyMap<string, Instrument> = new Map(
  [
    { symbol: 'EURUSD', digits: 5, startBid: 109_500n, spread: 8n },
    { symbol: 'GBPUSD', digits: 5, startBid: 127_000n, spread: 12n },
    { symbol: 'USDJPY', digits: 3, startBid: 155_000n, spread: 10n },
    { symbol: 'XAUUSD', digits: 2, startBid: 265_000n, spread: 25n },
    { symbol: 'BTCUSD', digits: 2, startBid: 9_500_000n, spread: 1500n },
    { symbol: 'US30', digits: 1, startBid: 440_000n, spread: 20n },
    { symbol: 'NAS100', digits: 1, startBid: 210_000n, spread: 15n },
  ].map((instrument) => [instrument.symbol, instrument]),
);
