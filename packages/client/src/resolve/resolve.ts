/** `client.orders.resolve`: was it executed? Asks by the key until there is an answer that does not change any more. */
import type { OrderRouter } from '@faultline/contract';
import type { TRPCClient } from '@trpc/client';
import type { TRPCPromise } from '../tagged-promise.ts';
import { waitFor } from '../calls/wait.ts';
import { failure } from '../failure.ts';

type Calls = TRPCClient<OrderRouter>;
type Told = Awaited<ReturnType<Calls['orders']['get']['query']>>;

/** What is known about a command that nobody could tell the end of. */
export type Resolution =
  /** Filled, wholly or in part; `deals` says how much and at which price. */
  | ({ readonly state: 'EXECUTED' } & Told)
  /** It ended without a deal. */
  | ({ readonly state: 'NOT_EXECUTED' } & Told)
  /** Accepted, and it rests in the book until the market reaches it. */
  | ({ readonly state: 'WORKING' } & Told)
  /** Sent to the provider, which has not answered yet. It is executed at most once, whatever happens. */
  | ({ readonly state: 'IN_DOUBT' } & Told)
  /** The server has nothing under this name. The same command may be sent again, with the same key only. */
  | { readonly state: 'UNKNOWN_TO_SERVER' };

/** A failure, or one of the names under which the order may be known. */
export interface Named {
  readonly orderId?: string | undefined;
  readonly clientOrderId?: string | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly details?: object;
}

export interface ResolveOptions {
  readonly signal?: AbortSignal;
  /** How long to ask while the order is in doubt. Default 30 s; 0 asks once. */
  readonly waitMs?: number;
}

export type Resolve = (
  named: Named,
  options?: ResolveOptions,
) => TRPCPromise<Resolution, ReturnType<Calls['orders']['get']['query']>>;

const WAIT_MS = 30_000;
const DELAYS_MS = [250, 500, 1_000, 2_000, 5_000];

export function resolver(calls: Calls, { now }: { readonly now: () => number }): Resolve {
  const resolve = async (named: Named, options: ResolveOptions = {}): Promise<Resolution> => {
    const { waitMs = WAIT_MS, signal = new AbortController().signal } = options;
    const asked = nameOf(named);
    const untilMs = now() + waitMs;
    for (let attempt = 0; ; attempt += 1) {
      const known = await lookedUp(calls, asked, signal);
      const delayMs = DELAYS_MS[Math.min(attempt, DELAYS_MS.length - 1)] ?? 0;
      const isOpen = known.state === 'IN_DOUBT' || known.state === 'UNKNOWN_TO_SERVER';
      if (!isOpen || signal.aborted || now() + delayMs > untilMs) return known;
      await waitFor(delayMs, signal);
    }
  };
  return resolve as unknown as Resolve;
}

/** An id is the shortest way; a key works even when no answer ever came. */
function nameOf({ orderId, clientOrderId, idempotencyKey, details = {} }: Named) {
  const told: unknown = Reflect.get(details, 'orderId');
  const id = orderId ?? (typeof told === 'string' ? told : undefined);
  if (id !== undefined) return { orderId: id };
  if (clientOrderId !== undefined) return { clientOrderId };
  return typeof idempotencyKey === 'string' ? { idempotencyKey } : {};
}

async function lookedUp(
  { orders }: Calls,
  asked: ReturnType<typeof nameOf>,
  signal: AbortSignal,
): Promise<Resolution> {
  try {
    const told = await orders.get.query(asked, { signal });
    return { state: stateOf(told), ...told };
  } catch (thrown) {
    if (failure(thrown).code !== 'ORDER_NOT_FOUND') throw thrown;
    return { state: 'UNKNOWN_TO_SERVER' };
  }
}

function stateOf({ order }: Told): Exclude<Resolution['state'], 'UNKNOWN_TO_SERVER'> {
  switch (order.status) {
    case 'FILLED':
      return 'EXECUTED';
    case 'CANCELLED':
    case 'REJECTED':
    case 'EXPIRED':
      return order.filledVolume > 0 ? 'EXECUTED' : 'NOT_EXECUTED';
    case 'PENDING':
      return 'WORKING';
    case 'ROUTED':
    case 'PARTIALLY_FILLED':
    case 'IN_DOUBT':
      return 'IN_DOUBT';
  }
}
