/** What the thread of a DuckDB file is asked, and what it answers. */

/** A cell: text, a whole number, or nothing. Columns are VARCHAR and BIGINT only. */
export type Cell = string | number | null;
export type DuckRow = Readonly<Record<string, Cell>>;

/** What the thread is given when it starts. */
export interface DuckStart {
  readonly file: string;
  /** Run whenever the file is opened, in this order; a file that refuses one of them is set aside. */
  readonly schema: readonly string[];
}

export type DuckWork =
  | {
      readonly kind: 'append';
      readonly table: string;
      /** Whole rows, in the order of the table's columns. */
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly kind: 'ask'; readonly sql: string; readonly params: readonly Cell[] }
  | { readonly kind: 'close' };

export type DuckAsked = DuckWork & { readonly id: number };

export type DuckAnswer =
  | { readonly kind: 'done'; readonly id: number; readonly rows: readonly DuckRow[] }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string }
  /** The file could not be used: it has another name now, and a new one is in its place. */
  | { readonly kind: 'set-aside'; readonly as: string; readonly reason: string };
