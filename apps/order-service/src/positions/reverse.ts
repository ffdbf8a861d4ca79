/**
 * `positions.reverse`: closed, and the same volume opened on the other side. Both halves are decided before the first is
 * sent; the second is decided again when the first is done, for a provider may have taken its time.
 */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { decideMarketOrder, decideReverse, opposite } from '@faultline/domain';
import { newIdempotencyKey } from '@faultline/service';
import { lotsOf } from '../market/units.ts';
import { execute } from '../trading/execute.ts';
import { runOnAccount } from '../trading/on-account.ts';
import { runOnPosition } from '../trading/on-position.ts';
import type { RunDeps } from '../trading/run-command.ts';

type Reverse = Handler<OrderContract['positions']['reverse']>;
type Call = Parameters<Reverse>[1];

export function reversePosition(deps: RunDeps): Reverse {
  return async (input, call) => {
    const { positionId, maxDeviation = null } = input;
    const idempotencyKey = input.idempotencyKey ?? newIdempotencyKey();
    const { position: before } = await deps.store.read({ positionId });
    const tolerance = { maxDeviation };
    const closed = await close(deps, { positionId, idempotencyKey, tolerance }, call);
    if (before === null) throw new Error(`position ${positionId} was closed and never there`);
    const ended = await open(deps, { before, idempotencyKey, tolerance }, call);
    return ended.ok
      ? { closed, opened: PLACED.parse(ended.answer).position, refusal: null }
      : { closed, opened: null, refusal: ended.refusal };
  };
}

const CLOSED = orderContract.positions.close.output;
const PLACED = orderContract.orders.placeMarket.output;

interface Half {
  readonly idempotencyKey: string;
  readonly tolerance: { readonly maxDeviation: number | null };
}

async function close(
  deps: RunDeps,
  { positionId, idempotencyKey, tolerance }: Half & { readonly positionId: number },
  call: Call,
) {
  const { orderTimeoutMs } = deps;
  const ended = await runOnPosition(
    deps,
    {
      operation: 'positions.reverse',
      decide: (position, trading, facts) => {
        const decision = decideReverse(tolerance, position, trading);
        if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
        const circumstances = { facts, trading, clientOrderId: null, orderTimeoutMs };
        return execute(decision.value.close, circumstances);
      },
    },
    { input: { positionId, idempotencyKey, ...tolerance }, call },
  );
  if (!ended.ok) throw call.raise(ended.refusal);
  return CLOSED.parse(ended.answer).position;
}

async function open(
  deps: RunDeps,
  { before, idempotencyKey, tolerance }: Half & { readonly before: Before },
  call: Call,
) {
  const { accountId, symbol, side } = before;
  const { orderTimeoutMs } = deps;
  const request = {
    symbol,
    side: opposite(side),
    volume: lotsOf(before.volume),
    sl: null,
    tp: null,
    ...tolerance,
    source: 'REVERSE',
    clientOrderId: null,
  } as const;
  const input = { accountId, ...request, positionId: before.id };
  return runOnAccount(
    deps,
    {
      operation: 'positions.reverse:open',
      decide: (facts, trading) => {
        const decision = decideMarketOrder(request, trading);
        if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
        return execute(decision.value, { facts, trading, clientOrderId: null, orderTimeoutMs });
      },
    },
    { input: { ...input, clientOrderId: undefined, idempotencyKey }, call },
  );
}

type Before = NonNullable<Awaited<ReturnType<RunDeps['store']['read']>>['position']>;
