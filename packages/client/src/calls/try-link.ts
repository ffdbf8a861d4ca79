/**
 * The life of one call: a key before the first try, a token for each, repetition where the failure allows it, and an end at
 * the deadline or when the caller has had enough. What stands in an error's `meta` about that, `failure` reads.
 */
import type { Outcome } from '@faultline/errors';
import {
  type Operation,
  type OperationResultEnvelope,
  TRPCClientError,
  type TRPCLink,
} from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { type Observable, observable } from '@trpc/server/observable';
import { type Failure, failure } from '../failure.ts';
import type { Access } from '../session/access.ts';
import type { Budget } from './budget.ts';
import { keyed } from './keys.ts';
import { nextStep } from './next-step.ts';
import { outcomeOver } from './outcome.ts';
import { abortError, unlessAborted, waitFor } from './wait.ts';

export interface CallDeps {
  readonly access: Access;
  /** Without one nothing is repeated, and no key is made. */
  readonly budget: Budget | null;
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly random: () => number;
}

/** What a try leaves in the error that ends its call. */
export interface CallMeta {
  readonly idempotencyKey: string | null;
  readonly attempts: number;
  readonly outcome: Outcome;
}

/** What the link to the server reads and writes. */
export interface TryContext {
  /** The token that the try was sent with. */
  token: string | null;
  readonly deadlineMs: number;
}

type Envelope = OperationResultEnvelope<unknown, TRPCClientError<AnyTRPCRouter>>;
type Next = (op: Operation) => Observable<Envelope, TRPCClientError<AnyTRPCRouter>>;

/** Where nobody has a token yet, or its end is the question. */
const PUBLIC: ReadonlySet<string> = new Set(['auth.login', 'auth.refresh']);

export const tryLink =
  (deps: CallDeps): TRPCLink<AnyTRPCRouter> =>
  () =>
  ({ op, next }) => {
    if (op.type === 'subscription') return next(op);
    return observable((observer) => {
      const hangUp = new AbortController();
      new OneCall(op, next, { deps, hangUp }).run().then(
        (envelope) => {
          observer.next(envelope);
          observer.complete();
        },
        (error: TRPCClientError<AnyTRPCRouter>) => observer.error(error),
      );
      return () => hangUp.abort();
    });
  };

class OneCall {
  readonly #op: Operation;
  readonly #next: Next;
  readonly #deps: CallDeps;
  readonly #signal: AbortSignal;
  readonly #key: string | null;
  readonly #context: TryContext;
  #attempt = 0;
  #unknown = false;

  constructor(op: Operation, next: Next, own: { deps: CallDeps; hangUp: AbortController }) {
    const { deps, hangUp } = own;
    this.#deps = deps;
    this.#next = next;
    const mutation = op.type === 'mutation' && deps.budget !== null;
    const { input, key } = mutation ? keyed(op.path, op.input) : { input: op.input, key: null };
    this.#key = key;
    const late = AbortSignal.timeout(deps.timeoutMs);
    this.#signal = AbortSignal.any([hangUp.signal, late, ...(op.signal ? [op.signal] : [])]);
    this.#context = { token: null, deadlineMs: deps.now() + deps.timeoutMs };
    this.#op = {
      ...op,
      input,
      signal: this.#signal,
      context: { ...op.context, try: this.#context },
    };
  }

  async run(): Promise<Envelope> {
    for (;;) {
      this.#attempt += 1;
      await this.#authorize();
      try {
        const envelope = await this.#once();
        this.#deps.budget?.note(null);
        return envelope;
      } catch (thrown) {
        await this.#after(thrown);
      }
    }
  }

  /** A call whose token cannot be had is not sent. */
  async #authorize(): Promise<void> {
    if (PUBLIC.has(this.#op.path)) return;
    const { access, budget } = this.#deps;
    try {
      this.#context.token = await unlessAborted(access.token(), this.#signal);
    } catch (thrown) {
      const failed = failure(thrown);
      budget?.note(failed);
      throw this.#told(thrown, { ...failed, outcome: 'NOT_APPLIED' });
    }
  }

  /** Returns when there is to be another try. */
  async #after(thrown: unknown): Promise<void> {
    const error = this.#signal.aborted ? abortError(this.#signal) : thrown;
    const failed = failure(error);
    const { budget, access, now, random } = this.#deps;
    budget?.note(failed);
    const { deadlineMs } = this.#context;
    const step = nextStep(
      failed,
      {
        kind: this.#op.type === 'mutation' ? 'mutation' : 'query',
        key: this.#key,
        attempt: this.#attempt,
        deadlineMs,
        budgetLeft: budget?.left ?? false,
      },
      { nowMs: now(), random: random() },
    );
    if (step.kind === 'give-up') throw this.#told(error, failed);
    this.#unknown ||= failed.outcome === 'UNKNOWN';
    if (step.kind === 'refresh') return this.#renewed(error, failed, access);
    await waitFor(step.ms, this.#signal);
    if (!this.#signal.aborted) return;
    const given = abortError(this.#signal);
    // Nothing is under way while nobody tries: what is known about the command stays known.
    throw this.#told(given, {
      ...failure(given),
      outcome: this.#unknown ? 'UNKNOWN' : failed.outcome,
    });
  }

  async #renewed(error: unknown, failed: Failure, access: Access): Promise<void> {
    try {
      const { token } = this.#context;
      if (!PUBLIC.has(this.#op.path) && (await unlessAborted(access.renew(token), this.#signal)))
        return;
    } catch (thrown) {
      // The command was refused for its token, whatever became of the attempt to get another one.
      throw this.#told(thrown, { ...failure(thrown), outcome: failed.outcome });
    }
    throw this.#told(error, failed);
  }

  #told(error: unknown, failed: Failure): TRPCClientError<AnyTRPCRouter> {
    const meta: CallMeta = {
      idempotencyKey: this.#key,
      attempts: this.#attempt,
      outcome: outcomeOver(this.#unknown, failed),
    };
    // The same error may end several calls, each with a key of its own.
    const cause = error as TRPCClientError<AnyTRPCRouter>;
    const shared = error instanceof TRPCClientError && error.meta?.['call'] !== undefined;
    const own = shared
      ? new TRPCClientError<AnyTRPCRouter>(cause.message, {
          cause,
          ...(cause.shape ? { result: { error: cause.shape } } : {}),
        })
      : TRPCClientError.from<AnyTRPCRouter>(cause);
    own.meta = { ...own.meta, call: meta };
    return own;
  }

  async #once(): Promise<Envelope> {
    return new Promise((resolve, reject) => {
      let last: Envelope | undefined;
      this.#next(this.#op).subscribe({
        next: (envelope) => {
          last = envelope;
        },
        error: reject,
        complete: () => (last === undefined ? reject(new Error('no answer')) : resolve(last)),
      });
    });
  }
}
