/** A decided order on its way: what to trade, where, and what it ties up. */
import type { Account, Book } from '../accounts/account.ts';
import type { Minor, Points } from '../money/units.ts';
import type { Route } from '../routing/route-for.ts';
import type { Order } from './order.ts';

/** What the decision settles of the order itself. */
type OrderTerms = Pick<
  Order,
  | 'symbol'
  | 'side'
  | 'type'
  | 'volume'
  | 'limitPrice'
  | 'triggerPrice'
  | 'sl'
  | 'tp'
  | 'tif'
  | 'expiresAtMs'
  | 'maxDeviation'
  | 'source'
>;

interface PlacementTerms extends OrderTerms {
  /** What the order ties up until it is filled, opening commission included; 0 when it closes or rests. */
  readonly reservedMargin: Minor;
  /** The market price at the decision; of a pending order its own price. */
  readonly requestedPrice: Points;
  /** The position to close; `null` to open one. */
  readonly reduces: number | null;
}

interface ToProvider {
  readonly route: 'LP';
  readonly lp: string;
  /** The provider must not fill beyond it: the price of a limit order sent IOC or FOK. `null` for any price. */
  readonly worstPrice: Points | null;
}

export interface IntoOurBook {
  readonly route: 'BOOK';
  /** Filled at once, at this price. */
  readonly price: Points;
  /** Of what it opens the house covers so much; 0 for an order that closes. */
  readonly hedgePercent: bigint;
}

/** To a liquidity provider, or into our own book at a price. */
export type Destination = ToProvider | IntoOurBook;

export type Placement = PlacementTerms & Destination;

interface Found {
  /** `null` for our own book. */
  readonly lp: string | null;
  readonly price: Points;
  readonly worstPrice: Points | null;
  /** Absent where nothing is opened. */
  readonly route?: Pick<Route, 'hedgePercent'>;
}

export const destinationOf = ({ lp, price, worstPrice, route }: Found): Destination =>
  lp === null
    ? { route: 'BOOK', price, hedgePercent: route?.hedgePercent ?? 0n }
    : { route: 'LP', lp, worstPrice };

/** Rests in our book, whoever fills it later, until the market reaches its price. */
export type PendingPlacement = PlacementTerms & { readonly route: 'REST'; readonly book: Book };

interface Circumstances {
  readonly account: Account;
  readonly clientOrderId: string | null;
  readonly nowMs: number;
}

/**
 * The order of a placement: ROUTED when it goes to a provider, PENDING when it rests, RECEIVED when it is about to be
 * filled from our book.
 *
 * A closing order also locks its position: see `lockForClosing`.
 */
export function newOrder(
  placement: Placement | PendingPlacement,
  { orderId }: { readonly orderId: string },
  { account, clientOrderId, nowMs }: Circumstances,
): Order {
  const { symbol, side, type, volume, limitPrice, triggerPrice, sl, tp } = placement;
  const { tif, expiresAtMs, maxDeviation, source } = placement;
  const { reservedMargin, requestedPrice, reduces } = placement;
  return {
    id: orderId,
    accountId: account.id,
    symbol,
    side,
    type,
    limitPrice,
    triggerPrice,
    tif,
    expiresAtMs,
    maxDeviation,
    triggeredAtMs: null,
    volume,
    filledVolume: 0n,
    avgFillPrice: null,
    sl,
    tp,
    ...standingOf(placement),
    reject: null,
    clientOrderId,
    reduces,
    positionId: null,
    reservedMargin,
    requestedPrice,
    source,
    createdAtMs: nowMs,
    doneAtMs: null,
    version: 1,
  };
}

function standingOf(
  placement: Placement | PendingPlacement,
): Pick<Order, 'status' | 'book' | 'lp'> {
  switch (placement.route) {
    case 'LP':
      return { status: 'ROUTED', book: 'A', lp: placement.lp };
    case 'BOOK':
      return { status: 'RECEIVED', book: 'B', lp: null };
    case 'REST':
      return { status: 'PENDING', book: placement.book, lp: null };
  }
}
