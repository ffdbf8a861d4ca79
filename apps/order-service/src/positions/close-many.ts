/** `positions.closeMany`: each on its own, so that one which cannot be closed does not keep the others open. */
import {
  type AnswerOf,
  type Handler,
  type OrderContract,
  orderContract,
} from '@faultline/contract';
import { positionsToClose } from '@faultline/domain';
import { newIdempotencyKey } from '@faultline/service';
import { tradingFacts } from '../market/market.ts';
import { accountIdOf, admitAccount } from '../trading/ownership.ts';
import type { RunDeps } from '../trading/run-command.ts';
import { runClose } from './close-position.ts';

type CloseMany = Handler<OrderContract['positions']['closeMany']>;
type Answer = AnswerOf<OrderContract['positions']['closeMany']>;

export function closeMany(deps: RunDeps): CloseMany {
  const { store, market } = deps;
  return async (input, call) => {
    const { caller } = call;
    const accountId = await accountIdOf(store, input.accountId, call);
    const { account, positions, orders } = await store.read({ accountId });
    const denied = admitAccount(account, { caller, accountId });
    if (denied !== null) throw call.raise(denied);
    if (account === null) throw new Error('an admitted account is there');
    const idempotencyKey = input.idempotencyKey ?? newIdempotencyKey();
    call.describe({ idempotencyKey });
    const { filter, symbol = null, side = null } = input;
    const facts = tradingFacts(market, { account, positions, orders });
    const chosen = positionsToClose({ filter, symbol, side }, facts);
    const results = await Promise.all(
      chosen.map(async ({ id }) => closeOne(deps, { id, idempotencyKey }, call)),
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
  const { caller, requestId, ip, door, fail, raise, signal } = call;
  const quiet = { caller, requestId, ip, door, fail, raise, signal, describe: () => undefined };
  const ended = await runClose(deps, { positionId, idempotencyKey: key }, quiet);
  if (!ended.ok) {
    const { code, details } = ended.refusal;
    return { closed: [], failed: [{ positionId, code, details }] };
  }
  const { realizedPL } = CLOSED.parse(ended.answer).position;
  return { closed: [{ positionId, realizedPL }], failed: [] };
}
