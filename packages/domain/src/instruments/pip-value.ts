/** What one pip is worth: the number by which traders compare symbols. */
import { exchangeRate } from '../conversion/conversion.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { roundHalfAway } from '../money/rounding.ts';
import type { Minor } from '../money/units.ts';
import { minorPerUnit } from '../money/currency.ts';
import type { Instrument } from './instrument.ts';

/**
 * One pip of one lot in the account's minor units, at the mid rate, halves away from zero; `null` when the rate was never
 * quoted. For display: profit is computed from prices, never from this.
 */
export function pipValue(instrument: Instrument, facts: TradingFacts): Minor | null {
  const { currency } = facts.account;
  const exchange = { from: instrument.quoteCurrency, to: currency, side: 'MID' } as const;
  const { rate } = exchangeRate(exchange, facts);
  if (rate === null) return null;
  const points = instrument.pipPoints * instrument.contractSize;
  return roundHalfAway({
    num: points * rate.num * minorPerUnit(currency),
    den: 10n ** BigInt(instrument.digits) * rate.den,
  });
}
