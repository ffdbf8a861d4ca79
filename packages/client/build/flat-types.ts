/**
 * The contract as plain TypeScript: what travels, procedure by procedure, without the schemas that it is derived from. An
 * editor then shows fields where it would show zod, and nobody has to install zod to be told.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Contract, type Op, orderContract } from '@faultline/contract';

/** What of a schema's definition the printer looks at. */
interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly valueType?: Schema;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly options?: readonly Schema[];
}
interface Schema {
  readonly _zod: { readonly def: Def };
}

const HEAD = `/** Every procedure of the order service: what goes in, what comes out, how it can fail. Generated from the contract. */
import type { TRPCBuiltRouter, TRPCErrorShape, TRPCMutationProcedure, TRPCQueryProcedure, TRPCSubscriptionProcedure } from '@trpc/server';
import type { Code, CommonCode, Details, ErrorData } from '@faultline/errors';

export type ErrorDataOf<C extends Code> = { readonly [K in C]: ErrorData<K> & { readonly details: Details<K> } }[C];
export type ShapeOf<C extends Code> = TRPCErrorShape<ErrorDataOf<C>>;
interface Def<I, O, E extends Code> { input: I; output: O; meta: object; errorShape: ShapeOf<E | CommonCode> }
type Query<I, O, E extends Code = never> = TRPCQueryProcedure<Def<I, O, E>>;
type Mutation<I, O, E extends Code = never> = TRPCMutationProcedure<Def<I, O, E>>;
type Subscription<I, O, E extends Code = never> = TRPCSubscriptionProcedure<Def<I, AsyncIterable<O>, E>>;
interface Root { ctx: object; meta: object; errorShape: ShapeOf<CommonCode>; transformer: false }
`;

const KINDS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/** The whole file, as text. */
export const flatContract = (): string =>
  `${HEAD}\nexport type OrderRouter = TRPCBuiltRouter<Root, ${sliceText(orderContract, [])}>;\n`;

function sliceText(slice: Contract, path: readonly string[]): string {
  const rows = Object.entries(slice).map(([name, entry]) => {
    const at = [...path, name];
    return isOp(entry)
      ? `${docOf(at)}${name}: ${opText(entry)};`
      : `${name}: ${sliceText(entry, at)};`;
  });
  return `{\n${rows.join('\n')}\n}`;
}

const isOp = (entry: Op | Contract): entry is Op => typeof entry['kind'] === 'string';

function opText({ kind, input, output, errors }: Op): string {
  const codes = errors.map((code) => `'${code}'`).join(' | ');
  const types = [typeText(input), typeText(output)];
  return `${KINDS[kind]}<${[...types, ...(codes === '' ? [] : [codes])].join(', ')}>`;
}

const PRIMITIVES: ReadonlySet<string> = new Set([
  'string',
  'number',
  'boolean',
  'unknown',
  'never',
]);

/** What travels: the outer side of every codec. */
function typeText({ _zod: { def } }: Schema): string {
  if (PRIMITIVES.has(def.type)) return def.type;
  switch (def.type) {
    case 'object':
      return objectText(def.shape ?? {});
    case 'array':
      return `(${inner(def.element)})[]`;
    case 'optional':
      return `${inner(def.innerType)} | undefined`;
    case 'nullable':
      return `${inner(def.innerType)} | null`;
    case 'pipe':
      return inner(def.in);
    case 'record':
      return `Record<string, ${inner(def.valueType)}>`;
    case 'enum':
      return unionText(Object.values(def.entries ?? {}));
    case 'union':
      return (def.options ?? []).map(typeText).join(' | ');
    case 'literal':
      return unionText(def.values ?? []);
    default:
      throw new Error(`no plain type for a schema of type ${def.type}`);
  }
}

const unionText = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join(' | ');
const inner = (schema: Schema | undefined): string => (schema ? typeText(schema) : 'unknown');

function objectText(shape: Readonly<Record<string, Schema>>): string {
  const fields = Object.entries(shape).map(([name, schema]) => {
    const mark = schema._zod.def.type === 'optional' ? '?' : '';
    return `${name}${mark}: ${typeText(schema)}`;
  });
  return fields.length === 0 ? 'Record<string, never>' : `{ ${fields.join('; ')} }`;
}

const CONTRACT = join(import.meta.dirname, '..', '..', 'contract', 'src', 'order');

/** The comment above the row, where its file is named like its slice. */
function docOf(path: readonly string[]): string {
  const [slice = '', ...names] = path;
  const name = names.at(-1) ?? '';
  try {
    const source = readFileSync(join(CONTRACT, `${slice}.ts`), 'utf8');
    const found = new RegExp(
      String.raw`(/\*\*(?:(?!\*/)[\s\S])*\*/)\s*${name}: (?:query|mutation|subscription)\(`,
    );
    return `${found.exec(source)?.[1] ?? ''}\n`;
  } catch {
    return '';
  }
}
