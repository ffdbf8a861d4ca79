/** Runs an order command from its commit to what the caller is told. */
import type { Call } from '@faultline/contract';
import { type Refusal, refuse } from '@faultline/errors';
import type { Market } from '../market/market.ts';
import type { Store, Wanted } from '../ports/store.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { ExecutionCode } from './ending.ts';
import { type Command, decideCommand, type Done, type Routed } from './command.ts';
import { orderIdOf } from './outbox.ts';
import type { Awaited, Waiters } from './waiters.ts';

export interface RunDeps {
  readonly market: Market;
  /** How long a provider may take to fill before the outcome counts as unknown. */
  readonly orderTimeoutMs: number;
  readonly store: Store;
  readonly waiters: Waiters;
  readonly dispatcher: Dispatcher;
  /** The LP service reports an order in doubt by itself; we wait this much longer, in case it cannot. */
  readonly graceMs: number;
}

/** What a command can end with beside its own checks' refusals: a provider's word, only where it may be routed to one. */
type AfterChecks<D> =
  | Refusal<'DUPLICATE_REQUEST'>
  | (Routed extends D ? Refusal<ExecutionCode | 'LP_TIMEOUT'> : never);

export type Ended<R extends Refusal, D extends Done | Routed = Done | Routed> =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly refusal: R | AfterChecks<D> };

/** @returns The answer as it went over the wire when it was first given, or why there is none. */
export async function runCommand<R extends Refusal, D extends Done | Routed>(
  deps: RunDeps,
  command: Command<R, D>,
  call: Pick<Call<never>, 'requestId' | 'signal' | 'givenUp' | 'describe'>,
): Promise<Ended<R, D>> {
  const ended = await run(deps, command, call);
  // A command that is never routed cannot end with a provider's word.
  return ended as Ended<R, D>;
}

async function run<R extends Refusal>(
  deps: RunDeps,
  command: Command<R>,
  call: Pick<Call<never>, 'requestId' | 'signal' | 'givenUp' | 'describe'>,
): Promise<Ended<R>> {
  const { store, dispatcher } = deps;
  const { describe, givenUp } = call;
  describe({ idempotencyKey: command.wanted.key.key });
  const decide = decideCommand(command, deps.market);
  const committed = await store.commit(command.wanted, (facts) => {
    const error = givenUp();
    // Its caller has been told, or is about to be, that nothing happened: so nothing may.
    if (error !== null) throw error;
    return decide(facts);
  });
  switch (committed.kind) {
    case 'refused':
      if (committed.replayed) describe({ replayed: true });
      return { ok: false, refusal: committed.refusal };
    case 'answered':
      if (committed.replayed) describe({ replayed: true });
      return { ok: true, answer: committed.answer };
    case 'routed': {
      const { id } = committed.outbox;
      const ended = waitFor(deps, id, call.signal);
      dispatcher.dispatch(committed.outbox, call.requestId);
      return told(deps, id, await ended);
    }
    case 'pending':
      describe({ replayed: true });
      return resume(deps, committed.orderId, {
        wanted: command.wanted,
        signal: call.signal,
      });
  }
}

const waitFor = async (
  { waiters, orderTimeoutMs, graceMs }: RunDeps,
  orderId: string,
  signal: AbortSignal,
): Promise<Awaited> => waiters.wait(orderId, { timeoutMs: orderTimeoutMs + graceMs, signal });

/** Joins an order that an earlier call sent: it may have ended between that commit and this wait. */
async function resume(
  deps: RunDeps,
  orderId: string,
  { wanted, signal }: { wanted: Wanted; signal: AbortSignal },
): Promise<Ended<never>> {
  const stop = new AbortController();
  const ended = waitFor(deps, orderId, AbortSignal.any([signal, stop.signal]));
  const { remembered, order } = await deps.store.read({ ...wanted, orderId: orderIdOf(orderId) });
  if (order?.status === 'IN_DOUBT') stop.abort();
  if (remembered !== null && (remembered.answer !== null || remembered.refusal !== null)) {
    stop.abort();
    const { answer, refusal } = remembered;
    if (refusal === null) return { ok: true, answer };
    // An order that was sent can only have ended with an execution's code.
    return { ok: false, refusal: refusal as Refusal<ExecutionCode> };
  }
  return told(deps, orderId, await ended);
}

async function told(deps: RunDeps, orderId: string, ended: Awaited): Promise<Ended<never>> {
  if (ended === 'IN_DOUBT' || ended === 'DEADLINE') {
    return { ok: false, refusal: await inDoubt(deps, orderId) };
  }
  const { answer, refusal } = ended;
  // What ends an order is an execution's code; what ends its cancel is one of that command's own.
  return refusal === null
    ? { ok: true, answer }
    : { ok: false, refusal: refusal as Refusal<ExecutionCode> };
}

async function inDoubt(
  { store, orderTimeoutMs }: RunDeps,
  id: string,
): Promise<Refusal<'LP_TIMEOUT'>> {
  const orderId = orderIdOf(id);
  const { order } = await store.read({ orderId });
  return refuse('LP_TIMEOUT', {
    lp: order?.lp ?? '',
    timeout: orderTimeoutMs,
    symbol: order?.symbol ?? '',
    orderId,
    outcome: 'UNKNOWN',
  });
}
