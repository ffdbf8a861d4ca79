/** Whether the free margin carries an order and its commission. */
import type { Summary } from '../accounts/summary.ts';
import { marginLevel, summarise } from '../accounts/summary.ts';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { appliedLeverage } from '../margin/exposure-margin.ts';
import type { Requirement, RequirementOf } from '../margin/order-margin.ts';
import { covers, largestVolume, requirementOf } from '../margin/order-margin.ts';
import type { Ratio } from '../money/rounding.ts';
import type { Minor, Points, Vol4 } from '../money/units.ts';
import { lotsNumber, moneyNumber, percentNumber } from '../money/wire.ts';
import type { Side } from '../quotes/quote.ts';

export interface PricedOrder {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly volume: Vol4;
  readonly price: Points;
  /** Of the margin. */
  readonly rate: Ratio;
}

/** What to reserve: margin and opening commission. */
export function affordable(
  order: PricedOrder,
  facts: TradingFacts,
): Decision<'MARGIN_INSUFFICIENT', Minor> {
  const { instrument, side, price, rate } = order;
  const { account } = facts;
  const leverage = appliedLeverage(facts, instrument);
  const terms = { instrument, leverage, currency: account.currency, rate };
  const requirement = requirementOf({ side, price, terms }, facts);
  const required = requirement(order.volume);
  const summary = summarise(facts);
  if (covers(summary.freeMargin, required)) return accepted(required.margin + required.commission);
  return refuseMargin({ order, leverage, requirement, required, summary });
}

interface Shortfall {
  readonly order: PricedOrder;
  readonly leverage: bigint;
  readonly requirement: RequirementOf;
  readonly required: Requirement;
  readonly summary: Summary;
}

function refuseMargin(shortfall: Shortfall): Decision<'MARGIN_INSUFFICIENT', never> {
  const { order, leverage, requirement, required, summary } = shortfall;
  const { instrument, volume } = order;
  const { currency, equity, margin, freeMargin } = summary;
  const levelAfter = marginLevel(equity - required.commission, margin + required.margin);
  return refused('MARGIN_INSUFFICIENT', {
    requiredMargin: moneyNumber(required.margin + required.commission, currency),
    freeMargin: moneyNumber(freeMargin, currency),
    availableMargin: moneyNumber(freeMargin, currency),
    symbol: instrument.name,
    volume: lotsNumber(volume),
    leverage: Number(leverage),
    currency,
    marginLevelAfter: levelAfter === null ? null : percentNumber(levelAfter),
    maxVolume: lotsNumber(largestVolume(requirement, freeMargin, instrument)),
    reason: 'NEW_ORDER',
  });
}
