/** Commands on a position of the caller's own. */
import type { Call, User } from '@faultline/contract';
import type { Position, TradingFacts } from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import { newIdempotencyKey } from '@faultline/service';
import type { Facts } from '../ports/store.ts';
import type { Done, Refused, Routed } from './command.ts';
import { fingerprintOf } from './fingerprint.ts';
import { admitAccount, mayTrade } from './ownership.ts';
import { type Ended, runCommand, type RunDeps } from './run-command.ts';

interface Input {
  readonly positionId: number;
  readonly idempotencyKey?: string | undefined;
}

export interface PositionCommand<R extends Refusal, D extends Done | Routed> {
  /** The procedure's path: part of the key's scope. */
  readonly operation: string;
  readonly decide: (position: Position, trading: TradingFacts, facts: Facts) => Refused<R> | D;
}

type PositionCode = 'POSITION_NOT_FOUND' | 'ACCOUNT_DISABLED';

/** @returns The answer as it went over the wire when it was first given, or why there is none. */
export async function runOnPosition<R extends Refusal, D extends Done | Routed>(
  deps: RunDeps,
  { operation, decide }: PositionCommand<R, D>,
  { input, call }: { readonly input: Input; readonly call: Call<never, User> },
): Promise<Ended<R | Refusal<PositionCode>, D>> {
  const { caller } = call;
  const { idempotencyKey, ...rest } = input;
  const { positionId } = input;
  // The account is part of the key's scope, and only the position knows it.
  const { position: found } = await deps.store.read({ positionId });
  const scope = `${caller.userId}:${found?.accountId ?? 0}:${operation}`;
  return runCommand<R | Refusal<PositionCode>, D>(
    deps,
    {
      wanted: { positionId, key: { scope, key: idempotencyKey ?? newIdempotencyKey() } },
      fingerprint: fingerprintOf(rest),
      clientOrderId: null,
      admit: (facts) => admitPosition(facts, { caller, positionId }),
      decide: (facts, trading) => {
        if (facts.position === null) throw new Error('an admitted command has its position');
        return decide(facts.position, trading, facts);
      },
    },
    call,
  );
}

/** Somebody else's position and one that never was are the same to the caller. */
function admitPosition(
  { account, position }: Facts,
  { caller, positionId }: { readonly caller: User; readonly positionId: number },
): Refusal<PositionCode> | null {
  if (position === null || account === null || !mayTrade(caller, account)) {
    return refuse('POSITION_NOT_FOUND', { positionId });
  }
  const refusal = admitAccount(account, { caller, accountId: account.id });
  return refusal?.code === 'ACCOUNT_DISABLED' ? refusal : null;
}
