/** One execution of an order that closes a position, wholly or in part. */
import { scaledRate } from '../conversion/conversion.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import { dealPostings } from '../ledger/posting.ts';
import { commissionOfPart } from '../money/commission.ts';
import type { Order } from '../orders/order.ts';
import { realised, reduced } from './exposure.ts';
import type { FillInput, FillResult } from './fill.ts';
import { bookedAccount, closingEntries, dealOf, dealReference, fillOrder } from './fill.ts';
import type { CloseReason, Position } from './position.ts';

/**
 * Realises profit, the closed part's swap and the commission of this side. All closes of a position together cost what
 * closing it whole costs. The position's margin shrinks in proportion, the rest rounded up; it is CLOSED at the end, or
 * OPEN again when the order is done.
 *
 * @throws Error when the order does not close this position, is done, or fills more than is open; or when the profit's
 *   currency was never quoted, so that nobody can say what to book. Apply the fill again once there is a quote.
 */
export function applyClosingFill(input: FillInput): FillResult {
  const { order, fill, facts } = input;
  const position = closingPosition(input);
  const instrument = instrumentOf(order.symbol, facts.instruments);
  const { volume } = fill;
  const { profit, swap, rate } = realised(position, { volume, instrument }, input);
  const closedBefore = position.initialVolume - position.volume;
  const commission = commissionOfPart(closedBefore, volume, instrument);
  const filled = fillOrder(order, fill);
  const postings = dealPostings(closingEntries({ profit, swap, commission }), dealReference(input));
  return {
    order: filled,
    position: reduced(
      position,
      { volume, profit, swap, commission },
      { input, filled, closeReason: closeReasonOf(order) },
    ),
    deal: dealOf(input, {
      positionId: position.id,
      entry: order.source === 'CLOSE_BY' ? 'OUT_BY' : 'OUT',
      profit,
      swap,
      commission,
      conversionRate: scaledRate(rate),
    }),
    postings,
    account: bookedAccount(facts.account, postings),
  };
}

/** The house's own orders never close by name; what they take from a position they net out. */
const closeReasonOf = ({ source }: Order): CloseReason => (source === 'HEDGE' ? 'NETTED' : source);

function closingPosition({ order, position, fill }: FillInput): Position {
  if (position === null || position.id !== order.reduces) {
    throw new Error(`order ${order.id} closes position ${order.reduces}, not ${position?.id}`);
  }
  if (fill.volume > position.volume) {
    throw new Error(`position ${position.id} has ${position.volume} open, not ${fill.volume}`);
  }
  return position;
}
