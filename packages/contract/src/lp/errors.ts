/** The LP service's own error journal, for the order service's search. Times are epoch milliseconds. */
import { z } from 'zod';
import { countFields, ENTRY_ID, entryFields, journalFilter } from '../journal.ts';
import { query } from '../op.ts';

const EntryView = z.strictObject({
  ...entryFields,
  atMs: z.int(),
  /** The numbers that decided, redacted, as JSON. */
  details: z.string(),
});

const filter = {
  ...journalFilter,
  /** Included. */
  fromMs: z.int().nonnegative().optional(),
  /** Not included. */
  toMs: z.int().nonnegative().optional(),
};

export const errors = {
  /** Newest first. */
  search: query({
    needs: 'service',
    input: z.strictObject({
      ...filter,
      /** The last entry of the page before. */
      after: z.strictObject({ atMs: z.int(), id: ENTRY_ID }).optional(),
      limit: z.int().min(1).max(1_001),
    }),
    output: z.strictObject({ entries: z.array(EntryView) }),
    errors: [],
  }),
  get: query({
    needs: 'service',
    input: z.strictObject({ id: ENTRY_ID }),
    output: z.strictObject({ entry: EntryView.nullable() }),
    errors: [],
  }),
  stats: query({
    needs: 'service',
    input: z.strictObject({ ...filter, bucketMs: z.int().positive() }),
    output: z.strictObject({
      counts: z.array(z.strictObject({ ...countFields, startMs: z.int() })),
    }),
    errors: [],
  }),
};
