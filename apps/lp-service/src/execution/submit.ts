/**
 * `execution.submit`: recall, decide, commit, answer. What was decided about an order id is decided for ever: an order
 * is at one provider at a time, and one that was refused is never sent.
 */
import { refuse } from '@faultline/errors';
import { isPositive } from '../decimals.ts';
import { isoSeconds } from '../instant.ts';
import type { LpOrder } from '../order-machine/lp-order.ts';
import type { OrderBook, SubmitRefusal } from '../ports/order-book.ts';
import type { Router } from '../routing/router.ts';
import { type ExecutionHandlers, orderView } from './views.ts';

export interface SubmitDeps {
  readonly book: OrderBook;
  readonly router: Router;
  readonly now: () => number;
}

type Submission = Parameters<ExecutionHandlers['submit']>[0];
type Decided = { readonly order: LpOrder } | { readonly refusal: SubmitRefusal };

export function submit(deps: SubmitDeps): ExecutionHandlers['submit'] {
  const underWay = new Map<string, Promise<Decided>>();
  /** Two calls for one order wait for the same decision. */
  const decideOnce = async (input: Submission): Promise<Decided> => {
    const { orderId } = input;
    const already = underWay.get(orderId);
    if (already !== undefined) return already;
    const deciding = decide(input, deps).finally(() => underWay.delete(orderId));
    underWay.set(orderId, deciding);
    return deciding;
  };
  return async (input, call) => {
    const mistake = mistakeIn(input);
    if (mistake !== null) throw call.fail('INVALID_REQUEST', { reason: mistake });
    const decided = await decideOnce(input);
    if ('refusal' in decided) throw call.raise(decided.refusal);
    return orderView(decided.order);
  };
}

function mistakeIn({ qty, type, price }: Submission): string | null {
  if (!isPositive(qty)) return 'qty must be > 0';
  if (type === 'MARKET') return price === null ? null : 'a MARKET order has no price';
  return price !== null && isPositive(price) ? null : 'a LIMIT order needs a price > 0';
}

async function decide(input: Submission, deps: SubmitDeps): Promise<Decided> {
  const { book, router, now } = deps;
  const known = await recall(input.orderId, book);
  if (known !== null) return known;
  const { lps, expiresAtMs, ...terms } = input;
  const refusal =
    now() > expiresAtMs
      ? refuse('ORDER_EXPIRED', { expiresAt: isoSeconds(expiresAtMs) })
      : await router.send(terms, { lps, expiresAtMs });
  if (refusal !== null) {
    const change = { kind: 'not-sent', orderId: input.orderId, refusal, atMs: now() } as const;
    await book.commit([change]);
  }
  const decided = await recall(input.orderId, book);
  if (decided === null) throw new Error(`order ${input.orderId} was committed and is not there`);
  return decided;
}

async function recall(orderId: string, book: OrderBook): Promise<Decided | null> {
  const order = await book.order(orderId);
  if (order !== null) return { order };
  const refusal = await book.refusal(orderId);
  return refusal === null ? null : { refusal };
}
