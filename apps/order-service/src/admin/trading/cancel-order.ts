/** `admin.orders.cancel`: takes a client's waiting order out of our own book. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { cancelResting, isResting } from '@faultline/domain';
import { refuse } from '@faultline/errors';
import { perform, type PerformDeps } from '../../trading/perform.ts';
import { orderView, shownStatus } from '../../views/views.ts';

const { cancel: row } = orderContract.admin.orders;

export const cancelOrder =
  (deps: PerformDeps): Handler<OrderContract['admin']['orders']['cancel']> =>
  async (wish, call) => {
    const { orderId, reason } = wish;
    return perform<'ORDER_NOT_FOUND' | 'ORDER_NOT_PENDING', typeof row.output>(
      deps,
      {
        path: 'admin.orders.cancel',
        wanted: { orderId },
        input: wish,
        output: row.output,
        admit: ({ order }) => (order === null ? refuse('ORDER_NOT_FOUND', { orderId }) : null),
        decide: ({ order: before, reference }, nowMs) => {
          if (before === null) throw new Error('admitted without an order');
          if (!isResting(before)) {
            const status = shownStatus(before.status);
            return { ok: false, refusal: refuse('ORDER_NOT_PENDING', { orderId, status }) };
          }
          const order = cancelResting(before, nowMs);
          const trail = { target: `order:${orderId}`, before, after: order, reason };
          const answer = orderView(order, reference);
          return { ok: true, value: { answer, changes: { orders: [order] }, trail } };
        },
      },
      call,
    );
  };
