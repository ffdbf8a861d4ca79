/** What every transport learns from a request before it calls a procedure. */
import type { AnswerMeta, Caller, Door, Op } from '@faultline/contract';
import type { AppError } from '@faultline/errors';
import type { FastifyRequest } from 'fastify';
import { deadlinePassed, givenUp, timeoutMsOf } from '../load/deadline.ts';
import type { CallContext } from '../procedures/procedure.ts';
import type { Gatekeeper } from './gatekeeper.ts';

/** Finds out who sends this Authorization header; throws AUTH_* errors. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

interface Gate {
  readonly authenticate: Authenticate;
  readonly gatekeeper: Gatekeeper;
  /** Fires when the server begins to shut down, so that whoever waits for news is told that there will be none. */
  readonly closing: AbortSignal;
  /** Fires when the time to finish what was begun is over, so that a command's answer can still leave. */
  readonly ending: AbortSignal;
  /** The longest that a call may take; `null` for none. */
  readonly callTimeoutMs: number | null;
}

/** One request on its way through the edge. A class, because one is made for every call there is. */
export class OpenCall implements CallContext {
  readonly requestId: string;
  readonly door: Door;
  /** What the handlers have said about the answer so far. */
  meta: AnswerMeta | null = null;
  /** Who asked, once that has been found out. */
  caller: Caller | undefined;
  readonly #request: FastifyRequest;
  readonly #gate: Gate;
  #identity: Promise<Caller> | undefined;
  #signal: AbortSignal | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #startedMs = performance.now();

  constructor(request: FastifyRequest, door: Door, gate: Gate) {
    this.requestId = request.id;
    this.door = door;
    this.#request = request;
    this.#gate = gate;
  }

  get ip(): string {
    return this.#request.ip;
  }

  /** Milliseconds since the call began. */
  get tookMs(): number {
    return performance.now() - this.#startedMs;
  }

  get signal(): AbortSignal {
    this.#signal ??= this.#joinSignals();
    return this.#signal;
  }

  #joinSignals(): AbortSignal {
    const { closing, ending } = this.#gate;
    const request = this.#request;
    const signals = [request.method === 'GET' ? closing : ending, request.signal];
    const timeoutMs = this.#timeoutMs;
    if (timeoutMs !== null) {
      const deadline = new AbortController();
      const leftMs = Math.max(0, timeoutMs - this.tookMs);
      this.#timer = setTimeout(() => deadline.abort(deadlinePassed()), leftMs);
      signals.push(deadline.signal);
    }
    return AbortSignal.any(signals);
  }

  /** Without a signal nobody has asked for: the deadline is the only reason, and the clock knows it. */
  readonly givenUp = (): AppError | null => {
    if (this.#signal !== undefined) return givenUp(this.#signal);
    const timeoutMs = this.#timeoutMs;
    return timeoutMs !== null && this.tookMs >= timeoutMs ? deadlinePassed() : null;
  };

  get #timeoutMs(): number | null {
    return timeoutMsOf(this.#request.headers['x-request-timeout-ms'], this.#gate.callTimeoutMs);
  }

  /** Before anybody is asked for: draws from the address's allowance. */
  async arrive(op: Op | null): Promise<void> {
    await this.#gate.gatekeeper.ofAddress(this.#request, op);
  }

  async admitted(op: Op, caller: Caller): Promise<void> {
    await this.#gate.gatekeeper.ofCaller(this.#request, op, caller);
  }

  /** The answer is made; no deadline can change it any more. */
  end(): void {
    clearTimeout(this.#timer);
  }

  async identify(again?: 'again'): Promise<Caller> {
    if (again !== undefined) this.#identity = undefined;
    this.#identity ??= this.#gate.authenticate(this.#request.headers.authorization);
    this.caller = await this.#identity;
    return this.caller;
  }

  readonly describe = (more: AnswerMeta): void => {
    this.meta = { ...this.meta, ...more };
  };
}
