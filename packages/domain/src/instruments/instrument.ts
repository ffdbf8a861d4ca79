/** What can be traded: the contract behind a symbol. */
import type { Minor, Points, Vol4 } from '../money/units.ts';

export interface Instrument {
  readonly name: string;
  readonly description: string;
  readonly category: 'FOREX' | 'METAL' | 'INDEX' | 'ENERGY' | 'CRYPTO' | 'CFD';
  readonly baseCurrency: string;
  /** The currency of prices and of profit. */
  readonly quoteCurrency: string;
  /** Digits after the point of a price. */
  readonly digits: number;
  /** Points in one pip. */
  readonly pipPoints: bigint;
  /** Units of the base in one lot. */
  readonly contractSize: bigint;
  readonly minVolume: Vol4;
  readonly maxVolume: Vol4;
  /** Volumes are `minVolume` plus a multiple of this. */
  readonly volumeStep: Vol4;
  /** The most that one account may hold on both sides together; `null` for no limit. */
  readonly maxTotalVolume: Vol4 | null;
  /** FOREX ties up base currency and ignores the price; CFD ignores leverage; CFD_LEVERAGE uses both. */
  readonly calcMode: 'FOREX' | 'CFD' | 'CFD_LEVERAGE';
  /** Ten-thousandths: 10000 is the whole margin, 1000 is ten percent of it. */
  readonly marginRate: bigint;
  /** 500 means 1:500; the account's own leverage may be lower. */
  readonly maxLeverage: bigint;
  readonly tradeMode: 'FULL' | 'LONG_ONLY' | 'SHORT_ONLY' | 'CLOSE_ONLY' | 'DISABLED';
  /** The least distance of a stop loss, take profit or pending price from the market. */
  readonly stopsLevel: Points;
  /** A stop loss, take profit or pending price this near to the market can no longer be changed. */
  readonly freezeLevel: Points;
  /** How old a quote may be to trade on. */
  readonly quoteTtlMs: number;
  /** Per lot and side, in the account's currency. */
  readonly commissionPerLot: Minor;
  readonly swap: SwapTerms;
  /** The schedule that its sessions follow. */
  readonly scheduleId: string;
  /** Trading is halted, by a person or by a circuit breaker; `null` when it is not. */
  readonly halt: Halt | null;
  /** Grows by one with every change. */
  readonly version: number;
}

/** What holding a position over the rollover costs or earns. */
export interface SwapTerms {
  readonly mode: 'POINTS' | 'PERCENT' | 'NONE';
  /** POINTS: hundredths of a point per lot and night. PERCENT: hundredths of a percent a year. Negative is charged. */
  readonly long: bigint;
  readonly short: bigint;
  /** The weekday, Sunday 0, whose night counts three times. */
  readonly tripleDay: number;
}

export interface Halt {
  readonly reason: 'SYMBOL_HALTED' | 'CIRCUIT_BREAKER';
  /** `null` until somebody resumes trading. */
  readonly untilMs: number | null;
}

/** The currency that the margin formula answers in, before conversion. */
export const marginCurrency = (instrument: Instrument): string =>
  instrument.calcMode === 'FOREX' ? instrument.baseCurrency : instrument.quoteCurrency;
