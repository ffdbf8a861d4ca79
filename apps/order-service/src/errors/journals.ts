/**
 * `errors.search`, `errors.get`, `errors.stats`: the error journals of both services as one. A journal that cannot be asked
 * is named and the others answer; nothing but the search depends on any of them.
 */
import type { Handlers, OrderContract } from '@faultline/contract';
import type { Fail } from '@faultline/errors';
import type { Journal, JournalCount, JournalEntry, Journals } from '../ports/journal.ts';
import { pageOf } from '../views/page.ts';

type Errors = Handlers<OrderContract['errors']>;
type Searching = Pick<Errors, 'search' | 'get' | 'stats'>;

export interface JournalsDeps {
  readonly journals: Journals;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const DAY_MS = 86_400_000;
const BUCKET_MS = { minute: 60_000, hour: 3_600_000, day: DAY_MS } as const;

export function searchErrors({ journals, now }: JournalsDeps): Searching {
  return {
    search: async ({ from: fromMs, to: toMs, cursor, limit, ...filter }, call) => {
      const gone = new Set<string>();
      const list = {
        read: async ({ after, limit: wanted }: Asked) => {
          const mark =
            after === null ? undefined : { atMs: Number(after[0]), id: String(after[1]) };
          const asked = { ...filter, fromMs, toMs, limit: wanted, after: mark };
          const found = await askAll(journals, async (one) => one.search(asked), call);
          for (const service of found.missing) gone.add(service);
          return found.answers.flat().toSorted(newestFirst).slice(0, wanted);
        },
        markOf: ({ atMs, id }: JournalEntry) => [atMs, id],
        mark: ['number', 'string'] as const,
      };
      const { rows, nextCursor } = await pageOf({ cursor, limit }, list, call);
      return { items: rows.map(entryView), nextCursor, missing: [...gone] };
    },
    get: async ({ id }, call) => {
      const { answers, missing } = await askAll(journals, async (one) => one.get(id), call);
      const entry = answers.find((one) => one !== null) ?? null;
      if (entry !== null) return entryView(entry);
      // It may be in the journal that does not answer.
      if (missing.length > 0) throw unavailable(call);
      throw call.fail('NOT_FOUND', { id });
    },
    stats: async ({ from, to: toMs, bucket = 'hour', code }, call) => {
      const fromMs = from ?? now() - DAY_MS;
      const asked = { code, fromMs, toMs, bucketMs: BUCKET_MS[bucket] };
      const { answers, missing } = await askAll(journals, async (one) => one.stats(asked), call);
      const counts = answers.flat().toSorted((a, b) => a.startMs - b.startMs);
      return { counts: counts.map(countView), missing };
    },
  };
}

interface Asked {
  readonly after: readonly (number | string)[] | null;
  readonly limit: number;
}

type Failing = { readonly fail: Fail<'SERVICE_UNAVAILABLE'> };

/** At least one must answer. */
async function askAll<T>(
  journals: Journals,
  ask: (journal: Journal) => Promise<T>,
  call: Failing,
): Promise<{ answers: readonly T[]; missing: string[] }> {
  const services = Object.entries(journals);
  const asked = await Promise.allSettled(services.map(async ([, journal]) => ask(journal)));
  const answers = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (answers.length === 0) throw unavailable(call);
  const missing = services.flatMap(([service], index) =>
    asked[index]?.status === 'rejected' ? [service] : [],
  );
  return { answers, missing };
}

const unavailable = ({ fail }: Failing) =>
  fail('SERVICE_UNAVAILABLE', {
    reason: 'An error journal does not answer.',
    estimatedRestore: null,
    kind: 'UPSTREAM',
  });

const newestFirst = (a: JournalEntry, b: JournalEntry): number =>
  b.atMs - a.atMs || (a.id < b.id ? 1 : -1);

const entryView = ({ atMs, details, ...entry }: JournalEntry) => ({
  ...entry,
  at: atMs,
  details: JSON.parse(details) as Record<string, unknown>,
});

const countView = ({ startMs, ...count }: JournalCount) => ({ ...count, at: startMs });
