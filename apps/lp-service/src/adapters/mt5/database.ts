/**
 * A database as the MT5 ledger needs it. Statements are written once, in the words that SQLite and PostgreSQL both take;
 * `?` marks a value.
 */

type Value = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

export interface Statement {
  readonly sql: string;
  readonly values: readonly Value[];
  /** It must change exactly one row, or none of its neighbours is kept either. */
  readonly once?: boolean;
}

export interface Database {
  readonly all: (sql: string, values: readonly Value[]) => Promise<readonly Row[]>;
  /** All of them in one transaction, on disk when this resolves. */
  readonly write: (statements: readonly Statement[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Somebody else has changed the row meanwhile. */
export class Overtaken extends Error {}
