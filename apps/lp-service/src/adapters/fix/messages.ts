/** Our orders and questions as FIX messages. Quantities leave in the provider's units. */
import type { TimeRange } from '../../ports/fix-line.ts';
import type { Decimal } from '@faultline/errors';
import {
  encodeTyped,
  type Fix44,
  OrdType,
  type OutgoingAppMessage,
  Side,
  SubscriptionRequestType,
  TimeInForce,
} from '@faultline/fix';
import type { RawReply } from '@faultline/fix/node';
import { exactQuotient } from '../../decimals.ts';
import type { Provider } from '../../lp/provider.ts';
import type { LpOrder, NewLpOrder, Request } from '../../order-machine/lp-order.ts';

type Sided = Pick<NewLpOrder, 'side'>;

const sideOf = ({ side }: Sided) => (side === 'BUY' ? Side.Buy : Side.Sell);
const tifOf = ({ tif }: Pick<NewLpOrder, 'tif'>) =>
  tif === 'FOK' ? TimeInForce.FillOrKill : TimeInForce.ImmediateOrCancel;

/** Only orders whose quantity comes out in the provider's units are ever sent. */
function qtyOf(qty: Decimal, { volumeFactor, clOrdId }: NewLpOrder): Decimal {
  const theirs = exactQuotient(qty, volumeFactor);
  if (theirs === null) throw new RangeError(`the quantity of ${clOrdId} cannot be written`);
  return theirs;
}

/** NewOrderSingle(D): now, at the market or no worse than a price. */
export function newOrderSingle(order: NewLpOrder): OutgoingAppMessage {
  const terms = {
    msgType: 'D',
    clOrdId: order.clOrdId,
    symbol: order.lpSymbol,
    side: sideOf(order),
    orderQty: qtyOf(order.qty, order),
    timeInForce: tifOf(order),
    transactTimeMs: order.sentAtMs,
  } as const;
  return order.price === null
    ? { ...terms, ordType: OrdType.Market }
    : { ...terms, ordType: OrdType.Limit, price: order.price };
}

/** OrderCancelRequest(F) or OrderCancelReplaceRequest(G). */
export function cancelOrReplace(order: LpOrder, request: Request, atMs: number): RawReply {
  const terms = {
    origClOrdId: order.clOrdId,
    clOrdId: request.clOrdId,
    ...(order.lpOrderId === null ? {} : { orderId: order.lpOrderId }),
    symbol: order.lpSymbol,
    side: sideOf(order),
    orderQty: qtyOf(request.qty ?? order.qty, order),
    transactTimeMs: atMs,
  };
  if (request.kind === 'CANCEL') return rawOf({ msgType: 'F', ...terms });
  const price = request.price ?? order.price;
  return rawOf({
    msgType: 'G',
    ...terms,
    ordType: price === null ? OrdType.Market : OrdType.Limit,
    ...(price === null ? {} : { price }),
    timeInForce: tifOf(order),
  });
}

/** @param attempt - Makes the request's own id, which comes back in the answer. */
export const orderStatusRequest = (order: LpOrder, attempt: number): OutgoingAppMessage => ({
  msgType: 'H',
  clOrdId: order.clOrdId,
  symbol: order.lpSymbol,
  side: sideOf(order),
  ordStatusReqId: `${order.clOrdId}?${attempt}`,
});

const ALL_ORDERS = 7;

/** OrderMassStatusRequest(AF) for every order there is. */
export const massStatusRequest = (id: string): RawReply =>
  rawOf({ msgType: 'AF', massStatusReqId: id, massStatusReqType: ALL_ORDERS });

const MATCHING_TRADES = 1;

/** TradeCaptureReportRequest(AD) for the trades of one order. */
export const tradesRequest = ({ clOrdId }: LpOrder, id: string): RawReply =>
  rawOf({ msgType: 'AD', tradeRequestId: id, tradeRequestType: MATCHING_TRADES, clOrdId });

/** The same for every trade of a stretch of time. */
export const tradesBetweenRequest = ({ fromMs, toMs }: TimeRange, id: string): RawReply =>
  rawOf({
    msgType: 'AD',
    tradeRequestId: id,
    tradeRequestType: MATCHING_TRADES,
    dates: [fromMs, toMs].map((transactTimeMs) => ({
      tradeDate: new Date(transactTimeMs).toISOString().slice(0, 10).replaceAll('-', ''),
      transactTimeMs,
    })),
  });

export const marketDataRequest = (
  symbol: string,
  mdReqId: string,
  { subscription }: Provider,
): OutgoingAppMessage => ({ msgType: 'V', mdReqId, symbols: [symbol], ...subscription });

export const marketDataCancel = (
  symbol: string,
  mdReqId: string,
  { subscription }: Provider,
): OutgoingAppMessage => ({
  msgType: 'V',
  mdReqId,
  symbols: [symbol],
  ...subscription,
  subscriptionRequestType: SubscriptionRequestType.Unsubscribe,
});

type Typed =
  | Fix44.OrderCancelRequest
  | Fix44.OrderCancelReplaceRequest
  | Fix44.OrderMassStatusRequest
  | Fix44.TradeCaptureReportRequest;

const rawOf = (message: Typed): RawReply => ({
  msgType: message.msgType,
  body: encodeTyped(message),
});
