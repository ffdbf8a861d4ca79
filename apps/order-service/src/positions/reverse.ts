/**
 * `positions.reverse`: closed, and the same volume opened on the other side. Both halves are decided before the first is
 * sent; the second is decided again when the first is done, for a provider may have taken its time.
 */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { decideMarketOrder, decideReverse } from '@faultline/domain';
import { newIdempotencyKey } from '@faultline/service';
import { execute } from '../trading/execute.ts';
import { runOnAccount } from '../trading/on-account.ts';
import { runOnPosition } from '../trading/on-own.ts';
import type { RunDeps } from '../trading/run-command.ts';

type Reverse = Handler<OrderContract['positions']['reverse']>;
type Call = Parameters<Reverse>[1];

export function reversePosition(deps: RunDeps): Reverse {
  return async (input, call) => {
    const { positionId, maxDeviation = null } = input;
    const idempotencyKey = input.idempotencyKey ?? newIdempotencyKey();
    const tolerance = { maxDeviation };
    const done = await close(deps, { positionId, idempotencyKey, tolerance }, call);
    const ended = await open(deps, { done, idempotencyKey, tolerance }, call);
    const { position: closed } = done;
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
  return CLOSED.parse(ended.answer);
}

async function open(
  deps: RunDeps,
  { done, idempotencyKey, tolerance }: Half & { readonly done: Closed },
  call: Call,
) {
  const { order, position } = done;
  const { accountId, symbol, id: positionId } = position;
  const { orderTimeoutMs } = deps;
  const request = {
    symbol,
    side: order.side,
    volume: order.filledVolume,
    sl: null,
    tp: null,
    ...tolerance,
    source: 'REVERSE',
    clientOrderId: null,
  } as const;
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
    { input: { accountId, positionId, ...tolerance, idempotencyKey }, call },
  );
}

type Closed = Awaited<ReturnType<typeof close>>;
