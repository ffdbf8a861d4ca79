/** A row of the contract with its behaviour: may this caller, is the input right, do it, encode the answer. */
import {
  type Access,
  type AnswerMeta,
  type Call,
  type Caller,
  type Contract,
  type Door,
  Encoded,
  encoderOf,
  type Implementation,
  type Op,
  parseInput,
  type Role,
  rowsOf,
} from '@faultline/contract';
import {
  type AppError,
  type Code,
  type CommonCode,
  fail,
  isAppError,
  raise,
  type Refusal,
} from '@faultline/errors';

/** What a transport knows about a call. */
export interface CallContext {
  readonly requestId: string;
  readonly ip: string;
  readonly door: Door;
  readonly signal: AbortSignal;
  readonly givenUp: () => AppError | null;
  /** Who is asking; throws AUTH_*. Found out once, unless it is to be found out again; never for a public procedure. */
  readonly identify: (again?: 'again') => Promise<Caller>;
  readonly describe: (meta: AnswerMeta) => void;
  /** Told that this caller may make this call; throws RATE_LIMIT_EXCEEDED when it makes too many. */
  readonly admitted: (op: Op, caller: Caller) => Promise<void>;
}

export interface Procedure {
  readonly path: string;
  readonly op: Op;
  /**
   * Takes what came over the wire and answers with what goes back over it; for a subscription with an AsyncIterable of
   * that. Throws AppError, or anything for a bug.
   */
  readonly run: (raw: unknown, context: CallContext) => Promise<unknown>;
  /** The same for whoever is in a hurry: most refusals come back as answers, because a throw costs more than all the rest. */
  readonly ask: (raw: unknown, context: CallContext) => Promise<Asked>;
}

type Asked =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly error: AppError };

export type Procedures = ReadonlyMap<string, Procedure>;

type AnyHandler = (input: unknown, call: Call<Code>) => Promise<unknown>;

const NOBODY: Caller = { kind: 'nobody' };

/** Whether a caller who may make this call has to be turned away for now. Asked before the input is looked at. */
export type Gate = (call: {
  readonly path: string;
  readonly op: Op;
  readonly caller: Caller;
}) => Refusal<CommonCode> | null;

const OPEN: Gate = () => null;

/** Joins a contract with its handlers. That every row has one, and of its own type, the compiler has seen. */
export function implement<C extends Contract>(
  contract: C,
  handlers: Implementation<C>,
  { gate = OPEN }: { readonly gate?: Gate } = {},
): Procedures {
  return new Map(
    rowsOf(contract).map(({ path, op }) => {
      const handler = handlerAt(handlers, path) as AnyHandler;
      const ask = asker({ path, op, handler }, gate);
      const run: Procedure['run'] = async (raw, context) => {
        const asked = await ask(raw, context);
        if (!asked.ok) throw asked.error;
        return asked.data;
      };
      return [path, { path, op, run, ask }];
    }),
  );
}

function handlerAt(handlers: object, path: string): unknown {
  const found = path
    .split('.')
    .reduce<unknown>((slice, name) => Reflect.get(slice as object, name), handlers);
  if (typeof found !== 'function') throw new Error(`no handler for ${path}`);
  return found;
}

interface Implemented {
  readonly path: string;
  readonly op: Op;
  readonly handler: AnyHandler;
}

const no = (error: AppError): Asked => ({ ok: false, error });

function asker({ path, op, handler }: Implemented, gate: Gate): Procedure['ask'] {
  const encode = encoderOf(op.output);
  return async (raw, context) => {
    const caller = op.needs === 'public' ? NOBODY : await context.identify();
    const inadmissible = refusalOf(caller, op.needs);
    if (inadmissible !== null) return no(inadmissible);
    await context.admitted(op, caller);
    const closed = gate({ path, op, caller });
    if (closed !== null) return no(raise(closed));
    const parsed = parseInput(op, raw);
    if (!parsed.ok) return no(raise(parsed.refusal));
    const answer = await handler(parsed.input, new HandlerCall(context, caller));
    if (isAppError(answer)) return no(answer);
    if (op.kind === 'subscription') {
      return { ok: true, data: stream(op, answer as AsyncIterable<unknown>, context) };
    }
    return { ok: true, data: answer instanceof Encoded ? answer.wire : encode(answer) };
  };
}

/** Who signs out, or loses the role, hears not one item more. */
async function* stream(
  op: Op,
  items: AsyncIterable<unknown>,
  context: CallContext,
): AsyncGenerator<unknown> {
  const encode = encoderOf(op.output);
  for await (const item of items) {
    const caller = op.needs === 'public' ? NOBODY : await context.identify('again');
    const inadmissible = refusalOf(caller, op.needs);
    if (inadmissible !== null) throw inadmissible;
    yield encode(item);
  }
}

/** What a handler sees of its call. A class, because one is made for every call there is. */
class HandlerCall implements Call<Code> {
  readonly caller: Caller;
  readonly fail = fail;
  readonly raise = raise;
  readonly #context: CallContext;

  constructor(context: CallContext, caller: Caller) {
    this.caller = caller;
    this.#context = context;
  }

  get requestId(): string {
    return this.#context.requestId;
  }
  get ip(): string {
    return this.#context.ip;
  }
  get door(): Door {
    return this.#context.door;
  }
  get describe(): CallContext['describe'] {
    return this.#context.describe;
  }
  get givenUp(): CallContext['givenUp'] {
    return this.#context.givenUp;
  }
  /** Few handlers wait, and joining signals costs more than the rest of a call: only on demand. */
  get signal(): AbortSignal {
    return this.#context.signal;
  }
}

/** What each role may reach, least first. */
const RANK: Readonly<Record<Role, number>> = { TRADER: 1, SUPPORT: 2, ADMIN: 3 };
const NEEDED: Readonly<Record<Exclude<Access, 'public' | 'service' | 'agent'>, Role>> = {
  trader: 'TRADER',
  support: 'SUPPORT',
  admin: 'ADMIN',
};

/** Why this caller may not make a call that needs so much; `null` for one who may. */
function refusalOf(caller: Caller, needs: Access): AppError | null {
  if (needs === 'public') return null;
  if (needs === 'service') return caller.kind === 'service' ? null : fail('AUTH_INVALID', {});
  if (needs === 'agent') {
    return caller.kind === 'service' || caller.kind === 'agent' ? null : fail('AUTH_INVALID', {});
  }
  if (caller.kind !== 'user') return fail('AUTH_INVALID', {});
  const requiredRole = NEEDED[needs];
  if (RANK[caller.role] >= RANK[requiredRole]) return null;
  return fail('PERMISSION_DENIED', { requiredRole, userRole: caller.role });
}
