/** How much equity one exposure ties up, taken alone. Hedging is not looked at here. */
import type { Account } from '../accounts/account.ts';
import type { AccountGroup } from '../accounts/account-group.ts';
import { exchangeRate } from '../conversion/conversion.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { marginCurrency } from '../instruments/instrument.ts';
import { minorPerUnit } from '../money/currency.ts';
import type { Ratio } from '../money/rounding.ts';
import { roundUp } from '../money/rounding.ts';
import type { Minor, Points, Vol4 } from '../money/units.ts';
import { ONE_LOT } from '../money/units.ts';
import type { Market } from '../quotes/live-quote.ts';
import type { Rate } from '../conversion/conversion.ts';

const WHOLE_MARGIN_RATE = 10_000n;

export interface Exposure {
  readonly volume: Vol4;
  /** What it was or would be opened at. */
  readonly price: Points;
}

/** What the formula needs besides the exposure. */
export interface MarginTerms {
  readonly instrument: Instrument;
  /** The leverage that applies: see `appliedLeverage`. */
  readonly leverage: bigint;
  /** The account's. */
  readonly currency: string;
  /** From the margin currency to the account's, at the mid. */
  readonly rate: Ratio;
}

/** The lowest of what the account has and what its group and the instrument allow. */
export function appliedLeverage(
  { account, group }: { readonly account: Account; readonly group: AccountGroup },
  instrument: Instrument,
): bigint {
  const most =
    group.maxLeverage < instrument.maxLeverage ? group.maxLeverage : instrument.maxLeverage;
  return account.leverage < most ? account.leverage : most;
}

/** The rate by which margin of this instrument reaches the account's currency. */
export const marginExchange = (instrument: Instrument, account: Account, market: Market): Rate =>
  exchangeRate({ from: marginCurrency(instrument), to: account.currency, side: 'MID' }, market);

/**
 * Margin in the account's minor units, rounded up: a requirement one cent too low is a breach, one too high is not seen.
 *
 * FOREX takes the volume in base currency, the CFD modes volume times price in quote currency. CFD ignores leverage.
 */
export function exposureMargin({ volume, price }: Exposure, terms: MarginTerms): Minor {
  const { instrument, leverage, currency, rate } = terms;
  const priced = instrument.calcMode !== 'FOREX';
  const leveraged = instrument.calcMode !== 'CFD';
  const units = volume * instrument.contractSize * (priced ? price : 1n);
  const pointsPerUnit = priced ? 10n ** BigInt(instrument.digits) : 1n;
  return roundUp({
    num: units * instrument.marginRate * rate.num * minorPerUnit(currency),
    den: ONE_LOT * WHOLE_MARGIN_RATE * pointsPerUnit * (leveraged ? leverage : 1n) * rate.den,
  });
}
