/** A refusal: the core's plain answer "no, because", as a value that nobody throws. */
import type { AnyCode, Code, Details } from './catalogue/index.ts';

/** One of the codes `C`, with exactly that code's details. */
export type Refusal<C extends Code = Code> = {
  readonly [K in C]: { readonly code: K; readonly details: Details<K> };
}[C];

/** Left out for a code without details, required for every other. */
export type DetailsArgs<C extends AnyCode> = [C] extends [never]
  ? never
  : Details<C> extends Readonly<Record<string, never>>
    ? [details?: Details<C>]
    : [details: Details<C>];

/** Refuses with a code and its details. */
export function refuse<C extends Code>(code: C, ...[details]: DetailsArgs<C>): Refusal<C> {
  return { code, details: details ?? {} } as unknown as Refusal<C>;
}
