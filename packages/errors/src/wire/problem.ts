/** RFC 9457 problem details. `type` is the code's page in the documentation; our own members stand beside the standard's. */
import type { AppError } from '../app-error.ts';
import { isCode } from '../catalogue/index.ts';
import { httpStatusOf, readFailure, type ReadFailure } from './plain.ts';

const PAGES = '/docs/errors/';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance: string;
  readonly code: string;
  readonly outcome: string;
  readonly retry: unknown;
  readonly details?: unknown;
}

export interface ProblemFacts {
  readonly requestId: string;
  /** Kept for refusals before any procedure (413, 415). */
  readonly status?: number;
  /** The short sentence and the one with the numbers, in the reader's language. */
  readonly title?: string;
  readonly detail?: string;
}

export const problemType = (code: string): string => `${PAGES}${code}`;

export function toProblem(error: AppError, facts: ProblemFacts): Problem {
  const { code, outcome, retry, details } = error;
  return {
    type: problemType(code),
    title: facts.title ?? error.message,
    status: facts.status ?? httpStatusOf(error),
    ...(facts.detail === undefined ? {} : { detail: facts.detail }),
    instance: `urn:request:${facts.requestId}`,
    code,
    outcome,
    retry,
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}

/** Reads a problem. One without our `code` member may still name it in its `type`. */
export function fromProblem(wire: unknown): ReadFailure {
  if (typeof wire !== 'object' || wire === null) return readFailure(wire);
  const own: Record<string, unknown> = { ...wire };
  const { type, status } = own;
  const named = typeof type === 'string' ? type.slice(type.lastIndexOf('/') + 1) : undefined;
  const code = isCode(own['code']) ? own['code'] : (own['code'] ?? named);
  return readFailure({ ...own, code }, typeof status === 'number' ? status : undefined);
}
