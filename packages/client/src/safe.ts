/** Calls that answer instead of throwing, and a switch over every way that they can fail. */
import type { safe as trpcSafe } from '@trpc/client';
import { type CodesOf, type Failure, failure } from './failure.ts';

/** A call of a typed client: its promise carries the procedure's error shape. */
type TaggedPromise<T, Shape> = Parameters<typeof trpcSafe<T, Shape>>[0];

export type Result<T, F> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: F };

/** Waits for a call and returns its data or its failure, typed with exactly the codes that the procedure declares. */
export async function safe<T, Shape>(
  call: TaggedPromise<T, Shape>,
): Promise<Result<T, Failure<CodesOf<Shape>>>> {
  try {
    return { ok: true, data: await call };
  } catch (error) {
    return { ok: false, error: failure(error as { shape: Shape }) };
  }
}

type CaseOf<F extends Failure, K> = (failure: Extract<F, { code: K }>) => unknown;

/** One function per code; none may be forgotten. */
type EveryCase<F extends Failure> = { readonly [K in F['code']]: CaseOf<F, K> };
/** Some codes, and `_` for the rest. */
type SomeCases<F extends Failure> = { readonly [K in F['code']]?: CaseOf<F, K> } & {
  readonly _: (failure: F) => unknown;
};

type Answer<Cases> = {
  [K in keyof Cases]: Cases[K] extends (failure: never) => infer R ? R : never;
}[keyof Cases];

/**
 * Does what the failure's code asks for. Without `_`, forgetting a code does not compile; a code that the procedure
 * cannot answer with does not compile either.
 */
export function match<F extends Failure, Cases extends EveryCase<F> | SomeCases<F>>(
  failed: F,
  cases: Cases & Record<Exclude<keyof Cases, F['code'] | '_'>, never>,
): Answer<Cases> {
  const table = cases as Readonly<Record<string, ((failure: F) => unknown) | undefined>>;
  const chosen = Object.hasOwn(table, failed.code) ? table[failed.code] : table['_'];
  if (chosen === undefined) throw new TypeError(`no case for ${failed.code}`);
  return chosen(failed) as Answer<Cases>;
}
