/** `admin.orders.cancel`: takes a client's waiting order out of our own book, or has its provider asked to cancel it. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { cancelled, isDone } from '@faultline/domain';
import { refuse } from '@faultline/errors';
import { cancelEntry } from '../../trading/outbox.ts';
import { perform } from '../../trading/perform.ts';
import type { OutboxEntry } from '../../ports/store.ts';
import type { RunDeps } from '../../trading/run-command.ts';
import { orderView } from '../../views/views.ts';

const { cancel: row } = orderContract.admin.orders;

export const cancelOrder =
  (deps: RunDeps): Handler<OrderContract['admin']['orders']['cancel']> =>
  async (wish, call) => {
    const { orderId, reason } = wish;
    let asked: OutboxEntry | null = null;
    const answer = await perform<'ORDER_NOT_FOUND' | 'ORDER_NOT_PENDING', typeof row.output>(
      deps,
      {
        path: 'admin.orders.cancel',
        wanted: { orderId },
        input: wish,
        output: row.output,
        admit: ({ order }) => (order === null ? refuse('ORDER_NOT_FOUND', { orderId }) : null),
        decide: ({ order: before, reference }, nowMs) => {
          if (before === null) throw new Error('admitted without an order');
          const decision = cancelled(before, nowMs);
          if (!decision.ok) return decision;
          const { value: after } = decision;
          asked = isDone(after) ? null : cancelEntry(orderId, nowMs);
          const changes = {
            orders: after === before ? [] : [after],
            outbox: asked === null ? [] : [asked],
          };
          const trail = { target: `order:${orderId}`, before, after, reason };
          return { ok: true, value: { answer: orderView(after, reference), changes, trail } };
        },
      },
      call,
    );
    if (asked !== null) deps.dispatcher.dispatch(asked);
    return answer;
  };
