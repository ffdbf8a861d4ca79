/** Commands that name an account, or mean the caller's first. */
import type { Call, User } from '@faultline/contract';
import type { TradingFacts } from '@faultline/domain';
import type { CommonCode, Refusal } from '@faultline/errors';
import type { Facts } from '../ports/store.ts';
import type { Done, Refused, Routed } from './command.ts';
import { fingerprintOf } from './fingerprint.ts';
import { memoryKey } from './memory.ts';
import { accountIdOf, admitAccount } from './ownership.ts';
import { type Ended, runCommand, type RunDeps } from './run-command.ts';

interface Input {
  readonly [field: string]: unknown;
  readonly accountId?: number | undefined;
  readonly clientOrderId?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

export interface AccountCommand<R extends Refusal, D extends Done | Routed> {
  /** The procedure's path: part of the key's scope. */
  readonly operation: string;
  readonly decide: (facts: Facts, trading: TradingFacts) => Refused<R> | D;
}

type AccountCode = 'ACCOUNT_NOT_FOUND' | 'ACCOUNT_DISABLED';

/** @returns The answer as it went over the wire when it was first given, or why there is none. */
export async function runOnAccount<R extends Refusal, D extends Done | Routed>(
  deps: RunDeps,
  { operation, decide }: AccountCommand<R, D>,
  { input, call }: { readonly input: Input; readonly call: Call<CommonCode, User> },
): Promise<Ended<R | Refusal<AccountCode>, D>> {
  const { caller } = call;
  const accountId = await accountIdOf(deps.store, input.accountId, call);
  const scope = `${caller.userId}:${accountId}:${operation}`;
  const key = memoryKey(scope, input.idempotencyKey);
  return runCommand<R | Refusal<AccountCode>, D>(
    deps,
    {
      wanted: { accountId, clientOrderId: input.clientOrderId, key },
      fingerprint: fingerprintOf({ ...input, idempotencyKey: undefined, accountId }),
      clientOrderId: input.clientOrderId ?? null,
      admit: ({ account }) => admitAccount(account, { caller, accountId }),
      decide,
    },
    call,
  );
}
