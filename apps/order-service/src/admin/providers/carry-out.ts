/**
 * The frame of every act that the LP service carries out for an administrator. The intention is in the audit log before the
 * LP service hears of it, and what became of it afterwards: an act that a crash cuts in two is on record, too. Under its key
 * an act is done once.
 */
import type { Call, User } from '@faultline/contract';
import {
  type AppError,
  type Code,
  type CommonCode,
  isAppError,
  type Refusal,
  refuse,
} from '@faultline/errors';
import type { z } from 'zod';
import {
  type Changes,
  type Facts,
  memoryId,
  type MemoryKey,
  type Remembered,
} from '../../ports/store.ts';
import { audited, type Trail } from '../../trading/audited.ts';
import { fingerprintOf } from '../../trading/fingerprint.ts';
import { isRemembered, memory, memoryKey } from '../../trading/memory.ts';
import { carriedOut, type Options, type ProviderDeps, type UpstreamCode } from './upstream.ts';

/** @typeParam T - What the LP service answers with, as it travels. */
export interface Act<C extends UpstreamCode, T, O extends z.ZodType> {
  /** The procedure's path. */
  readonly path: string;
  readonly target: string;
  readonly reason?: string | null | undefined;
  /** As it came in, without secrets: the audit log shows it, and a key is held to it. */
  readonly input: { readonly idempotencyKey?: string | undefined };
  readonly codes: readonly C[];
  readonly send: (options: Options) => Promise<T>;
  readonly output: O;
  /** What the audit log keeps of an act that was carried out. */
  readonly trail: (done: T) => Pick<Trail, 'before' | 'after'>;
  /** To do it a second time is not to do it again: where nobody knows whether it was done, its key does not do it. */
  readonly once?: true;
  /** The answer is a secret, which is kept nowhere: each call is an act of its own. */
  readonly secret?: true;
}

/** What a call must be able to do. */
export type Acting<C extends Code = never> = Pick<
  Call<C | CommonCode, User>,
  'caller' | 'requestId' | 'ip' | 'raise' | 'describe'
>;

type AnyAct = Act<UpstreamCode, unknown, z.ZodType>;
type Doing = Acting<Code>;

/** What lies under a key. BEGUN without a call under way: the process ended, or nobody answered. */
type Kept =
  | { readonly state: 'BEGUN' | 'NOT_APPLIED' }
  | { readonly state: 'DONE'; readonly answer: unknown };

type Recalled =
  | { readonly kind: 'go' }
  | { readonly kind: 'answer'; readonly answer: unknown }
  | { readonly kind: 'refusal'; readonly refusal: Refusal<Code>; readonly replayed: boolean };

interface Running {
  readonly fingerprint: string;
  readonly done: Promise<unknown>;
}

interface Keyed {
  readonly key: MemoryKey;
  readonly fingerprint: string;
}

export class ProviderActs {
  readonly #deps: Pick<ProviderDeps, 'store' | 'now'>;
  readonly #running = new Map<string, Running>();

  constructor(deps: Pick<ProviderDeps, 'store' | 'now'>) {
    this.#deps = deps;
  }

  async carryOut<C extends UpstreamCode, T, O extends z.ZodType>(
    act: Act<C, T, O>,
    call: Acting<NoInfer<C>>,
  ): Promise<z.output<O>> {
    // All that an act can end with is named in its codes or common to all, so the call has declared it.
    const answer = await this.#once(act as unknown as AnyAct, call as Doing);
    return act.output.parse(answer);
  }

