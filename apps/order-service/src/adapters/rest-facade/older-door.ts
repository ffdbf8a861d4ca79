/**
 * An older REST door: a documented path and shape that leads to a procedure which has another, primary one. The door has
 * a row of its own, so that its input is checked, its errors are declared and its documentation is written as any other's;
 * what it leads to is typed by that procedure's row.
 */
import {
  type Call,
  type Contract,
  type Handler,
  type Handlers,
  type Op,
  type OrderContract,
  orderContract,
  type Rest,
  rowsOf,
  type User,
} from '@faultline/contract';
import type { Code } from '@faultline/errors';
import type { z } from 'zod';

type PathsIn<C, Prefix extends string = ''> = {
  [K in keyof C & string]: C[K] extends Op ? `${Prefix}${K}` : PathsIn<C[K], `${Prefix}${K}.`>;
}[keyof C & string];

/** `orders.placeLimit` and so on. */
type ProcedurePath = PathsIn<OrderContract>;

type RowAt<C, P extends string> = P extends `${infer Slice}.${infer Rest}`
  ? Slice extends keyof C
    ? RowAt<C[Slice], Rest>
    : never
  : P extends keyof C
    ? C[P]
    : never;
type Behind<P extends ProcedurePath> = Handler<RowAt<OrderContract, P>>;
type InputOf<P extends ProcedurePath> =
  Behind<P> extends (input: infer I, call: never) => unknown ? I : never;
type AnswerOf<P extends ProcedurePath> =
  Behind<P> extends (...of: never[]) => Promise<infer A> ? A : never;

type AnyHandler = (input: never, call: Call<Code, User>) => Promise<unknown>;

export interface OlderDoor {
  readonly rest: Rest;
  /** The procedures that it leads to, the usual one first. */
  readonly via: readonly string[];
  readonly op: Op;
  readonly behave: (handlers: Handlers<OrderContract>) => AnyHandler;
}

interface Adapted<P extends ProcedurePath, I extends z.ZodType, O extends z.ZodType> {
  readonly input: I;
  /** What the procedure is asked. */
  readonly to: (given: z.output<I>) => InputOf<P>;
  readonly output: O;
  /** What the caller is answered. */
  readonly from: (answer: AnswerOf<P>, given: z.output<I>) => z.output<O>;
}

/** A door with a shape of its own to one procedure. */
export const olderDoor = <P extends ProcedurePath, I extends z.ZodType, O extends z.ZodType>(
  rest: Rest,
  via: P,
  { input, to, output, from }: Adapted<P, I, O>,
): OlderDoor =>
  leadingTo(rest, [via], {
    input,
    output,
    run: async (given, handlers, call) => {
      const behind = handlerAt(handlers, via) as (
        input: InputOf<P>,
        call: Call<Code, User>,
      ) => Promise<AnswerOf<P>>;
      return from(await behind(to(given), call), given);
    },
  });

/** Another path to the same, with nothing adapted. */
export const sameDoor = (rest: Rest, via: ProcedurePath): OlderDoor => {
  const { input, output } = rowAt(via);
  return leadingTo(rest, [via], {
    input,
    output,
    run: async (given, handlers, call) =>
      (handlerAt(handlers, via) as (input: unknown, call: Call<Code, User>) => Promise<unknown>)(
        given,
        call,
      ),
  });
};

interface Leading<I extends z.ZodType, O extends z.ZodType> {
  readonly input: I;
  readonly output: O;
  readonly run: (
    given: z.output<I>,
    handlers: Handlers<OrderContract>,
    call: Call<Code, User>,
  ) => Promise<z.output<O>>;
}

/** A door that leads to one procedure or another, or to several one after the other. */
export function leadingTo<I extends z.ZodType, O extends z.ZodType>(
  rest: Rest,
  via: readonly [ProcedurePath, ...ProcedurePath[]],
  { input, output, run }: Leading<I, O>,
): OlderDoor {
  const { kind, needs } = rowAt(via[0]);
  const errors = [...new Set(via.flatMap((path) => rowAt(path).errors))];
  const fresh = via.some((path) => rowAt(path).fresh) ? ({ fresh: true } as const) : {};
  return {
    rest,
    via,
    op: { kind, needs, input, output, errors, rest, ...fresh },
    behave: (handlers) => async (given: z.output<I>, call) => run(given, handlers, call),
  };
}

const rows = new Map(rowsOf(orderContract satisfies Contract).map(({ path, op }) => [path, op]));

function rowAt(path: string): Op {
  const row = rows.get(path);
  if (row === undefined) throw new Error(`the contract has no ${path}`);
  return row;
}

const handlerAt = (handlers: object, path: string): unknown =>
  path.split('.').reduce<unknown>((slice, name) => Reflect.get(slice as object, name), handlers);
