/**
 * `execution.submit`: recall, decide, commit, answer. What was decided about an order id is decided for ever: an order
 * is sent at most once, and one that was refused is never sent.
 */
import { refuse } from '@faultline/errors';
import type { Provider } from '../config/providers.ts';
import { isPositive } from '../decimals.ts';
import { isoSeconds } from '../instant.ts';
import type { LpOrder } from '../order-machine/lp-order.ts';
import type { FixLines } from '../ports/fix-line.ts';
import type { OrderBook, SubmitRefusal } from '../ports/order-book.ts';
import { clOrdIdOf } from './cl-ord-id.ts';
import { type ExecutionHandlers, orderView } from './views.ts';

export interface SubmitDeps {
  readonly providers: readonly Provider[];
  readonly book: OrderBook;
  readonly lines: FixLines;
  readonly now: () => number;
  /** When the provider was last logged on, ISO 8601. */
  readonly lastConnected: (lp: string) => string | null;
}

type Submission = Parameters<ExecutionHandlers['submit']>[0];
type Decided = { readonly order: LpOrder } | { readonly refusal: SubmitRefusal };

const SYMBOLS_NAMED_MAX = 20;

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
    if (!isPositive(input.qty)) throw call.fail('INVALID_REQUEST', { reason: 'qty must be > 0' });
    const decided = await decideOnce(input);
    if ('refusal' in decided) throw call.raise(decided.refusal);
    return orderView(decided.order);
  };
}

async function decide(input: Submission, deps: SubmitDeps): Promise<Decided> {
  const { book } = deps;
  const known = recall(input.orderId, book);
  if (known !== null) return known;
  const refusal = unsendable(input, deps) ?? (await send(input, deps));
  if (refusal !== null) {
    const change = { kind: 'not-sent', orderId: input.orderId, refusal, atMs: deps.now() } as const;
    await book.commit([change]);
  }
  const decided = recall(input.orderId, book);
  if (decided === null) throw new Error(`order ${input.orderId} was committed and is not there`);
  return decided;
}

function recall(orderId: string, book: OrderBook): Decided | null {
  const order = book.order(orderId);
  if (order !== null) return { order };
  const refusal = book.refusal(orderId);
  return refusal === null ? null : { refusal };
}

function unsendable(input: Submission, { providers, now }: SubmitDeps): SubmitRefusal | null {
  const { lp, symbol, expiresAtMs } = input;
  if (now() > expiresAtMs) {
    return refuse('ORDER_EXPIRED', { expiresAt: isoSeconds(expiresAtMs) });
  }
  const provider = providers.find(({ id, enabled }) => enabled && id === lp);
  if (provider === undefined) return refuse('LP_NOT_FOUND', { lp });
  if (provider.symbols.has(symbol)) return null;
  const availableSymbols = [...provider.symbols.keys()].slice(0, SYMBOLS_NAMED_MAX);
  return refuse('INVALID_SYMBOL', { symbol, availableSymbols, reason: 'UNKNOWN' });
}

/** @returns Why it was not sent, or `null` once the order and its message are durable. */
async function send(input: Submission, deps: SubmitDeps): Promise<SubmitRefusal | null> {
  const { orderId, lp, symbol, side, qty } = input;
  const line = deps.lines.ordersOf(lp);
  const order = { orderId, lp, symbol, side, qty, sentAtMs: deps.now() };
  const sent =
    line === null
      ? 'not-logged-on'
      : await line.sendOrder({ ...order, sessionId: line.id, clOrdId: clOrdIdOf(orderId) });
  if (sent === 'sent') return null;
  return refuse('LP_NOT_CONNECTED', { lp, lastConnected: deps.lastConnected(lp) });
}
