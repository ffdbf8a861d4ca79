/** The seven instruments of the demo: contract data such as a retail broker has it, and no opinion on the market. */
import type { Instrument, SwapTerms } from './instrument.ts';

const COMMON = {
  minVolume: 100n,
  volumeStep: 100n,
  marginRate: 10_000n,
  tradeMode: 'FULL',
  stopsLevel: 0n,
  freezeLevel: 0n,
  maxTotalVolume: null,
  halt: null,
  version: 1,
  quoteTtlMs: 10_000,
} as const satisfies Partial<Instrument>;

const COMMISSION_3_50 = 350n;

/** −7.5 points a night for a long position, +2.1 for a short one. */
const FOREX_SWAP: SwapTerms = { mode: 'POINTS', long: -750n, short: 210n, tripleDay: 3 };
const NO_SWAP: SwapTerms = { mode: 'NONE', long: 0n, short: 0n, tripleDay: 5 };

const forexMajor = (baseCurrency: string, quoteCurrency: string, digits: number): Instrument => ({
  ...COMMON,
  name: baseCurrency + quoteCurrency,
  description: `${baseCurrency} against ${quoteCurrency}`,
  category: 'FOREX',
  baseCurrency,
  quoteCurrency,
  digits,
  pipPoints: 10n,
  contractSize: 100_000n,
  maxVolume: 1_000_000n,
  calcMode: 'FOREX',
  maxLeverage: 500n,
  commissionPerLot: COMMISSION_3_50,
  swap: FOREX_SWAP,
  scheduleId: 'forex',
});

const usIndex = (name: string, description: string): Instrument => ({
  ...COMMON,
  name,
  description,
  category: 'INDEX',
  baseCurrency: 'USD',
  quoteCurrency: 'USD',
  digits: 1,
  pipPoints: 10n,
  contractSize: 1n,
  maxVolume: 5_000_000n,
  calcMode: 'CFD_LEVERAGE',
  maxLeverage: 20n,
  commissionPerLot: 0n,
  swap: NO_SWAP,
  scheduleId: 'us-index',
});

const GOLD: Instrument = {
  ...COMMON,
  name: 'XAUUSD',
  description: 'Gold, troy ounce, against USD',
  category: 'METAL',
  baseCurrency: 'XAU',
  quoteCurrency: 'USD',
  digits: 2,
  pipPoints: 1n,
  contractSize: 100n,
  maxVolume: 500_000n,
  calcMode: 'CFD_LEVERAGE',
  maxLeverage: 20n,
  commissionPerLot: COMMISSION_3_50,
  swap: NO_SWAP,
  scheduleId: 'metal',
};

const BITCOIN: Instrument = {
  ...COMMON,
  name: 'BTCUSD',
  description: 'Bitcoin against USD',
  category: 'CRYPTO',
  baseCurrency: 'BTC',
  quoteCurrency: 'USD',
  digits: 2,
  pipPoints: 100n,
  contractSize: 1n,
  maxVolume: 100_000n,
  calcMode: 'CFD',
  marginRate: 1_000n,
  maxLeverage: 10n,
  commissionPerLot: 0n,
  swap: NO_SWAP,
  scheduleId: 'crypto',
};

export const DEMO_INSTRUMENTS: readonly Instrument[] = [
  forexMajor('EUR', 'USD', 5),
  forexMajor('GBP', 'USD', 5),
  forexMajor('USD', 'JPY', 3),
  GOLD,
  BITCOIN,
  usIndex('US30', 'Thirty large US companies, cash index'),
  usIndex('NAS100', 'Hundred large Nasdaq companies, cash index'),
];
