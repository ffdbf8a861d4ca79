/** What an order would do, without placing it: its numbers, and everything that stands against it. */
import type { Code, Refusal } from '@faultline/errors';
import type { Review } from '../checks.ts';
import { reviewBy } from '../checks.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Minor, Points } from '../money/units.ts';
import type { MarketOrderRequest, PlacementCode } from './decide-market-order.ts';
import { MARKET_ORDER_CHECKS } from './decide-market-order.ts';
import type { PendingCode, PendingOrderRequest } from './decide-pending-order.ts';
import { PENDING_ORDER_CHECKS } from './decide-pending-order.ts';
import type { OpeningKnown } from './opening-checks.ts';

/** A number is `null` when a failure left it unknown. */
export interface Preview<C extends Code> {
  /** The order would be placed. */
  readonly ok: boolean;
  /** Without commission. */
  readonly requiredMargin: Minor | null;
  readonly freeMarginAfter: Minor | null;
  /** Hundredths of a percent; `null` also when nothing would be tied up. */
  readonly marginLevelAfter: bigint | null;
  readonly commission: Minor | null;
  /** What it would be filled at, as far as one can say. */
  readonly price: Points | null;
  /** Allowed, and still a warning: afterwards the account would be in margin call. */
  readonly belowMarginCall: boolean;
  /** In the order of the checks: the first is what placing it would be answered. */
  readonly failures: readonly Refusal<C>[];
}

export const previewMarketOrder = (
  request: MarketOrderRequest,
  facts: TradingFacts,
): Preview<PlacementCode> => previewOf(reviewBy(MARKET_ORDER_CHECKS, { request, facts }), facts);

export const previewPendingOrder = (
  request: PendingOrderRequest,
  facts: TradingFacts,
): Preview<PendingCode> => previewOf(reviewBy(PENDING_ORDER_CHECKS, { request, facts }), facts);

function previewOf<C extends Code>(
  { known, failures }: Review<OpeningKnown, C>,
  facts: TradingFacts,
): Preview<C> {
  const { assessment } = known;
  const marginLevelAfter = assessment?.marginLevelAfter ?? null;
  return {
    ok: failures.length === 0,
    requiredMargin: assessment?.required.margin ?? null,
    freeMarginAfter: assessment?.freeMarginAfter ?? null,
    marginLevelAfter,
    commission: assessment?.required.commission ?? null,
    price: known.price ?? null,
    belowMarginCall: isBelowMarginCall(marginLevelAfter, facts),
    failures,
  };
}

export const isBelowMarginCall = (level: bigint | null, { group }: TradingFacts): boolean =>
  level !== null && level <= group.marginCallLevel;
