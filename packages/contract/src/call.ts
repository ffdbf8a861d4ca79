/** What a handler is given and must give back. Derived from the table, so that forgetting a handler does not compile. */
import type { Code, CommonCode, Fail, Raise } from '@faultline/errors';
import type { z } from 'zod';
import type { Access, Op } from './op.ts';

export type Role = 'TRADER' | 'SUPPORT' | 'ADMIN';

/** A person who has signed in. */
export interface User {
  readonly kind: 'user';
  readonly userId: string;
  readonly username: string;
  readonly role: Role;
  /** The sign-in that the token came from. */
  readonly sessionId: string;
}
/** One of our own processes. */
export interface Service {
  readonly kind: 'service';
}
export interface Nobody {
  readonly kind: 'nobody';
}
export type Caller = User | Service | Nobody;

export type CallerOf<N extends Access> = N extends 'public'
  ? Caller
  : N extends 'service'
    ? Service
    : User;

/** What an answer says about itself beside its body: REST and tRPC both send it as headers. */
export interface AnswerMeta {
  readonly idempotencyKey?: string;
  /** The answer is the stored one of an earlier call. */
  readonly replayed?: boolean;
  /** Where the next page of a list begins. */
  readonly nextCursor?: string;
}

export type Door = 'REST' | 'TRPC';

/** One call under way. */
export interface Call<in C extends Code, out U extends Caller = Caller> {
  readonly caller: U;
  readonly requestId: string;
  readonly ip: string;
  /** Which door the call came through: the two differ in how long a login lasts. */
  readonly door: Door;
  /** Ends when the caller hangs up or the deadline passes; work that is committed goes on. */
  readonly signal: AbortSignal;
  readonly fail: Fail<C>;
  readonly raise: Raise<C>;
  readonly describe: (meta: AnswerMeta) => void;
}

/** Refuses before the first item by rejecting; ends when `call.signal` does. */
type Stream<I, C extends Code, U extends Caller, O> = (
  input: I,
  call: Call<C, U>,
) => Promise<AsyncIterable<O>>;

type Behaviour<I, C extends Code, U extends Caller, O> = (input: I, call: Call<C, U>) => Promise<O>;

/**
 * The function that a row asks for. A property type, never a method: methods would let a handler through that raises
 * codes which the row does not declare.
 */
export type Handler<T> =
  T extends Op<infer K, infer N, infer I, infer O, infer E>
    ? K extends 'subscription'
      ? Stream<z.output<I>, E | CommonCode, CallerOf<N>, z.output<O>>
      : Behaviour<z.output<I>, E | CommonCode, CallerOf<N>, z.output<O>>
    : never;

/** All handlers of a contract or of one of its slices. */
export type Handlers<C> = {
  readonly [P in keyof C]: C[P] extends Op ? Handler<C[P]> : Handlers<C[P]>;
};
