/** What every transport learns from a request before it calls a procedure. */
import type { AnswerMeta, Caller, Door } from '@faultline/contract';
import type { FastifyRequest } from 'fastify';
import type { CallContext } from '../procedures/procedure.ts';

/** Finds out who sends this Authorization header; throws AUTH_* errors. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

interface Gate {
  readonly authenticate: Authenticate;
  /** Fires when the server shuts down, so that a long wait ends and the answer can leave. */
  readonly closing: AbortSignal;
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

  constructor(request: FastifyRequest, door: Door, gate: Gate) {
    this.requestId = request.id;
    this.door = door;
    this.#request = request;
    this.#gate = gate;
  }

  get ip(): string {
    return this.#request.ip;
  }

  get signal(): AbortSignal {
    return AbortSignal.any([this.#gate.closing, this.#request.signal]);
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
