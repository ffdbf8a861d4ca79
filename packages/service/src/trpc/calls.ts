/** Reads one tRPC HTTP request into its calls: single or batch, GET or POST. Pure; follows tRPC's HTTP rules. */
import { fail } from '@faultline/errors';
import { parseJson } from '../http/json.ts';
import type { Procedure, Procedures } from '../procedures/procedure.ts';

/** A batch costs as much as its calls; ten are enough for any screen. */
const BATCH_MAX = 10;

export interface TrpcRequest {
  readonly method: string;
  /** The part after `/trpc/`, decoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** The body as text; absent for GET. */
  readonly body: unknown;
}

export interface TrpcCall {
  readonly path: string;
  readonly procedure: Procedure | undefined;
  /** Read lazily: broken input fails the calls, not the batch, and only calls that get that far. */
  readonly input: () => unknown;
}

export interface TrpcCalls {
  readonly batch: boolean;
  readonly calls: readonly TrpcCall[];
}

export function readCalls(request: TrpcRequest, procedures: Procedures): TrpcCalls {
  const { path, query } = request;
  if (query['batch'] !== '1') {
    const input = (): unknown => parsedInput(request);
    return { batch: false, calls: [{ path, procedure: procedures.get(path), input }] };
  }
  const paths = path.split(',');
  if (paths.length > BATCH_MAX) {
    throw fail('INVALID_REQUEST', { reason: `A batch holds at most ${BATCH_MAX} calls.` });
  }
  const found = paths.map((one) => procedures.get(one));
  const kinds = new Set(found.flatMap((procedure) => procedure?.op.kind ?? []));
  if (kinds.size > 1) {
    throw fail('INVALID_REQUEST', { reason: 'A batch cannot mix queries and mutations.' });
  }
  const inputs = lazily(() => batchInputs(request));
  const calls = paths.map((one, index) => ({
    path: one,
    procedure: found[index],
    input: () => inputs()[index],
  }));
  return { batch: true, calls };
}

/** Undefined where nothing was sent. */
function parsedInput({ method, query, body }: TrpcRequest): unknown {
  const text = method === 'GET' ? query['input'] : body;
  return typeof text === 'string' && text !== '' ? parseJson(text) : undefined;
}

function batchInputs(request: TrpcRequest): Readonly<Record<number, unknown>> {
  const value = parsedInput(request) ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw fail('INVALID_REQUEST', { reason: 'The input of a batch must be a JSON object.' });
  }
  return Object.fromEntries(Object.entries(value));
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
