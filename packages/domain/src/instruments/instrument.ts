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
  /** FOREX ties up base currency and ignores the price; CFD ignores leverage; CFD_LEVERAGE uses both. */
  readonly calcMode: 'FOREX' | 'CFD' | 'CFD_LEVERAGE';
  /** Ten-thousandths: 10000 is the whole margin, 1000 is ten percent of it. */
  readonly marginRate: bigint;
  /** 500 means 1:500; the account's own leverage may be lower. */
  readonly maxLeverage: bigint;
  readonly tradeMode: 'FULL' | 'LONG_ONLY' | 'SHORT_ONLY' | 'CLOSE_ONLY' | 'DISABLED';
  /** The least distance of a stop loss or take profit from the market. */
  readonly stopsLevel: Points;
  /** How old a quote may be to trade on. */
  readonly quoteTtlMs: number;
  /** Per lot and side, in the account's currency. */
  readonly commissionPerLot: Minor;
}

/** The currency that the margin formula answers in, before conversion. */
export const marginCurrency = (instrument: Instrument): string =>
  instrument.calcMode === 'FOREX' ? instrument.baseCurrency : instrument.quoteCurrency;
