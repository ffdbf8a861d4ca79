/** `orders.cancel`: taken back at once where it rests in our book, asked for where a provider has it. */
import {
  type Call,
  encoderOf,
  type KeptHandler,
  type OrderContract,
  orderContract,
  type User,
} from '@faultline/contract';
import { decideCancel, isDone, type Order, type TradingFacts } from '@faultline/domain';
import type { Refusal } from '@faultline/errors';
import type { Done, Refused, Routed } from '../trading/command.ts';
import { asKept } from '../trading/kept.ts';
import { runOnOrder } from '../trading/on-own.ts';
import { cancelEntry } from '../trading/outbox.ts';
import type { RunDeps } from '../trading/run-command.ts';
import { orderView } from '../views/views.ts';

type Cancel = KeptHandler<OrderContract['orders']['cancel']>;
type Keyed = { readonly orderId: string; readonly idempotencyKey?: string | undefined };

const { cancel: row } = orderContract.orders;
const encode = encoderOf(row.output);

export function cancelOrder(deps: RunDeps): Cancel {
  return async (input, call) => {
    const ended = await runCancel(deps, input, call);
    if (!ended.ok) return call.raise(ended.refusal);
    return asKept(row, ended.answer);
  };
}

/** What ends a cancel; an execution's other codes end orders only. */
type CancelRefusal = Refusal<
  | 'ACCOUNT_DISABLED'
  | 'DUPLICATE_REQUEST'
  | 'ORDER_NOT_FOUND'
  | 'ORDER_NOT_PENDING'
  | 'ORDER_REJECTED'
  | 'LP_TIMEOUT'
>;
type Ended =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly refusal: CancelRefusal };

/** One cancel, for a caller who wants to be told why not instead of seeing it thrown. */
export async function runCancel(
  deps: RunDeps,
  input: Keyed,
  call: Call<never, User>,
): Promise<Ended> {
  const command = { operation: 'orders.cancel', decide };
  return (await runOnOrder(deps, command, { input, call })) as Ended;
}

function decide(
  order: Order,
  trading: TradingFacts,
): Refused<Refusal<'ACCOUNT_DISABLED' | 'ORDER_NOT_PENDING'>> | Done | Routed {
  const decision = decideCancel(order, trading);
  if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
  const { value: after } = decision;
  const changes = { orders: after === order ? [] : [after] };
  if (!isDone(after)) {
    return { kind: 'routed', outbox: cancelEntry(order.id, trading.nowMs), changes };
  }
  return { kind: 'done', answer: encode(orderView(after, trading)), orderId: order.id, changes };
}
