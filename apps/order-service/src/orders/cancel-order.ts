/** `orders.cancel` and `orders.cancelAll`: taking back what rests in our book. */
import {
  encoderOf,
  type KeptHandlers,
  type OrderContract,
  orderContract,
} from '@faultline/contract';
import {
  cancelResting,
  decideCancel,
  isDone,
  isResting,
  type Order,
  ordersToCancel,
} from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import type { Done } from '../trading/command.ts';
import { asKept } from '../trading/kept.ts';
import { runOnAccount } from '../trading/on-account.ts';
import { runOnOrder } from '../trading/on-own.ts';
import type { RunDeps } from '../trading/run-command.ts';
import { orderView } from '../views/views.ts';

type Cancels = Pick<KeptHandlers<OrderContract['orders']>, 'cancel' | 'cancelAll'>;

export const cancelOrders = (deps: RunDeps): Cancels => ({
  cancel: cancel(deps),
  cancelAll: cancelAll(deps),
});

function cancel(deps: RunDeps): Cancels['cancel'] {
  const row = orderContract.orders.cancel;
  return async (input, call) => {
    const ended = await runOnOrder(
      deps,
      {
        operation: 'orders.cancel',
        decide: (order, trading) => {
          const decision = decideCancel(order, trading);
          if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
          if (!isDone(decision.value)) return { kind: 'refused', refusal: withProvider(order) };
          const answer: unknown = encoderOf(row.output)(orderView(decision.value, trading));
          const changes = { orders: [decision.value] };
          return { kind: 'done', answer, orderId: order.id, changes };
        },
      },
      { input, call },
    );
    if (!ended.ok) throw call.raise(ended.refusal);
    return asKept(row, ended.answer);
  };
}

/** Providers are sent nothing but orders that fill at once or end by themselves: there is nothing left to take back. */
function withProvider({ id: orderId, status }: Order): Refusal<'ORDER_NOT_PENDING'> {
  return refuse('ORDER_NOT_PENDING', { orderId, status });
}

/** All that rest are taken back in one commit, so that none of them can be filled in between. */
function cancelAll(deps: RunDeps): Cancels['cancelAll'] {
  const row = orderContract.orders.cancelAll;
  return async (input, call) => {
    const ended = await runOnAccount<never, Done>(
      deps,
      {
        operation: 'orders.cancelAll',
        decide: (_facts, { orders, nowMs }) => {
          const chosen = ordersToCancel(orders, input.symbol ?? null).filter(isResting);
          const cancelled = chosen.map((order) => cancelResting(order, nowMs));
          const answer = { cancelled: cancelled.map(({ id }) => id), failed: [] };
          return { kind: 'done', answer, orderId: null, changes: { orders: cancelled } };
        },
      },
      { input, call },
    );
    if (!ended.ok) throw call.raise(ended.refusal);
    return asKept(row, ended.answer);
  };
}
