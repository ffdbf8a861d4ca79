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

/** What an order would do to its account's margin. */
export interface Assessment {
  readonly order: PricedOrder;
  readonly leverage: bigint;
  readonly requirement: RequirementOf;
  readonly required: Requirement;
  /** Before the order. */
  readonly summary: Summary;
  readonly freeMarginAfter: Minor;
  /** Hundredths of a percent; `null` when nothing would be tied up. */
  readonly marginLevelAfter: bigint | null;
}

/** The numbers alone, whatever they say of the order. */
export function assessMargin(order: PricedOrder, facts: TradingFacts): Assessment {
  const { instrument, side, price, rate } = order;
  const { account } = facts;
  const leverage = appliedLeverage(facts, instrument);
  const terms = { instrument, leverage, currency: account.currency, rate };
  const requirement = requirementOf({ side, price, terms }, facts);
  const required = requirement(order.volume);
  const summary = summarise(facts);
  return {
    order,
    leverage,
    requirement,
    required,
    summary,
    freeMarginAfter: summary.freeMargin - required.margin - required.commission,
    marginLevelAfter: marginLevel(
      summary.equity - required.commission,
      summary.margin + required.margin,
    ),
  };
}

type MarginPurpose = 'NEW_ORDER' | 'MODIFY_ORDER';

/** What to reserve: margin and opening commission. */
export function affordable(
  assessment: Assessment,
  purpose: MarginPurpose,
  facts: TradingFacts,
): Decision<'MARGIN_INSUFFICIENT', Minor> {
  const { order, leverage, requirement, required, summary } = assessment;
  if (covers(summary.freeMargin, required)) return accepted(required.margin + required.commission);
  const { instrument, volume } = order;
  const { currency, freeMargin } = summary;
  const { marginLevelAfter } = assessment;
  return refused('MARGIN_INSUFFICIENT', {
    requiredMargin: moneyNumber(required.margin, currency),
    ...(required.commission === 0n
      ? {}
      : { commission: moneyNumber(required.commission, currency) }),
    freeMargin: moneyNumber(freeMargin, currency),
    availableMargin: moneyNumber(freeMargin, currency),
    symbol: instrument.name,
    volume: lotsNumber(volume),
    leverage: Number(leverage),
    currency,
    marginLevelAfter: marginLevelAfter === null ? null : percentNumber(marginLevelAfter),
    maxVolume: lotsNumber(largestVolume(requirement, freeMargin, instrument)),
    reason: shortageOf(purpose, facts),
  });
}

/** An account in trouble is told of the trouble: a smaller order is no way out of it. */
function shortageOf(purpose: MarginPurpose, { account }: TradingFacts) {
  if (account.balance < 0n) return 'NEGATIVE_BALANCE';
  return account.marginCallActive ? 'MARGIN_CALL' : purpose;
}
