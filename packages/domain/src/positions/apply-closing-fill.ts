/** One execution of an order that closes a position, wholly or in part. */
import { scaledRate } from '../conversion/conversion.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import { dealPostings } from '../ledger/posting.ts';
import { commissionOfPart } from '../money/commission.ts';
import { roundHalfAway, roundUp, weightedPrice } from '../money/rounding.ts';
import type { Minor } from '../money/units.ts';
import { isDone } from '../orders/transitions.ts';
import type { Order } from '../orders/order.ts';
import type { FillInput, FillResult } from './fill.ts';
import { bookedAccount, dealOf, fillOrder, pricedByFill } from './fill.ts';
import type { Position } from './position.ts';
import { roundTripProfit } from './profit.ts';

/**
 * Realises profit, the closed part's swap and the commission of this side. All closes of a position together cost what
 * closing it whole costs. The position's margin shrinks in proportion, the rest rounded up; it is CLOSED at the end, or
 * OPEN again when the order is done.
 *
 * @throws Error when the order does not close this position, is done, or fills more than is open; or when the profit's
 *   currency was never quoted, so that nobody can say what to book. Apply the fill again once there is a quote.
 */
export function applyClosingFill(input: FillInput): FillResult {
  const { order, fill, facts, ids } = input;
  const position = closingPosition(input);
  const instrument = instrumentOf(order.symbol, facts.instruments);
  const trade = { ...position, volume: fill.volume, closePrice: fill.price };
  const { profit, rate } = roundTripProfit(trade, instrument, pricedByFill(input));
  if (profit === null || rate === null) {
    throw new Error(`${instrument.quoteCurrency} to ${facts.account.currency} was never quoted`);
  }
  const closedBefore = position.initialVolume - position.volume;
  const commission = commissionOfPart(closedBefore, fill.volume, instrument);
  const swap = roundHalfAway({ num: position.swap * fill.volume, den: position.volume });
  const filled = fillOrder(order, fill);
  const postings = dealPostings(
    [
      { type: 'REALIZED_PL', change: profit },
      { type: 'SWAP', change: swap },
      { type: 'COMMISSION', change: -commission },
    ],
    {
      accountId: order.accountId,
      dealId: ids.dealId,
      postingId: ids.postingId,
      atMs: fill.timeMs,
    },
  );
  return {
    order: filled,
    position: reduced(position, { input, filled, profit, swap, commission }),
    deal: dealOf(input, {
      positionId: position.id,
      entry: 'OUT',
      profit,
      swap,
      commission,
      conversionRate: scaledRate(rate),
    }),
    postings,
    account: bookedAccount(facts.account, postings),
  };
}

function closingPosition({ order, position, fill }: FillInput): Position {
  if (position === null || position.id !== order.reduces) {
    throw new Error(`order ${order.id} closes position ${order.reduces}, not ${position?.id}`);
  }
  if (fill.volume > position.volume) {
    throw new Error(`position ${position.id} has ${position.volume} open, not ${fill.volume}`);
  }
  return position;
}

interface Reduction {
  readonly input: FillInput;
  readonly filled: Order;
  readonly profit: Minor;
  readonly swap: Minor;
  readonly commission: Minor;
}

function reduced(position: Position, reduction: Reduction): Position {
  const { input, filled, profit, swap, commission } = reduction;
  const { fill, order } = input;
  const volume = position.volume - fill.volume;
  const closedBefore = {
    price: position.closePrice ?? fill.price,
    volume: position.initialVolume - position.volume,
  };
  return {
    ...position,
    volume,
    margin: roundUp({ num: position.margin * volume, den: position.volume }),
    swap: position.swap - swap,
    commission: position.commission + commission,
    realizedProfit: position.realizedProfit + profit + swap,
    closePrice: weightedPrice(closedBefore, fill),
    ...standing(position, filled, volume),
    ...(volume === 0n ? { closedAtMs: fill.timeMs, closeReason: order.source } : {}),
    version: position.version + 1,
  };
}

type Standing = Pick<Position, 'status' | 'lockOrderId'>;

function standing(position: Position, filled: Order, volume: bigint): Standing {
  if (volume === 0n) return { status: 'CLOSED', lockOrderId: null };
  if (isDone(filled)) return { status: 'OPEN', lockOrderId: null };
  return { status: position.status, lockOrderId: position.lockOrderId };
}
