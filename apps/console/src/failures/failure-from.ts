/** A failure out of what somebody has at hand: a body of the REST API, a tRPC error's data, a line of a log. */
import type { Failure } from '@faultline/client';
import {
  type AnyCode,
  clientCatalogue,
  type Details,
  isCode,
  messageOf,
  retryOf,
  rowOf,
} from '@faultline/errors';

const isKnown = (code: unknown): code is AnyCode =>
  typeof code === 'string' && (isCode(code) || code in clientCatalogue);

/** Every error in a JSON text, which holds one or a list; none in anything else. */
export function failuresIn(text: string): readonly Failure[] {
  try {
    const json: unknown = JSON.parse(text);
    return (Array.isArray(json) ? json : [json])
      .map(failureFrom)
      .filter((failure) => failure !== null);
  } catch {
    return [];
  }
}

/** Null for anything without a code of the catalogue. */
function failureFrom(json: unknown): Failure | null {
  const of = (key: string): unknown =>
    typeof json === 'object' && json !== null ? Reflect.get(json, key) : undefined;
  const code = of('code');
  if (!isKnown(code)) return null;
  const details = (of('details') ?? {}) as Details<AnyCode>;
  const requestId = of('requestId');
  const outcome = of('outcome');
  const { category, outcome: usual } = rowOf(code);
  return {
    code,
    details,
    message: messageOf(code, details),
    category,
    outcome: outcome === 'APPLIED' || outcome === 'UNKNOWN' ? outcome : usual,
    retry: retryOf(code, details),
    requestId: typeof requestId === 'string' ? requestId : null,
    httpStatus: null,
    cause: null,
  } as Failure;
}