  async #once(act: AnyAct, call: Doing): Promise<unknown> {
    const { idempotencyKey, ...input } = act.input;
    const key = memoryKey(`${call.caller.userId}:0:${act.path}`, idempotencyKey);
    const keyed = { key, fingerprint: fingerprintOf(input) };
    if (act.secret !== true) call.describe({ idempotencyKey: key.key });
    const id = memoryId(key);
    const running = this.#running.get(id);
    if (running !== undefined) return joined(running, keyed, call);
    const done = this.#perform(act, keyed, call);
    this.#running.set(id, { fingerprint: keyed.fingerprint, done });
    try {
      return await done;
    } finally {
      this.#running.delete(id);
    }
  }

  async #perform(act: AnyAct, keyed: Keyed, call: Doing): Promise<unknown> {
    const told = await this.#intend(act, keyed, call);
    if (told.kind === 'refusal') {
      if (told.replayed) call.describe({ replayed: true });
      throw call.raise(told.refusal);
    }
    if (told.kind === 'answer') {
      call.describe({ replayed: true });
      return told.answer;
    }
    let done: unknown;
    try {
      done = await carriedOut(call, act.codes, act.send);
    } catch (error) {
      if (isAppError(error)) await this.#failed(act, { keyed, error }, call);
      throw error;
    }
    await this.#done(act, { keyed, done }, call);
    return done;
  }

  /** What is known under the key; with nothing known, the intention is on record once this resolves. */
  async #intend(act: AnyAct, keyed: Keyed, call: Doing): Promise<Recalled> {
    const { store, now } = this.#deps;
    const { path, target, reason } = act;
    const { idempotencyKey: _key, ...after } = act.input;
    return store.commit<Recalled>({ key: keyed.key }, (facts) => {
      const known = recalled(act, keyed, facts);
      if (known.kind !== 'go') return { answer: known };
      const atMs = now();
      const action = `${path}.intended`;
      const audit = [audited({ target, reason, after }, { action, atMs }, call)];
      const remember = act.secret === true ? [] : [kept(keyed, atMs, { state: 'BEGUN' })];
      return { answer: known, changes: { atMs, audit, remember } };
    });
  }

  async #done(
    act: AnyAct,
    { keyed, done }: { readonly keyed: Keyed; readonly done: unknown },
    call: Doing,
  ): Promise<void> {
    const { path: action, target, reason } = act;
    const atMs = this.#deps.now();
    const audit = [audited({ target, reason, ...act.trail(done) }, { action, atMs }, call)];
    const whole = { state: 'DONE', answer: done } as const;
    const remember = act.secret === true ? [] : [kept(keyed, atMs, whole)];
    try {
      await this.#write({ atMs, audit, remember });
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { code, details } = error;
      // Our books failed and the LP service did not: nobody may conclude that nothing happened.
      const circumstances = { outcome: 'APPLIED', cause: error } as const;
      throw call.raise({ code, details } as Refusal<Code>, circumstances);
    }
  }

  /** Where the log cannot be written it has the intention: the caller is told the act's own failure. */
  async #failed(
    { path, target, reason, secret }: AnyAct,
    { keyed, error }: { readonly keyed: Keyed; readonly error: AppError },
    call: Doing,
  ): Promise<void> {
    const { code, outcome } = error;
    const atMs = this.#deps.now();
    const trail = { target, reason, after: { code, outcome } };
    const audit = [audited(trail, { action: `${path}.failed`, atMs }, call)];
    const remember = secret === true ? [] : keptOf(error, keyed, atMs);
    await this.#write({ atMs, audit, remember }).catch(() => undefined);
  }

  async #write(changes: Changes): Promise<void> {
    await this.#deps.store.commit({}, () => ({ answer: undefined, changes }));
  }
}

const kept = (keyed: Keyed, atMs: number, answer: Kept): Remembered =>
  memory(keyed, atMs, { answer });

/** Where the outcome is unknown, the key goes on to say that the act has begun. */
function keptOf({ code, details, outcome }: AppError, keyed: Keyed, atMs: number): Remembered[] {
  if (outcome !== 'NOT_APPLIED') return [];
  if (!isRemembered(code)) return [kept(keyed, atMs, { state: 'NOT_APPLIED' })];
  return [memory(keyed, atMs, { refusal: { code, details } })];
}

/** A repeat that comes while the first is under way is told what the first is told. */
async function joined(
  running: Running,
  { fingerprint }: Keyed,
  { raise, describe }: Doing,
): Promise<unknown> {
  if (running.fingerprint !== fingerprint) {
    throw raise(refuse('DUPLICATE_REQUEST', { reason: 'KEY_REUSED' }));
  }
  const answer = await running.done;
  describe({ replayed: true });
  return answer;
}

function recalled({ once }: AnyAct, { fingerprint }: Keyed, { remembered }: Facts): Recalled {
  if (remembered === null) return { kind: 'go' };
  const { refusal } = remembered;
  if (remembered.fingerprint !== fingerprint) return duplicate('KEY_REUSED');
  if (refusal !== null) {
    return { kind: 'refusal', refusal: refusal as Refusal<Code>, replayed: true };
  }
  const before = remembered.answer as Kept;
  if (before.state === 'DONE') return { kind: 'answer', answer: before.answer };
  const mayGo = before.state === 'NOT_APPLIED' || once !== true;
  return mayGo ? { kind: 'go' } : duplicate('IN_PROGRESS');
}

const duplicate = (reason: 'KEY_REUSED' | 'IN_PROGRESS'): Recalled => ({
  kind: 'refusal',
  refusal: refuse('DUPLICATE_REQUEST', { reason }),
  replayed: false,
});
