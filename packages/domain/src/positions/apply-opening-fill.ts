/** One execution of an order that opens a position. */
import { scaledRate } from '../conversion/conversion.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import { dealPostings } from '../ledger/posting.ts';
import { commissionOfPart } from '../money/commission.ts';
import { grown, marginOfPart, opened } from './exposure.ts';
import type { FillInput, FillResult } from './fill.ts';
import { bookedAccount, dealOf, dealReference, fillOrder } from './fill.ts';
import type { Position } from './position.ts';

/**
 * Opens the position, or lets it grow by a further partial fill. When the position has been closed in the meantime, the
 * late fill opens another: an execution is a fact and is never dropped.
 *
 * Commission is charged at once; all parts of an order together cost what it costs whole. Margin takes the mid rate of
 * the moment; when no rate was ever quoted, the part of the reservation that the fill releases stands in for it.
 *
 * @throws Error when the order closes a position, is done, or has less to fill; or when the position is not the one the
 *   order opened.
 */
export function applyOpeningFill(input: FillInput): FillResult {
  const { order, fill, facts } = input;
  const growing = growingPosition(input);
  const instrument = instrumentOf(order.symbol, facts.instruments);
  const filled = fillOrder(order, fill);
  const { margin, rate } = marginOfPart(fill.volume, input, instrument);
  const part = {
    volume: fill.volume,
    margin: margin ?? order.reservedMargin - filled.reservedMargin,
    commission: commissionOfPart(order.filledVolume, fill.volume, instrument),
  };
  const position = growing ? grown(growing, input, part) : opened(input, part);
  const postings = dealPostings(
    [{ type: 'COMMISSION', change: -part.commission }],
    dealReference(input),
  );
  return {
    order: { ...filled, positionId: position.id },
    position,
    deal: dealOf(input, {
      positionId: position.id,
      entry: 'IN',
      profit: 0n,
      swap: 0n,
      commission: part.commission,
      conversionRate: rate ? scaledRate(rate) : 0n,
    }),
    postings,
    account: bookedAccount(facts.account, postings),
  };
}

/** The position to grow; `null` when one has to be opened. */
function growingPosition({ order, position }: FillInput): Position | null {
  if (order.reduces !== null) throw new Error(`order ${order.id} closes, it opens nothing`);
  if ((position?.id ?? null) !== order.positionId) {
    throw new Error(`order ${order.id} opened position ${order.positionId}, not ${position?.id}`);
  }
  return position?.status === 'CLOSED' ? null : position;
}
