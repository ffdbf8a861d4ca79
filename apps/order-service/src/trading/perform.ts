/**
 * The frame of every command that sends no order: who may, what this key was told before, decide, and commit the change
 * together with its answer and its entry in the audit log.
 */
import type { Call, User as Caller } from '@faultline/contract';
import type { Decision } from '@faultline/domain';
import { type Code, type Refusal, refuse } from '@faultline/errors';
import { z } from 'zod';
import type { Market } from '../market/market.ts';
import type { Changes, Decided, Facts, MemoryKey, Store, Wanted } from '../ports/store.ts';
import { audited, type Trail } from './audited.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isRemembered, memory, memoryKey } from './memory.ts';

export interface PerformDeps {
  readonly store: Store;
  readonly market: Market;
}

/** What an accepted command does. */
interface Done<A> {
  readonly answer: A;
  readonly changes: Omit<Changes, 'atMs'>;
  readonly trail: Trail;
}

/** @typeParam C - Every code that the command's own checks can refuse with. */
export interface Command<C extends Code, O extends z.ZodType> {
  /** The procedure's path: the audit log names it, and a key holds for it alone. */
  readonly path: string;
  /** The account that the key holds for; absent where none is meant. */
  readonly accountId?: number | undefined;
  readonly wanted: Wanted;
  /** As it came in. Its fields decide whether a key is used for the same command again. */
  readonly input: object;
  readonly output: O;
  /** Checks that come before any memory: does it exist, may the caller. */
  readonly admit?: (facts: Facts) => Refusal<C> | null;
  readonly decide: (facts: Facts, nowMs: number) => Decision<C, Done<z.output<O>>>;
}

interface Keyable {
  readonly idempotencyKey?: string;
}

type Told<C extends Code> =
  | { readonly ok: true; readonly answer: unknown; readonly replayed: boolean }
  | {
      readonly ok: false;
      readonly refusal: Refusal<C> | Refusal<'DUPLICATE_REQUEST'>;
      readonly replayed: boolean;
    };

export async function perform<C extends Code, O extends z.ZodType>(
  { store, market }: PerformDeps,
  command: Command<C, O>,
  call: Call<NoInfer<C> | 'DUPLICATE_REQUEST', Caller>,
): Promise<z.output<O>> {
  const { idempotencyKey, ...input }: Keyable = command.input;
  const scope = `${call.caller.userId}:${command.accountId ?? 0}:${command.path}`;
  const key = memoryKey(scope, idempotencyKey);
  const keyed = { key, fingerprint: fingerprintOf(input) };
  call.describe({ idempotencyKey: key.key });
  const decide = (facts: Facts): Decided<Told<C>> =>
    decided({ ...command, ...keyed }, facts, { nowMs: market.now(), call });
  const told = await store.commit({ ...command.wanted, key }, decide);
  if (told.replayed) call.describe({ replayed: true });
  if (!told.ok) throw call.raise(told.refusal as Refusal<NoInfer<C> | 'DUPLICATE_REQUEST'>);
  return command.output.parse(told.answer);
}

type Keyed<C extends Code, O extends z.ZodType> = Command<C, O> & {
  readonly key: MemoryKey;
  readonly fingerprint: string;
};

interface Circumstances {
  readonly nowMs: number;
  readonly call: Pick<Call<never, Caller>, 'caller' | 'requestId' | 'ip'>;
}

function decided<C extends Code, O extends z.ZodType>(
  command: Keyed<C, O>,
  facts: Facts,
  { nowMs, call }: Circumstances,
): Decided<Told<C>> {
  const denied = command.admit?.(facts) ?? null;
  if (denied !== null) return { answer: { ok: false, refusal: denied, replayed: false } };
  const recalled = recall(command, facts);
  if (recalled !== null) return { answer: recalled };
  const decision = command.decide(facts, nowMs);
  if (!decision.ok) {
    const { refusal } = decision;
    const answer = { ok: false, refusal, replayed: false } as const;
    if (!isRemembered(refusal.code)) return { answer };
    return { answer, changes: { atMs: nowMs, remember: [memory(command, nowMs, { refusal })] } };
  }
  const { changes, trail } = decision.value;
  const answer: unknown = z.encode(command.output, decision.value.answer);
  return {
    answer: { ok: true, answer, replayed: false },
    changes: {
      ...changes,
      atMs: nowMs,
      remember: [memory(command, nowMs, { answer })],
      audit: [audited(trail, { action: command.path, atMs: nowMs }, call)],
    },
  };
}

function recall<C extends Code, O extends z.ZodType>(
  { fingerprint }: Keyed<C, O>,
  { remembered }: Facts,
): Told<C> | null {
  if (remembered === null) return null;
  if (remembered.fingerprint !== fingerprint) {
    const refusal = refuse('DUPLICATE_REQUEST', { reason: 'KEY_REUSED' });
    return { ok: false, refusal, replayed: false };
  }
  // The scope names the operation, so it was this very command that stored the refusal.
  const refusal = remembered.refusal as Refusal<C> | null;
  return refusal === null
    ? { ok: true, answer: remembered.answer, replayed: true }
    : { ok: false, refusal, replayed: true };
}
