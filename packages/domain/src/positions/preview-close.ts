/** What closing a position would do, without closing it. */
import { marginLevel, summarise } from '../accounts/summary.ts';
import { reviewBy } from '../checks.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { usedMargin } from '../margin/used-margin.ts';
import { commissionOfPart } from '../money/commission.ts';
import { roundUp } from '../money/rounding.ts';
import type { Minor, Vol4 } from '../money/units.ts';
import type { Preview } from '../orders/preview.ts';
import { isBelowMarginCall } from '../orders/preview.ts';
import type { CloseCode, CloseRequest } from './decide-close.ts';
import { CLOSE_CHECKS } from './decide-close.ts';
import type { Position } from './position.ts';

/** A close requires no margin; what it frees shows in the numbers after it. */
export function previewClose(
  request: CloseRequest,
  position: Position,
  facts: TradingFacts,
): Preview<CloseCode> {
  const { known, failures } = reviewBy(CLOSE_CHECKS, { request, position, facts });
  const { instrument, volume, price = null } = known;
  const verdict = { ok: failures.length === 0, requiredMargin: 0n, price, failures };
  if (instrument === undefined || volume === undefined) {
    return { ...verdict, ...UNKNOWN_AFTER };
  }
  const closedBefore = position.initialVolume - position.volume;
  const commission = commissionOfPart(closedBefore, volume, instrument);
  const { equity, reserved } = summarise(facts);
  // What the part has made moves from the floating profit into the balance; equity only pays the commission.
  const equityAfter = equity - commission;
  const marginAfter = marginWithout(volume, position, facts) + reserved;
  const marginLevelAfter = marginLevel(equityAfter, marginAfter);
  return {
    ...verdict,
    freeMarginAfter: equityAfter - marginAfter,
    marginLevelAfter,
    commission,
    belowMarginCall: isBelowMarginCall(marginLevelAfter, facts),
  };
}

const UNKNOWN_AFTER = {
  freeMarginAfter: null,
  marginLevelAfter: null,
  commission: null,
  belowMarginCall: false,
} as const;

function marginWithout(closed: Vol4, { id }: Position, { positions, group }: TradingFacts): Minor {
  const left = positions.map((one) => {
    if (one.id !== id) return one;
    const volume = one.volume - closed;
    return { ...one, volume, margin: roundUp({ num: one.margin * volume, den: one.volume }) };
  });
  return usedMargin(left, group.hedgedMargin);
}
