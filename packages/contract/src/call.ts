/** What a handler is given and must give back. Derived from the table, so that forgetting a handler does not compile. */
import type { AppError, Code, CommonCode, Fail, Raise } from '@faultline/errors';
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
  /** When the password of that sign-in was entered; refreshing a token makes it no younger. Epoch milliseconds. */
  readonly signedInAtMs: number;
}
/** One of our own processes. */
export interface Service {
  readonly kind: 'service';
}
/** The program beside one MT5 terminal. */
export interface Agent {
  readonly kind: 'agent';
  readonly instanceId: string;
}
export interface Nobody {
  readonly kind: 'nobody';
}
export type Caller = User | Service | Agent | Nobody;

export type CallerOf<N extends Access> = N extends 'public'
  ? Caller
  : N extends 'service'
    ? Service
    : N extends 'agent'
      ? Service | Agent
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
  /** For whoever is about to commit: why the call is not wanted any more. `null` as well when its caller merely hung up. */
  readonly givenUp: () => AppError | null;
  readonly fail: Fail<C>;
  readonly raise: Raise<C>;
  readonly describe: (meta: AnswerMeta) => void;
}

/** Refuses before the first item by rejecting; ends when `call.signal` does. */
type Stream<I, C extends Code, U extends Caller, O> = (
  input: I,
  call: Call<C, U>,
) => Promise<AsyncIterable<O>>;

/**
 * An answer as it goes over the wire already: one that is kept under a key is given again as it was.
 *
 * @typeParam W - What travels: of another shape than the row's output, it does not compile.
 */
export class Encoded<out W> {
  readonly wire: W;

  constructor(wire: W) {
    this.wire = wire;
  }
}

type Behaviour<I, C extends Code, U extends Caller, O> = (input: I, call: Call<C, U>) => Promise<O>;

/** What a row answers with, in a handler's own words. */
export type AnswerOf<T extends Op> = z.output<T['output']>;

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

/**
 * A handler of a command that answers with what is kept under the caller's key. Its refusals are answers too: returned
 * instead of thrown, one costs its caller hardly more than a success.
 */
export type KeptHandler<T> =
  T extends Op<'mutation', infer N, infer I, infer O, infer E>
    ? Behaviour<z.output<I>, E | CommonCode, CallerOf<N>, Encoded<z.input<O>> | AppError>
    : never;

/** A handler that returns its refusals. */
type RefusingHandler<T> =
  T extends Op<'query' | 'mutation', infer N, infer I, infer O, infer E>
    ? Behaviour<z.output<I>, E | CommonCode, CallerOf<N>, z.output<O> | AppError>
    : never;

export type KeptHandlers<C> = {
  readonly [P in keyof C]: KeptHandler<C[P]>;
};

/** All handlers of a contract or of one of its slices. */
export type Handlers<C> = {
  readonly [P in keyof C]: C[P] extends Op ? Handler<C[P]> : Handlers<C[P]>;
};

/** The same, where each may also answer with what it has kept, or with a refusal. */
export type Implementation<C> = {
  readonly [P in keyof C]: C[P] extends Op
    ? Handler<C[P]> | KeptHandler<C[P]> | RefusingHandler<C[P]>
    : Implementation<C[P]>;
};
