/** How many lots to trade so that a stop loss costs a chosen part of the equity. */
import type { Decimal } from '@faultline/errors';
import { summarise } from '../accounts/summary.ts';
import { exchangeRate } from '../conversion/conversion.ts';
import type { Decision } from '../decision.ts';
import { accepted } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { findInstrument } from '../instruments/find-instrument.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { minorPerUnit } from '../money/currency.ts';
import type { Ratio } from '../money/rounding.ts';
import { roundDown, times } from '../money/rounding.ts';
import type { Minor, Vol4 } from '../money/units.ts';
import { ONE_LOT } from '../money/units.ts';
import { refuseStale } from '../quotes/live-quote.ts';

const WHOLE_PERCENT = 100n;

export interface LotSizeRequest {
  readonly symbol: string;
  /** Of the equity, greater than zero. */
  readonly riskPercent: Decimal;
  /** From entry to stop loss, greater than zero. */
  readonly slPips: Decimal;
}

export interface LotSize {
  /** On a step of the instrument and no more than its greatest; 0 when even the least would risk more. */
  readonly lots: Vol4;
  /** What the part of the equity comes to, rounded down. */
  readonly riskAmount: Minor;
}

/**
 * The largest volume whose loss at the stop is within the risk: rounded down, and converted at the dearer side as losses
 * are. The spread and commission are not in it.
 */
export function lotSize(
  { symbol, riskPercent, slPips }: LotSizeRequest,
  facts: TradingFacts,
): Decision<'INVALID_SYMBOL' | 'PRICE_STALE', LotSize> {
  const found = findInstrument(symbol, facts.instruments);
  if (!found.ok) return found;
  const instrument = found.value;
  const lossPerLot = lossOfOneLot(instrument, ratioOf(slPips), facts);
  if (!lossPerLot.ok) return lossPerLot;
  const { equity } = summarise(facts);
  const percent = ratioOf(riskPercent);
  const risk = { num: equity * percent.num, den: percent.den * WHOLE_PERCENT };
  const { num, den } = lossPerLot.value;
  const most = roundDown({ num: risk.num * den * ONE_LOT, den: risk.den * num });
  return accepted({ lots: onStep(most, instrument), riskAmount: roundDown(risk) });
}

const ratioOf = ({ unscaled, scale }: Decimal): Ratio => ({
  num: unscaled,
  den: 10n ** BigInt(scale),
});

/** What one lot loses over so many pips, in the account's minor units, exactly. */
function lossOfOneLot(
  instrument: Instrument,
  pips: Ratio,
  facts: TradingFacts,
): Decision<'PRICE_STALE', Ratio> {
  const { pipPoints, contractSize, digits, quoteCurrency, name } = instrument;
  const to = facts.account.currency;
  const { rate, stale } = exchangeRate({ from: quoteCurrency, to, side: 'OWED' }, facts);
  if (stale !== null) return refuseStale(stale, name, facts.nowMs);
  if (rate === null) throw new Error(`a rate for ${name} is neither known nor missing`);
  const perPip = {
    num: pipPoints * contractSize * minorPerUnit(to),
    den: 10n ** BigInt(digits),
  };
  return accepted(times(times(pips, perPip), rate));
}

function onStep(most: Vol4, { minVolume, maxVolume, volumeStep }: Instrument): Vol4 {
  if (most < minVolume) return 0n;
  const capped = most < maxVolume ? most : maxVolume;
  return capped - ((capped - minVolume) % volumeStep);
}
