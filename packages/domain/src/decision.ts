/** The two answers of a decision. A refusal is a value: nothing in this package throws because a trade is not allowed. */
import type { Code, DetailsArgs, Refusal } from '@faultline/errors';
import { refuse } from '@faultline/errors';

export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refused<C extends Code> {
  readonly ok: false;
  readonly refusal: Refusal<C>;
}

/** Yes with a value, or no with one of the codes `C` and that code's numbers. */
export type Decision<C extends Code, T> = Accepted<T> | Refused<C>;

export const accepted = <T>(value: T): Accepted<T> => ({ ok: true, value });

export const refused = <C extends Code>(code: C, ...details: DetailsArgs<C>): Refused<C> => ({
  ok: false,
  refusal: refuse(code, ...details),
});
