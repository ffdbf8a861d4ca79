/** Our orders and questions as FIX messages. */
import { OrdType, type OutgoingAppMessage, Side } from '@faultline/fix';
import type { Provider } from '../../config/providers.ts';
import type { NewLpOrder } from '../../ports/order-book.ts';

type Named = Pick<NewLpOrder, 'clOrdId' | 'symbol' | 'side'>;

const sideOf = ({ side }: Named): Side => (side === 'BUY' ? Side.Buy : Side.Sell);

/** NewOrderSingle(D): at the market, now, as much as there is. */
export const newOrderSingle = (order: NewLpOrder, provider: Provider): OutgoingAppMessage => ({
  msgType: 'D',
  clOrdId: order.clOrdId,
  symbol: order.symbol,
  side: sideOf(order),
  orderQty: order.qty,
  ordType: OrdType.Market,
  timeInForce: provider.timeInForce,
  transactTimeMs: order.sentAtMs,
});

/** @param attempt - Makes the request's own id, which comes back in the answer. */
export const orderStatusRequest = (order: Named, attempt: number): OutgoingAppMessage => ({
  msgType: 'H',
  clOrdId: order.clOrdId,
  symbol: order.symbol,
  side: sideOf(order),
  ordStatusReqId: `${order.clOrdId}?${attempt}`,
});

export const marketDataRequest = (
  symbol: string,
  mdReqId: string,
  { subscription }: Provider,
): OutgoingAppMessage => ({ msgType: 'V', mdReqId, symbols: [symbol], ...subscription });
