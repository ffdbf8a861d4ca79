/**
 * The gateway's envelope, `{ d: { errorCode, errorDescription, errorContext, timestamp, requestId } }`: our errors in it,
 * and its errors as ours. The dialect answers with HTTP 200; the number says what happened.
 */
import type { AppError } from '../../app-error.ts';
import { isCode } from '../../catalogue/index.ts';
import { readFailure, type ReadFailure } from '../../wire/plain.ts';
import { gatewayOf, gatewayOfFailure, platformOf } from '../gateway-dialect.ts';
import { gatewaySpec } from './gateway-spec.ts';

export interface GatewayEnvelope {
  readonly d: {
    readonly errorCode: number;
    /** `ORDER_REJECTED: INSUFFICIENT_MARGIN`: our code, and the dialect's reason where it has one. */
    readonly errorDescription: string;
    readonly errorContext: object;
    /** ISO 8601 with milliseconds. */
    readonly timestamp: string;
    readonly requestId: string;
  };
}

export interface EnvelopeFacts {
  readonly requestId: string;
  readonly nowMs: number;
}

export function toGatewayEnvelope(error: AppError, facts: EnvelopeFacts): GatewayEnvelope {
  const { code, details, outcome } = error;
  const { code: errorCode, reason } = gatewayOfFailure(error);
  return {
    d: {
      errorCode,
      errorDescription: reason === undefined ? code : `${code}: ${reason}`,
      errorContext: { ...details, callOutcome: outcome },
      timestamp: new Date(facts.nowMs).toISOString(),
      requestId: facts.requestId,
    },
  };
}

/**
 * Reads an envelope, ours or another gateway's. Another one's context is no promise of ours: its number still names our
 * code, and what does not fit the row becomes UNKNOWN_ERROR with that code kept.
 */
export function fromGatewayEnvelope(wire: unknown): ReadFailure {
  const d = fieldOf(wire, 'd');
  const number = fieldOf(d, 'errorCode');
  const description = fieldOf(d, 'errorDescription');
  const [name = '', reason] = typeof description === 'string' ? description.split(': ') : [];
  const context = fieldOf(d, 'errorContext');
  const { callOutcome: outcome, ...details } = isObject(context)
    ? { ...context }
    : { callOutcome: undefined };
  const code = Number.isInteger(number)
    ? codeOf(Number(number), { name, reason: reason ?? null })
    : null;
  return readFailure({ code, details, outcome });
}

/** The description's own code where the number agrees with it, else what the number and the reason mean. */
function codeOf(number: number, said: { name: string; reason: string | null }): string | null {
  const meant = platformOf(gatewaySpec(number), said.reason);
  if (!meant.known) return null;
  if (said.name !== meant.code && isCode(said.name)) {
    const own = gatewayOf(said.name, null).code;
    if (own === number) return said.name;
  }
  return meant.code;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldOf = (from: unknown, name: string): unknown =>
  isObject(from) && Object.hasOwn(from, name) ? from[name] : undefined;
