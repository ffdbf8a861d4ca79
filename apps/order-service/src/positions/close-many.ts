/**
 * `positions.closeMany`: each on its own, so that one which cannot be closed does not keep the others open. Which ones they
 * are is decided and remembered once: a repeat under the same key closes none that has become a loser since.
 */
import {
  type AnswerOf,
  type Handler,
  type OrderContract,
  orderContract,
} from '@faultline/contract';
import { positionsToClose } from '@faultline/domain';
import { newIdempotencyKey } from '@faultline/service';
import { z } from 'zod';
import type { Done } from '../trading/command.ts';
import { runOnAccount } from '../trading/on-account.ts';
import type { RunDeps } from '../trading/run-command.ts';
import { runClose } from './close-position.ts';

type CloseMany = Handler<OrderContract['positions']['closeMany']>;
type Answer = AnswerOf<OrderContract['positions']['closeMany']>;

/** What is remembered under the whole's key: which positions were meant when it was first asked for. */
const Chosen = z.object({ chosen: z.array(z.int()) });

export function closeMany(deps: RunDeps): CloseMany {
  return async (input, call) => {
    const idempotencyKey = input.idempotencyKey ?? newIdempotencyKey();
    const { filter, symbol = null, side = null } = input;
    const ended = await runOnAccount<never, Done>(
      deps,
      {
        operation: 'positions.closeMany',
        decide: (_facts, trading) => {
          const chosen = positionsToClose({ filter, symbol, side }, trading).map(({ id }) => id);
          return { kind: 'done', answer: { chosen }, orderId: null, changes: {} };
        },
      },
      { input: { ...input, idempotencyKey }, call },
    );
    if (!ended.ok) throw call.raise(ended.refusal);
    const { chosen } = Chosen.parse(ended.answer);
    const results = await Promise.all(
      chosen.map(async (id) => closeOne(deps, { id, idempotencyKey }, call)),
    );
    return {
      closed: results.flatMap(({ closed }) => closed),
      failed: results.flatMap(({ failed }) => failed),
    };
  };
}

const CLOSED = orderContract.positions.close.output;

/** Its key is made of the whole's: a repeat finds each answer again. */
async function closeOne(
  deps: RunDeps,
  { id: positionId, idempotencyKey }: { readonly id: number; readonly idempotencyKey: string },
  call: Parameters<CloseMany>[1],
): Promise<Answer> {
  const key = `${idempotencyKey}-${positionId}`;
  const { caller, requestId, ip, door, fail, raise, signal, givenUp } = call;
  const describe = () => undefined;
  const quiet = { caller, requestId, ip, door, fail, raise, signal, givenUp, describe };
  const ended = await runClose(deps, { positionId, idempotencyKey: key }, quiet);
  if (!ended.ok) {
    const { code, details } = ended.refusal;
    return { closed: [], failed: [{ positionId, code, details }] };
  }
  const { realizedPL } = CLOSED.parse(ended.answer).position;
  return { closed: [{ positionId, realizedPL }], failed: [] };
}
