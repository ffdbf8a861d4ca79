/** One procedure of a contract as a row of a table: who may call it, what goes in, what comes out, how it can fail. */
import type { Code } from '@faultline/errors';
import type { z } from 'zod';

/** The least that a caller must be. `service` is for our own processes and no person; `agent` for those and for agents of terminals. */
export type Access = 'public' | 'trader' | 'support' | 'admin' | 'service' | 'agent';
type Kind = 'query' | 'mutation' | 'subscription';

/** How a value that arrives as text in a query string becomes the JSON that the input expects. */
type QueryKind = 'integer' | 'decimal' | 'text' | 'list';

/** The REST door of a procedure. The tRPC door is always there. */
export interface Rest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** May hold `:name` parts, which join the input as text. */
  readonly path: string;
  /** The fields that the query string or the path may carry; with a body, beside those of the body. */
  readonly query: Readonly<Record<string, QueryKind>>;
}

export const get = (path: string, query: Rest['query'] = {}): Rest => ({
  method: 'GET',
  path,
  query,
});
export const post = (path: string, query: Rest['query'] = {}): Rest => ({
  method: 'POST',
  path,
  query,
});
export const put = (path: string, query: Rest['query'] = {}): Rest => ({
  method: 'PUT',
  path,
  query,
});
export const patch = (path: string, query: Rest['query'] = {}): Rest => ({
  method: 'PATCH',
  path,
  query,
});
export const remove = (path: string, query: Rest['query'] = {}): Rest => ({
  method: 'DELETE',
  path,
  query,
});

/**
 * A row. `z.input` of both schemas is what travels (JSON), `z.output` is what a handler sees: BigInt-exact decimals and
 * epoch milliseconds, in both directions.
 */
export interface Op<
  K extends Kind = Kind,
  N extends Access = Access,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  E extends Code = Code,
> {
  readonly kind: K;
  readonly needs: N;
  readonly input: I;
  readonly output: O;
  /** The codes of its own; the common ones are always possible and never listed. */
  readonly errors: readonly E[];
  readonly rest?: Rest;
  /** Moves money or lets somebody in: only for who has entered the password a short while ago. */
  readonly fresh?: true;
}

type Row<N, I, O, E> = {
  readonly needs: N;
  readonly input: I;
  readonly output: O;
  readonly errors: readonly E[];
  readonly rest?: Rest;
  readonly fresh?: true;
};

/** A question: changes nothing, may be asked again at will. */
export const query = <N extends Access, I extends z.ZodType, O extends z.ZodType, E extends Code>(
  row: Row<N, I, O, E>,
): Op<'query', N, I, O, E> => ({ kind: 'query', ...row });

/** A command. */
export const mutation = <
  N extends Access,
  I extends z.ZodType,
  O extends z.ZodType,
  E extends Code,
>(
  row: Row<N, I, O, E>,
): Op<'mutation', N, I, O, E> => ({ kind: 'mutation', ...row });

/**
 * A stream of items that goes on until one side ends it. `output` is one item. An item with a `seq` can be resumed after:
 * whoever lost the line asks again with the last number as `lastEventSeq`.
 */
export const subscription = <
  N extends Access,
  I extends z.ZodType,
  O extends z.ZodType,
  E extends Code,
>(
  row: Row<N, I, O, E>,
): Op<'subscription', N, I, O, E> => ({ kind: 'subscription', ...row });

/** A contract: rows by name, in slices that may hold slices. */
export interface Contract {
  readonly [name: string]: Op | Contract;
}

const isOp = (entry: Op | Contract): entry is Op => typeof entry['kind'] === 'string';

/** Every row with its path, in the table's own order. */
export const rowsOf = (contract: Contract, prefix = ''): { path: string; op: Op }[] =>
  Object.entries(contract).flatMap(([name, entry]) =>
    isOp(entry) ? [{ path: prefix + name, op: entry }] : rowsOf(entry, `${prefix}${name}.`),
  );
