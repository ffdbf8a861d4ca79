/** Foreign number → our code, and our code → every foreign number that means it. Both are one table access. */
import type { Code } from '../catalogue/index.ts';
import type { ForeignRow, ReasonOf, Space, UnknownForeign } from './row.ts';
import { unknown } from './table.ts';
import { TABLES } from './tables.ts';

/**
 * The row of a number, which is never given without its space. One that no table lists comes back as a value with all three
 * kept, in doubt; nothing is thrown.
 */
export const foreign = (
  space: Space,
  number: number | string,
  operation: string | null = null,
): ForeignRow | UnknownForeign =>
  TABLES.get(space)?.find(number, operation) ?? unknown({ space, operation, number });

/** Every row of every space. */
export const FOREIGN_ROWS: readonly ForeignRow[] = [...TABLES.values()].flatMap(({ rows }) => rows);

const byAnswer = new Map<string, ForeignRow[]>();
for (const row of FOREIGN_ROWS) {
  for (const key of [String(row.code), `${row.code}/${row.reason}`]) {
    const found = byAnswer.get(key);
    if (found === undefined) byAnswer.set(key, [row]);
    else found.push(row);
  }
}

/** Which foreign numbers mean this code, or this sub-case of it; none is an empty list. */
export const foreignOf = <C extends Code>(code: C, reason?: ReasonOf<C>): readonly ForeignRow[] =>
  byAnswer.get(reason === undefined ? code : `${code}/${reason}`) ?? [];
