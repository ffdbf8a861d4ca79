/** Commands on something that belongs to an account of the caller's: an order or a position, found by its own id. */
import type { Call, User } from '@faultline/contract';
import type { Order, Position, TradingFacts } from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import type { Facts, Wanted } from '../ports/store.ts';
import type { Done, Refused, Routed } from './command.ts';
import { fingerprintOf } from './fingerprint.ts';
import { memoryKey } from './memory.ts';
import { admitAccount, mayTrade } from './ownership.ts';
import { type Ended, runCommand, type RunDeps } from './run-command.ts';

interface Asked<I> {
  readonly input: I & { readonly idempotencyKey?: string | undefined };
  readonly call: Call<never, User>;
}

export interface CommandOn<S, R extends Refusal, D extends Done | Routed> {
  /** The procedure's path: part of the key's scope. */
  readonly operation: string;
  readonly decide: (subject: S, trading: TradingFacts, facts: Facts) => Refused<R> | D;
}

type Missing = Refusal<'ORDER_NOT_FOUND' | 'POSITION_NOT_FOUND'>;
type Disabled = Refusal<'ACCOUNT_DISABLED'>;

/** @returns The answer as it went over the wire when it was first given, or why there is none. */
export const runOnOrder = async <R extends Refusal, D extends Done | Routed>(
  deps: RunDeps,
  command: CommandOn<Order, R, D>,
  asked: Asked<{ readonly orderId: string }>,
): Promise<Ended<R | Refusal<'ORDER_NOT_FOUND'> | Disabled, D>> => {
  const { orderId } = asked.input;
  const missing = refuse('ORDER_NOT_FOUND', { orderId });
  const own = { wanted: { orderId }, of: ({ order }: Facts) => order, missing };
  return runOn(deps, { ...command, ...own }, asked);
};

/** @returns The answer as it went over the wire when it was first given, or why there is none. */
export const runOnPosition = async <R extends Refusal, D extends Done | Routed>(
  deps: RunDeps,
  command: CommandOn<Position, R, D>,
  asked: Asked<{ readonly positionId: number }>,
): Promise<Ended<R | Refusal<'POSITION_NOT_FOUND'> | Disabled, D>> => {
  const { positionId } = asked.input;
  const missing = refuse('POSITION_NOT_FOUND', { positionId });
  const own = { wanted: { positionId }, of: ({ position }: Facts) => position, missing };
  return runOn(deps, { ...command, ...own }, asked);
};

interface Own<S, M extends Missing> {
  readonly wanted: Wanted;
  readonly of: (facts: Facts) => S | null;
  /** Somebody else's and one that never was are the same to the caller. */
  readonly missing: M;
}

async function runOn<
  S extends { readonly accountId: number },
  R extends Refusal,
  D extends Done | Routed,
  M extends Missing,
>(
  deps: RunDeps,
  { operation, decide, wanted, of, missing }: CommandOn<S, R, D> & Own<S, M>,
  { input, call }: Asked<object>,
): Promise<Ended<R | M | Disabled, D>> {
  const { caller } = call;
  const { idempotencyKey, ...rest } = input;
  // The account is part of the key's scope, and only the subject knows it.
  const found = of(await deps.store.read(wanted));
  const scope = `${caller.userId}:${found?.accountId ?? 0}:${operation}`;
  return runCommand<R | M | Disabled, D>(
    deps,
    {
      wanted: { ...wanted, key: memoryKey(scope, idempotencyKey) },
      fingerprint: fingerprintOf(rest),
      clientOrderId: null,
      admit: (facts) => {
        const { account } = facts;
        if (of(facts) === null || account === null || !mayTrade(caller, account)) return missing;
        const denied = admitAccount(account, { caller, accountId: account.id });
        return denied?.code === 'ACCOUNT_DISABLED' ? denied : null;
      },
      decide: (facts, trading) => {
        const subject = of(facts);
        if (subject === null) throw new Error('an admitted command has its subject');
        return decide(subject, trading, facts);
      },
    },
    call,
  );
}
