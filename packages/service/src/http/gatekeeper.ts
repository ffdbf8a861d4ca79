/** Everything that may turn a request away before its procedure runs: the way down, too much to do, a spent allowance. */
import type { Caller, Op } from '@faultline/contract';
import { type AppError, fail, isAppError } from '@faultline/errors';
import type { FastifyRequest } from 'fastify';
import type { LimitClass, RateLimits } from '../limits/rate-limits.ts';
import type { Admission, Priority } from '../load/admission.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Procedure, Procedures } from '../procedures/procedure.ts';

/** How a procedure is treated among all others. */
export interface CallPolicy {
  readonly limit: LimitClass;
  /** `null` for what it is by nature: a command or a read. */
  readonly priority: Priority | null;
}

/** The limits of a service; whatever has no procedure behind it draws from `other`. */
export interface Policies {
  readonly of: (procedure: string) => CallPolicy;
  readonly other: LimitClass;
  /** Paths with a class of their own. */
  readonly paths: Readonly<Record<string, LimitClass>>;
}

interface Parts {
  readonly procedures: Procedures;
  readonly admission: Admission;
  /** `null` where nobody is limited: between our own processes, and for load tests. */
  readonly rates: RateLimits | null;
  readonly policies: Policies | null;
  readonly metrics: Metrics | undefined;
  readonly log: Logger;
}

/** A busy service must not spend its time on saying that it is busy. */
const SAY_EVERY_MS = 1_000;

export class Gatekeeper {
  readonly admission: Admission;
  readonly #parts: Parts;
  readonly #policies: ReadonlyMap<Op, CallPolicy>;
  #refusing = false;
  #saidMs = -Infinity;
  #unsaid = 0;

  constructor(parts: Parts) {
    const { procedures, policies } = parts;
    this.#parts = parts;
    this.admission = parts.admission;
    this.#policies = new Map(
      policies === null
        ? []
        : [...procedures.values()].map(({ op, path }) => [op, policies.of(path)]),
    );
  }

  /** From now on nothing new is begun. */
  refuse(): void {
    this.#refusing = true;
  }

  get isRefusingAll(): boolean {
    return this.#refusing;
  }

  /** Before the body is read: whether these calls may come in at all. */
  refusal(calls: readonly (Procedure | undefined)[]): AppError | null {
    if (this.#refusing) return shuttingDown();
    const priority = mostUrgent(calls.map((call) => this.#priorityOf(call?.op)));
    const refusal = this.admission.refusal(priority);
    if (refusal !== null) this.#onShed(priority);
    return refusal;
  }

  /** Draws from the allowance of the caller's address; `null` for what has no procedure. */
  async ofAddress(request: FastifyRequest, op: Op | null): Promise<void> {
    const { rates, policies } = this.#parts;
    if (rates === null || policies === null) return;
    const own = op === null ? policies.paths[request.routeOptions.url ?? ''] : this.#limitOf(op);
    await rates.ofAddress(request, own ?? policies.other);
  }

  /** Draws from the allowance of a person, once it is known that the person may make the call. */
  async ofCaller(request: FastifyRequest, op: Op, caller: Caller): Promise<void> {
    const { rates } = this.#parts;
    const limit = this.#limitOf(op);
    if (rates === null || limit === undefined || caller.kind !== 'user') return;
    await rates.ofUser(request, { limit, userId: caller.userId });
  }

  /** A request that failed before it became a call costs like the call, and keeps its own answer. */
  async charge(request: FastifyRequest, thrown: unknown): Promise<void> {
    if (this.#parts.rates === null || request.standing !== null) return;
    // Who is sent away has had nothing for it.
    if (isAppError(thrown) && thrown.code === 'SERVICE_UNAVAILABLE') return;
    const [call] = request.routeOptions.config.callsOf?.(request) ?? [];
    await this.ofAddress(request, call?.op ?? null).catch(() => undefined);
  }

  #limitOf(op: Op): LimitClass | undefined {
    return this.#policies.get(op)?.limit;
  }

  #priorityOf(op: Op | undefined): Priority {
    if (op === undefined) return 'report';
    return this.#policies.get(op)?.priority ?? (op.kind === 'mutation' ? 'command' : 'read');
  }

  #onShed(priority: Priority): void {
    const { metrics, log } = this.#parts;
    metrics?.onShed(priority);
    this.#unsaid += 1;
    const nowMs = performance.now();
    if (nowMs - this.#saidMs < SAY_EVERY_MS) return;
    log.warn({ shed: this.#unsaid, priority }, 'requests sent away: too much to do');
    this.#saidMs = nowMs;
    this.#unsaid = 0;
  }
}

const URGENCY: readonly Priority[] = ['urgent', 'command', 'read', 'report'];

/** A batch goes in as one, with the best of its reasons. */
const mostUrgent = (priorities: readonly Priority[]): Priority =>
  URGENCY.find((priority) => priorities.includes(priority)) ?? 'report';

const shuttingDown = (): AppError =>
  fail('SERVICE_UNAVAILABLE', {
    reason: 'The service is shutting down.',
    estimatedRestore: null,
    kind: 'SHUTDOWN',
  });
