/** What every transport learns from a request before it calls a procedure. */
import type { AnswerMeta, Caller, Door } from '@faultline/contract';
import type { FastifyRequest } from 'fastify';
import type { CallContext } from '../procedures/procedure.ts';

/** Finds out who sends this Authorization header; throws AUTH_* errors. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

export interface OpenCall {
  readonly context: CallContext;
  /** What the handlers have said about the answer so far. */
  readonly meta: () => AnswerMeta;
}

/**
 * @param closing - Fires when the server shuts down, so that a long wait ends and the answer can leave.
 */
export function openCall(
  request: FastifyRequest,
  door: Door,
  { authenticate, closing }: { authenticate: Authenticate; closing: AbortSignal },
): OpenCall {
  let identity: Promise<Caller> | undefined;
  let meta: AnswerMeta = {};
  const context: CallContext = {
    requestId: request.id,
    ip: request.ip,
    door,
    get signal() {
      return AbortSignal.any([closing, request.signal]);
    },
    identify: (again) => {
      if (again !== undefined) return authenticate(request.headers.authorization);
      return (identity ??= authenticate(request.headers.authorization));
    },
    describe: (more) => {
      meta = { ...meta, ...more };
    },
  };
  return { context, meta: () => meta };
}
