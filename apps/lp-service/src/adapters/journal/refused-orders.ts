/**
 * Orders that a provider refused or left without an answer, for the journal: such an error leaves by a report, which is no
 * call's answer. The request that an order came with is remembered for a while, so that one id finds all there is about it.
 */
import { raise, type Refusal, refuse } from '@faultline/errors';
import type { ErrorJournal } from '@faultline/service';
import { type LpOrder, stateOf } from '../../order-machine/lp-order.ts';
import type { ExecutionHandlers } from '../../execution/views.ts';

/** Orders are refused soon, or much later by themselves. */
const REMEMBERED_MAX = 10_000;

export class RefusedOrders {
  readonly #journal: Pick<ErrorJournal, 'record'>;
  readonly #now: () => number;
  readonly #requests = new Map<string, string>();
  /** What is in the journal already. */
  readonly #told = new Map<string, true>();

  constructor(journal: Pick<ErrorJournal, 'record'>, now: () => number) {
    this.#journal = journal;
    this.#now = now;
  }

  /** The handler as it is; which request an order came with is known afterwards. */
  knowing(submit: ExecutionHandlers['submit']): ExecutionHandlers['submit'] {
    return async (input, call) => {
      remember(this.#requests, input.orderId, call.requestId);
      return submit(input, call);
    };
  }

  /** Something became known about an order. */
  onOrder(order: LpOrder): void {
    const refusal = refusalOf(order, this.#now());
    const key = `${order.clOrdId}:${refusal?.code}`;
    if (refusal === null || this.#told.has(key)) return;
    remember(this.#told, key, true);
    const { orderId } = order;
    const requestId = this.#requests.get(orderId) ?? '';
    this.#journal.record(raise(refusal), { procedure: 'execution.reports', requestId }, orderId);
  }
}

function refusalOf(order: LpOrder, nowMs: number): Refusal | null {
  const { lp, symbol, orderId, ending, inDoubt, sentAtMs } = order;
  if (ending?.refused && stateOf(order) === 'REJECTED') return ending.refused.refusal;
  if (!inDoubt) return null;
  return refuse('LP_TIMEOUT', {
    lp,
    timeout: nowMs - sentAtMs,
    symbol,
    orderId,
    outcome: 'UNKNOWN',
  });
}

/** The oldest goes when there are too many. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value);
  if (map.size <= REMEMBERED_MAX) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
