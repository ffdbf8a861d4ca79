/**
 * How the tables are written and searched. A table groups foreign numbers by what they mean to us, so that one look shows
 * every number that ends in the same answer.
 */
import type { Code } from '../catalogue/index.ts';
import type { Outcome } from '../spec.ts';
import type { ForeignRetry, ForeignRow, ReasonOf, Space, UnknownForeign } from './row.ts';

type Answer = Pick<
  ForeignRow,
  'code' | 'reason' | 'outcome' | 'retry' | 'operator' | 'newDecision'
>;
/** The foreign name and our meaning, by number. */
type Entries = Readonly<Record<string, readonly [name: string, meaning: string]>>;
interface Group {
  readonly answer: Answer;
  readonly entries: Entries;
}

interface How<C extends Code> {
  readonly reason?: ReasonOf<C>;
  /** `never` unless said. */
  readonly retry?: Exclude<ForeignRetry, 'none'>;
  /** Unless said: UNKNOWN with `same-key`, else NOT_APPLIED. */
  readonly outcome?: Outcome;
  readonly operator?: boolean;
  readonly newDecision?: boolean;
}

const NO_ERROR = { code: null, reason: null, retry: 'none', newDecision: false } as const;

/** Not an error, and the command took effect. */
export const done = (entries: Entries): Group => ({
  answer: { ...NO_ERROR, outcome: 'APPLIED', operator: false },
  entries,
});

/** Not an error, and not the end either, or not the whole answer: ask for the order. */
export const open = (entries: Entries, { operator = false } = {}): Group => ({
  answer: { ...NO_ERROR, outcome: 'UNKNOWN', operator },
  entries,
});

/** These numbers mean `code`, with a sub-case that the code has. */
export function means<C extends Code>(code: C, how: How<C>, entries: Entries): Group {
  const { reason = null, retry = 'never', operator = false, newDecision = false } = how;
  const outcome = how.outcome ?? (retry === 'same-key' ? 'UNKNOWN' : 'NOT_APPLIED');
  return { answer: { code, reason, outcome, retry, operator, newDecision }, entries };
}

/** For sides that use words: key and name are the same. */
export const word = (name: string, meaning: string): Entries => ({ [name]: [name, meaning] });

const INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;

/** Text as the foreign side means it: FIX values stay text, any other integer is a number. */
export const numberOf = (space: Space, value: string): number | string =>
  !space.startsWith('fix.') && INTEGER.test(value) ? Number(value) : value;

/** The rows of one space, or of one operation in it. */
export function rowsOf(
  of: { readonly space: Space; readonly operation?: string },
  groups: readonly Group[],
): ForeignRow[] {
  const { space, operation = null } = of;
  return groups.flatMap(({ answer, entries }) =>
    Object.entries(entries).map(([key, [name, meaning]]) => ({
      known: true,
      space,
      operation,
      number: numberOf(space, key),
      name,
      meaning,
      ...answer,
    })),
  );
}

/** The key of a row inside its space. */
const keyOf = (number: number | string, operation: string | null): string =>
  operation === null ? String(number) : `${operation}:${number}`;

export interface Table<R extends ForeignRow = ForeignRow> {
  readonly space: Space;
  readonly rows: readonly R[];
  readonly find: (number: number | string, operation?: string | null) => R | UnknownForeign;
}

/** One space, ready for lookups by key; a number that it does not list comes back as itself. */
export function tableOf<R extends ForeignRow>(space: Space, rows: readonly R[]): Table<R> {
  const byKey = new Map(rows.map((row) => [keyOf(row.number, row.operation), row]));
  const find = (number: number | string, operation: string | null = null): R | UnknownForeign =>
    byKey.get(keyOf(number, operation)) ?? unknown({ space, operation, number });
  return { space, rows, find };
}

/** A number that nobody has written down: kept as it came, and in doubt. */
export const unknown = (
  key: Pick<UnknownForeign, 'space' | 'operation' | 'number'>,
): UnknownForeign => ({ known: false, ...key, outcome: 'UNKNOWN', retry: 'same-key' });
