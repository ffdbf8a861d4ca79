/** Commands on an order of the caller's own. */
import type { Call, User } from '@faultline/contract';
import type { Order, TradingFacts } from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import { newIdempotencyKey } from '@faultline/service';
import type { Facts } from '../ports/store.ts';
import type { Done, Refused, Routed } from './command.ts';
import { fingerprintOf } from './fingerprint.ts';
import { admitAccount, mayTrade } from './ownership.ts';
import { type Ended, runCommand, type RunDeps } from './run-command.ts';

interface Input {
  readonly orderId: string;
  readonly idempotencyKey?: string | undefined;
}

export interface CommandOnOrder<R extends Refusal, D extends Done | Routed> {
  /** The procedure's path: part of the key's scope. */
  readonly operation: string;
  readonly decide: (order: Order, trading: TradingFacts) => Refused<R> | D;
}

type OrderCode = 'ORDER_NOT_FOUND' | 'ACCOUNT_DISABLED';

/** @returns The answer as it went over the wire when it was first given, or why there is none. */
export async function runOnOrder<R extends Refusal, D extends Done | Routed>(
  deps: RunDeps,
  { operation, decide }: CommandOnOrder<R, D>,
  { input, call }: { readonly input: Input; readonly call: Call<never, User> },
): Promise<Ended<R | Refusal<OrderCode>, D>> {
  const { caller } = call;
  const { idempotencyKey, ...rest } = input;
  const { orderId } = input;
  // The account is part of the key's scope, and only the order knows it.
  const { order: found } = await deps.store.read({ orderId });
  const scope = `${caller.userId}:${found?.accountId ?? 0}:${operation}`;
  return runCommand<R | Refusal<OrderCode>, D>(
    deps,
    {
      wanted: { orderId, key: { scope, key: idempotencyKey ?? newIdempotencyKey() } },
      fingerprint: fingerprintOf(rest),
      clientOrderId: null,
      admit: (facts) => admitOrder(facts, { caller, orderId }),
      decide: (facts, trading) => {
        if (facts.order === null) throw new Error('an admitted command has its order');
        return decide(facts.order, trading);
      },
    },
    call,
  );
}

/** Somebody else's order and one that never was are the same to the caller. */
function admitOrder(
  { account, order }: Facts,
  { caller, orderId }: { readonly caller: User; readonly orderId: string },
): Refusal<OrderCode> | null {
  if (order === null || account === null || !mayTrade(caller, account)) {
    return refuse('ORDER_NOT_FOUND', { orderId });
  }
  const refusal = admitAccount(account, { caller, accountId: account.id });
  return refusal?.code === 'ACCOUNT_DISABLED' ? refusal : null;
}
