/** One route in words: what it takes, what it answers, how it can fail. */
import type { Op, Rest } from '@faultline/contract';
import type { z } from 'zod';
import { codesOf, errorResponses } from './error-responses.ts';
import { type JsonSchema, wireSchema } from './json-schema.ts';
import type { SharedResponses } from './shared-responses.ts';

export interface DocumentedRoute {
  readonly rest: Rest;
  readonly op: Op;
  /** The procedure that it leads to first, and any others. */
  readonly via: readonly string[];
  /** The way to it that new callers take. */
  readonly primary: boolean;
  /** Of the answer, where REST has a shape of its own. */
  readonly answer?: z.ZodType;
}

interface ObjectSchema extends JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

const FRESH =
  'Only soon after the password was entered: see PERMISSION_DENIED with the reason REAUTH_REQUIRED.';

const PATH_PART = /:([A-Za-z]+)/g;

export const openApiPath = (path: string): string => path.replaceAll(PATH_PART, '{$1}');

export function operation(
  { rest, op, via, primary, answer = op.output }: DocumentedRoute,
  shared: SharedResponses,
): object {
  const [procedure = ''] = via;
  const input = wireSchema(op.input) as ObjectSchema;
  const inPath = [...rest.path.matchAll(PATH_PART)].map(([, name = '']) => name);
  return {
    operationId: primary ? procedure : `${rest.method.toLowerCase()} ${openApiPath(rest.path)}`,
    tags: [procedure.split('.')[0]],
    summary: primary ? procedure : `An older door of ${via.join(', ')}`,
    ...(op.needs === 'public' ? { security: [] } : {}),
    'x-role': op.needs,
    ...(op.fresh ? { description: FRESH } : {}),
    parameters: [...parameters(rest, input, inPath), ...headers(op, input)],
    ...bodyOf(rest, input, inPath),
    responses: {
      200: success(op, input, answer),
      ...errorResponses(codesOf(op, procedure), shared),
    },
  };
}

function parameters(
  { method, query }: Rest,
  { properties = {}, required = [] }: ObjectSchema,
  inPath: readonly string[],
): object[] {
  const names = method === 'GET' ? Object.keys(query) : inPath;
  return [...new Set([...inPath, ...names])].map((name) => {
    const place = inPath.includes(name) ? 'path' : 'query';
    const list = query[name] === 'list' ? { style: 'form', explode: false } : {};
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...list,
      schema: properties[name] ?? { type: 'string' },
    };
  });
}

const refTo = (name: string): object => ({ $ref: `#/components/parameters/${name}` });

const headers = (op: Op, { properties = {} }: ObjectSchema): object[] => [
  refTo('X-Request-Id'),
  refTo('Accept-Language'),
  ...(Object.hasOwn(properties, 'idempotencyKey') ? [refTo('Idempotency-Key')] : []),
  ...(op.kind === 'subscription' && Object.hasOwn(properties, 'lastEventSeq')
    ? [refTo('Last-Event-ID')]
    : []),
];

function bodyOf({ method }: Rest, input: ObjectSchema, inPath: readonly string[]): object {
  if (method === 'GET') return {};
  const properties = Object.fromEntries(
    Object.entries(input.properties ?? {}).filter(([name]) => !inPath.includes(name)),
  );
  const required = (input.required ?? []).filter((name) => !inPath.includes(name));
  const schema = { ...input, properties, required };
  const content = { 'application/json': { schema } };
  return { requestBody: { required: required.length > 0, content } };
}

function success(op: Op, { properties = {} }: ObjectSchema, answer: z.ZodType): object {
  const keyed = Object.hasOwn(properties, 'idempotencyKey')
    ? {
        'Idempotency-Key': { $ref: '#/components/headers/Idempotency-Key' },
        'Idempotent-Replayed': { $ref: '#/components/headers/Idempotent-Replayed' },
      }
    : {};
  const stream = op.kind === 'subscription';
  return {
    description: stream ? 'Server-sent events; the data of each is one item.' : 'Done.',
    headers: { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' }, ...keyed },
    content: {
      [stream ? 'text/event-stream' : 'application/json']: { schema: wireSchema(answer) },
    },
  };
}
