/** A decided order on its way: what to trade, where, and what it ties up. */
import type { Account } from '../accounts/account.ts';
import type { Minor, Points, Vol4 } from '../money/units.ts';
import type { Side } from '../quotes/quote.ts';
import type { Order } from './order.ts';

interface PlacementTerms {
  readonly symbol: string;
  readonly side: Side;
  readonly volume: Vol4;
  readonly sl: Points | null;
  readonly tp: Points | null;
  /** What the order ties up until it is filled, opening commission included; 0 for a closing order. */
  readonly reservedMargin: Minor;
  /** The market price at the decision. */
  readonly requestedPrice: Points;
  /** The position to close; `null` to open one. */
  readonly reduces: number | null;
}

/** To a liquidity provider, or into our own book at a price. */
export type Placement = PlacementTerms &
  (
    | { readonly route: 'LP'; readonly lp: string }
    | { readonly route: 'BOOK'; readonly price: Points }
  );

interface Circumstances {
  readonly account: Account;
  readonly clientOrderId: string | null;
  readonly nowMs: number;
}

/**
 * The order of a placement: ROUTED when it goes to a provider, RECEIVED when it is about to be filled from our book.
 *
 * A closing order also locks its position: see `lockForClosing`.
 */
export function newOrder(
  placement: Placement,
  { orderId }: { readonly orderId: string },
  { account, clientOrderId, nowMs }: Circumstances,
): Order {
  const { symbol, side, volume, sl, tp, reservedMargin, requestedPrice, reduces } = placement;
  const routed = placement.route === 'LP';
  return {
    id: orderId,
    accountId: account.id,
    symbol,
    side,
    type: 'MARKET',
    limitPrice: null,
    triggerPrice: null,
    tif: 'IOC',
    expiresAtMs: null,
    maxDeviation: null,
    triggeredAtMs: null,
    volume,
    filledVolume: 0n,
    avgFillPrice: null,
    sl,
    tp,
    status: routed ? 'ROUTED' : 'RECEIVED',
    reject: null,
    book: routed ? 'A' : 'B',
    lp: routed ? placement.lp : null,
    clientOrderId,
    reduces,
    positionId: null,
    reservedMargin,
    requestedPrice,
    source: 'CLIENT',
    createdAtMs: nowMs,
    doneAtMs: null,
    version: 1,
  };
}
