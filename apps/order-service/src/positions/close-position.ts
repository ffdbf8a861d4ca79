/** `positions.close`: closes a position, whole or in part, where it was opened. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { type CloseCode, decideClose } from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import { newIdempotencyKey } from '@faultline/service';
import type { Facts } from '../ports/store.ts';
import { fingerprintOf } from '../trading/fingerprint.ts';
import type { OrderCommand } from '../trading/order-command.ts';
import { admitAccount, mayTrade } from '../trading/ownership.ts';
import { runCommand, type RunDeps } from '../trading/run-command.ts';

type Close = Handler<OrderContract['positions']['close']>;
type Caller = Parameters<Close>[1]['caller'];
type Code = CloseCode | 'POSITION_NOT_FOUND';

export function closePosition(deps: RunDeps): Close {
  return async (input, call) => {
    const { caller } = call;
    const { positionId, volume, maxDeviation } = input;
    // The account is part of the key's scope, and only the position knows it.
    const { position } = await deps.store.read({ positionId });
    const scope = `${caller.userId}:${position?.accountId ?? 0}:positions.close`;
    const request = { volume: volume ?? null, maxDeviation: maxDeviation ?? null };
    const command: OrderCommand<Code> = {
      wanted: { positionId, key: { scope, key: input.idempotencyKey ?? newIdempotencyKey() } },
      fingerprint: fingerprintOf({ positionId, volume, maxDeviation }),
      clientOrderId: null,
      admit: (facts) => admitPosition(facts, { caller, positionId }),
      decide: (facts, trading) => {
        if (facts.position === null) throw new Error('an admitted close must have its position');
        return decideClose(request, facts.position, trading);
      },
    };
    const ended = await runCommand(deps, command, call);
    if (!ended.ok) throw call.raise(ended.refusal);
    return orderContract.positions.close.output.parse(ended.answer);
  };
}

/** Somebody else's position and one that never was are the same to the caller. */
function admitPosition(
  { account, position }: Facts,
  { caller, positionId }: { caller: Caller; positionId: number },
): Refusal<Code> | null {
  if (position === null || account === null || !mayTrade(caller, account)) {
    return refuse('POSITION_NOT_FOUND', { positionId });
  }
  const refusal = admitAccount(account, { caller, accountId: account.id });
  return refusal?.code === 'ACCOUNT_DISABLED' ? refusal : null;
}
