/**
 * The tRPC router type that a contract table stands for. A client types itself with it; no router has to exist for that.
 * Each procedure carries its own closed set of errors, so that every tRPC client narrows on it.
 */
import type { Code, CommonCode, Details, ErrorData } from '@faultline/errors';
import type {
  TRPCBuiltRouter,
  TRPCErrorShape,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from '@trpc/server';
import type { z } from 'zod';
import type { Op } from './op.ts';

/** `error.data` of a tRPC error: a union over the codes, so that `data.code` narrows `data.details`. */
export type ErrorDataOf<C extends Code> = {
  readonly [K in C]: ErrorData<K> & { readonly details: Details<K> };
}[C];

export type ShapeOf<C extends Code> = TRPCErrorShape<ErrorDataOf<C>>;

interface Def<I, O, E extends Code> {
  input: I;
  output: O;
  meta: object;
  errorShape: ShapeOf<E | CommonCode>;
}

type ProcedureOf<T> =
  T extends Op<infer K, infer _N, infer I, infer O, infer E>
    ? K extends 'query'
      ? TRPCQueryProcedure<Def<z.input<I>, z.input<O>, E>>
      : K extends 'mutation'
        ? TRPCMutationProcedure<Def<z.input<I>, z.input<O>, E>>
        : TRPCSubscriptionProcedure<Def<z.input<I>, AsyncIterable<z.input<O>>, E>>
    : never;

type RecordOf<C> = { [P in keyof C]: C[P] extends Op ? ProcedureOf<C[P]> : RecordOf<C[P]> };

interface Root {
  ctx: object;
  meta: object;
  errorShape: ShapeOf<CommonCode>;
  transformer: false;
}

export type RouterOf<C> = TRPCBuiltRouter<Root, RecordOf<C>>;
