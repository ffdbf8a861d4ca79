/** A list a page at a time: cursors outside, marks inside. */
import type { Call } from '@faultline/contract';
import type { Mark } from '../ports/store.ts';

const LIMIT = 100;

interface Paged {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

type PageCall = Pick<Call<'INVALID_REQUEST'>, 'fail' | 'describe'>;

interface List<T> {
  /** Reads at most `limit` rows behind a mark. */
  readonly read: (asked: { after: Mark | null; limit: number }) => Promise<readonly T[]>;
  /** Where a row stands in the list. Its parts are of the same types for every row. */
  readonly markOf: (row: T) => Mark;
  /** Which types those are. */
  readonly mark: readonly ('number' | 'string')[];
}

/** One page and where the next begins; `null` when there is none. */
export async function pageOf<T>(
  { cursor, limit = LIMIT }: Paged,
  { read, markOf, mark }: List<T>,
  call: PageCall,
): Promise<{ rows: readonly T[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : markIn(cursor, mark, call);
  // One more than asked for tells whether there is more.
  const found = await read({ after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  if (last === undefined) return { rows, nextCursor: null };
  const nextCursor = Buffer.from(JSON.stringify(markOf(last))).toString('base64url');
  call.describe({ nextCursor });
  return { rows, nextCursor };
}

function markIn(cursor: string, types: readonly string[], { fail }: PageCall): Mark {
  const found = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  const fits =
    Array.isArray(found) &&
    found.length === types.length &&
    types.every((type, index) => typeof found[index] === type);
  if (!fits) throw fail('INVALID_REQUEST', { field: 'cursor', reason: 'No cursor of this list.' });
  return found as Mark;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
