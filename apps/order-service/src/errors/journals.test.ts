/** Several journals as one: merged by time, a page at a time, and answering when one of them does not. */
import { refuse, raise } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Journal, JournalEntry } from '../ports/journal.ts';
import { searchErrors } from './journals.ts';

const NOW_MS = Date.UTC(2026, 10, 21, 12);

const entryAt = (service: string, atMs: number, index: number): JournalEntry => ({
  id: `err_${service}_${index}`,
  atMs,
  service,
  code: 'LP_TIMEOUT',
  category: 'LP',
  outcome: 'UNKNOWN',
  httpStatus: 504,
  procedure: 'orders.placeMarket',
  requestId: 'req_1',
  errorId: null,
  orderId: 'ORD-1',
  lp: 'YOFX',
  instanceId: null,
  account: null,
  user: null,
  details: '{"timeout":5000}',
});

const newestFirst = (a: JournalEntry, b: JournalEntry): number =>
  b.atMs - a.atMs || (a.id < b.id ? 1 : -1);

const journalOf = (entries: readonly JournalEntry[]): Journal => ({
  search: async ({ after, limit }) =>
    entries
      .toSorted(newestFirst)
      .filter(
        ({ atMs, id }) =>
          after === undefined || atMs < after.atMs || (atMs === after.atMs && id < after.id),
      )
      .slice(0, limit),
  get: async (id) => entries.find((entry) => entry.id === id) ?? null,
  stats: async ({ bucketMs }) =>
    entries.map(({ atMs, service, code, outcome }) => ({
      startMs: atMs - (atMs % bucketMs),
      service,
      code,
      outcome,
      count: 1,
    })),
});
const dead: Journal = {
  search: async () => Promise.reject(new Error('no line')),
  get: async () => Promise.reject(new Error('no line')),
  stats: async () => Promise.reject(new Error('no line')),
};

type Errors = ReturnType<typeof searchErrors>;
const call = {
  fail: (code: string, details: object) => raise(refuse(code as 'NOT_FOUND', details as never)),
  describe: () => undefined,
} as unknown as Parameters<Errors['search']>[1] & Parameters<Errors['get']>[1];

const times = fc.array(fc.integer({ min: NOW_MS - 5, max: NOW_MS }), { maxLength: 20 });

describe('errors.search', () => {
  it('tells every entry of both journals exactly once, newest first, whatever the pages are', async () => {
    await fc.assert(
      fc.asyncProperty(times, times, fc.integer({ min: 1, max: 7 }), async (own, theirs, limit) => {
        const ours = own.map((atMs, index) => entryAt('order-service', atMs, index));
        const others = theirs.map((atMs, index) => entryAt('lp-service', atMs, index));
        const journals = { 'order-service': journalOf(ours), 'lp-service': journalOf(others) };
        const { search } = searchErrors({ journals, now: () => NOW_MS });
        const told: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await search({ limit, cursor }, call);
          expect(page.missing).toEqual([]);
          told.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(told).toEqual([...ours, ...others].toSorted(newestFirst).map(({ id }) => id));
      }),
      { numRuns: 50 },
    );
  });

  it('names the service whose journal does not answer, and tells what the other one has', async () => {
    const ours = journalOf([entryAt('order-service', NOW_MS, 1)]);
    const journals = { 'order-service': ours, 'lp-service': dead };
    const { search, get, stats } = searchErrors({ journals, now: () => NOW_MS });
    const page = await search({}, call);
    expect(page).toMatchObject({
      items: [{ service: 'order-service', at: NOW_MS, details: { timeout: 5_000 } }],
      missing: ['lp-service'],
    });
    expect(await stats({}, call)).toMatchObject({
      counts: [{ count: 1 }],
      missing: ['lp-service'],
    });
    expect(await get({ id: 'err_order-service_1' }, call)).toMatchObject({ requestId: 'req_1' });
    // It may be the other one that has it.
    await expect(get({ id: 'err_9' }, call)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('says so when nobody answers, and when nobody has it', async () => {
    const silent = searchErrors({ journals: { 'lp-service': dead }, now: () => NOW_MS });
    await expect(silent.search({}, call)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    const empty = searchErrors({ journals: { own: journalOf([]) }, now: () => NOW_MS });
    await expect(empty.get({ id: 'err_9' }, call)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
