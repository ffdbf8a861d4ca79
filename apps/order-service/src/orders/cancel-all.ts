/**
 * `orders.cancelAll`: all that rest are taken back in one commit, so that none of them can be filled in between. Those at a
 * provider are then asked for, all at the same time.
 */
import type { AnswerOf, Handler, OrderContract } from '@faultline/contract';
import { cancelResting, isResting, ordersToCancel } from '@faultline/domain';
import { newIdempotencyKey } from '@faultline/service';
import { z } from 'zod';
import type { Done } from '../trading/command.ts';
import { runOnAccount } from '../trading/on-account.ts';
import type { RunDeps } from '../trading/run-command.ts';
import { runCancel } from './cancel-order.ts';

type CancelAll = Handler<OrderContract['orders']['cancelAll']>;
type Answer = AnswerOf<OrderContract['orders']['cancelAll']>;

/** What the key keeps of the commit: what was cancelled with it, and what is asked for after it. */
const Begun = z.object({
  cancelled: z.array(z.string()),
  asked: z.array(z.string()).default([]),
});

export function cancelAll(deps: RunDeps): CancelAll {
  return async (input, call) => {
    const idempotencyKey = input.idempotencyKey ?? newIdempotencyKey();
    const ended = await runOnAccount<never, Done>(
      deps,
      {
        operation: 'orders.cancelAll',
        decide: (_facts, { orders, nowMs }) => {
          const chosen = ordersToCancel(orders, input.symbol ?? null);
          const changed = chosen.filter(isResting).map((order) => cancelResting(order, nowMs));
          const cancelled = changed.map(({ id }) => id);
          const asked = chosen.filter((order) => !isResting(order)).map(({ id }) => id);
          const answer = { cancelled, asked };
          return { kind: 'done', answer, orderId: null, changes: { orders: changed } };
        },
      },
      { input: { ...input, idempotencyKey }, call },
    );
    if (!ended.ok) throw call.raise(ended.refusal);
    const { cancelled, asked } = Begun.parse(ended.answer);
    const results = await Promise.all(
      asked.map(async (orderId) => askFor(deps, { orderId, idempotencyKey }, call)),
    );
    return {
      cancelled: [...cancelled, ...results.flatMap((one) => one.cancelled)],
      failed: results.flatMap((one) => one.failed),
    };
  };
}

/** Its key is made of the whole's: a repeat finds each answer again. */
async function askFor(
  deps: RunDeps,
  { orderId, idempotencyKey }: { readonly orderId: string; readonly idempotencyKey: string },
  call: Parameters<CancelAll>[1],
): Promise<Answer> {
  const key = `${idempotencyKey}-${orderId}`;
  const { caller, requestId, ip, door, fail, raise, signal, givenUp } = call;
  const describe = () => undefined;
  const quiet = { caller, requestId, ip, door, fail, raise, signal, givenUp, describe };
  const ended = await runCancel(deps, { orderId, idempotencyKey: key }, quiet);
  if (ended.ok) return { cancelled: [orderId], failed: [] };
  const { code, details } = ended.refusal;
  return { cancelled: [], failed: [{ orderId, code, details }] };
}
