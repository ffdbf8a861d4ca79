/** Looks up what a row says about one particular failure. A table access each; nothing here searches. */
import type { AnyCode, Details } from './catalogue/index.ts';
import { clientCatalogue } from './catalogue/index.ts';
import type { ErrorSpec, Retry } from './spec.ts';

/** The row of a code, with the tie between the code and its details loosened for lookups by a code known only at run time. */
export const rowOf = (code: AnyCode): ErrorSpec => clientCatalogue[code] as unknown as ErrorSpec;

/** The English text for a person. */
export function messageOf<C extends AnyCode>(code: C, details: Details<C>): string {
  const { message } = rowOf(code);
  return typeof message === 'string' ? message : message(details);
}

/** When the same call may be made again, with this failure's own numbers. */
export function retryOf<C extends AnyCode>(code: C, details: Details<C>): Retry {
  const { retry } = rowOf(code);
  return typeof retry === 'function' ? retry(details) : retry;
}
