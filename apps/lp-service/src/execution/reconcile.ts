/** `execution.reconcile`: asks a provider about every order without an end, and says what is known then. */
import { isDone } from '../order-machine/lp-order.ts';
import type { Providers } from '../lp/provider.ts';
import type { OrderBook } from '../ports/order-book.ts';
import type { Reconciler } from '../reconcile/reconciler.ts';
import type { ExecutionHandlers } from './views.ts';

export interface ReconcileDeps {
  readonly book: OrderBook;
  readonly providers: Providers;
  readonly reconciler: Reconciler;
}

export const reconcile =
  ({ book, providers, reconciler }: ReconcileDeps): ExecutionHandlers['reconcile'] =>
  async ({ lp }, call) => {
    if (providers.find(lp) === null) throw call.fail('LP_NOT_FOUND', { lp });
    if (!reconciler.isReady(lp)) {
      throw call.fail('LP_NOT_CONNECTED', { lp, lastConnected: null });
    }
    const before = book.openOrders().filter((order) => order.lp === lp);
    await reconciler.reconcile(lp);
    const after = await Promise.all(before.map(async ({ orderId }) => book.order(orderId)));
    const known = after.filter((order) => order !== null);
    return {
      resolved: known.filter((one) => isDone(one) || !one.inDoubt).map(({ orderId }) => orderId),
      stillInDoubt: known
        .filter((one) => !isDone(one) && one.inDoubt)
        .map(({ orderId }) => orderId),
    };
  };
