/** `positions.close`: closes a position, whole or in part, where it was opened. */
import {
  type Call,
  type KeptHandler,
  type OrderContract,
  orderContract,
} from '@faultline/contract';
import type { User } from '@faultline/contract';
import { decideClose } from '@faultline/domain';
import { refuse } from '@faultline/errors';
import { execute } from '../trading/execute.ts';
import { asKept } from '../trading/kept.ts';
import { runOnPosition } from '../trading/on-own.ts';
import type { RunDeps } from '../trading/run-command.ts';

type Close = KeptHandler<OrderContract['positions']['close']>;
type Input = Parameters<Close>[0];

export function closePosition(deps: RunDeps): Close {
  return async (input, call) => {
    const ended = await runClose(deps, input, call);
    if (!ended.ok) return call.raise(ended.refusal);
    return asKept(orderContract.positions.close, ended.answer);
  };
}

/** One close, for a caller who wants to be told why not instead of seeing it thrown. */
export async function runClose(deps: RunDeps, input: Input, call: Call<never, User>) {
  const { volume = null, percent, maxDeviation = null } = input;
  if (volume !== null && percent !== undefined) {
    const reason = 'Say how much either as a volume or in percent.';
    return { ok: false as const, refusal: refuse('INVALID_REQUEST', { field: 'percent', reason }) };
  }
  const share = percent === undefined ? null : BigInt(percent);
  const { orderTimeoutMs } = deps;
  return runOnPosition(
    deps,
    {
      operation: 'positions.close',
      decide: (position, trading, facts) => {
        const decision = decideClose({ volume, percent: share, maxDeviation }, position, trading);
        if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
        return execute(decision.value, { facts, trading, clientOrderId: null, orderTimeoutMs });
      },
    },
    { input, call },
  );
}
