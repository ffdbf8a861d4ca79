/** A page of a list is found in an index, wherever it begins: its cost does not grow with what lies before or behind it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@faultline/service';
import { afterAll, describe, expect, it } from 'vitest';
import type { Pages } from '../../ports/pages.ts';
import type { Driver } from './driver.ts';
import { pagesOf } from './pages.ts';
import { queries, type Queries } from './queries.ts';
import { SCHEMA } from './schema.ts';

const directory = mkdtempSync(join(tmpdir(), 'faultline-pages-'));
const database = openSqlite(
  join(directory, 'order.db'),
  SCHEMA.map(({ sql }) => sql),
);
afterAll(() => {
  database.close();
  rmSync(directory, { recursive: true });
});

/** How SQLite would answer the question that a page asks. */
async function planOf(ask: (pages: Pages & Queries) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  const explain: Pick<Driver, 'rows'> = {
    rows: async (spec, rest) => {
      const sql = `SELECT * FROM ${spec.name} WHERE ${rest}`.replaceAll(
        '= ANY(?)',
        'IN (SELECT value FROM json_each(?))',
      );
      const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
      plans.push(...steps.map(({ detail }) => String(detail)));
      return [];
    },
  };
  const driver = explain as Driver;
  await ask({ ...queries(driver), ...pagesOf(driver) });
  return plans.join('\n');
}

const page = { after: [5, 'x'], limit: 100 };
const times = { fromMs: 1, toMs: 9 };

describe('a page', () => {
  it.each<[string, string, (pages: Pages & Queries) => Promise<unknown>]>([
    ['an account’s orders', 'orders_of_account', (p) => p.orders({ accountId: 1, ...page })],
    [
      'an account’s orders in time',
      'orders_of_account',
      (p) => p.orders({ accountId: 1, ...times, ...page, symbol: 'EURUSD', done: true }),
    ],
    ['all working orders', 'orders_working_by_age', (p) => p.orders({ accountId: null, ...page })],
    ['an account’s deals', 'deals_of_account', (p) => p.deals({ accountId: 1, ...times, ...page })],
    ['a provider’s deals of a day', 'deals_at_lp', (p) => p.dealsAt('YOFX', times)],
    ['a ledger', 'postings_of_account', (p) => p.ledger({ accountId: 1, ...times, ...page })],
    ['withdrawals', 'withdrawals_by_age', (p) => p.withdrawals(page)],
    [
      'waiting withdrawals',
      'withdrawals_by_status',
      (p) => p.withdrawals({ status: 'REQUESTED', ...page }),
    ],
    [
      'an account’s withdrawals',
      'withdrawals_of_account',
      (p) => p.withdrawals({ accountId: 1, ...page }),
    ],
    ['limit requests', 'limit_requests_by_age', (p) => p.limitRequests(page)],
    ['open positions', 'positions_open_by_id', (p) => p.openPositions({ after: [5], limit: 9 })],
    ['reports set aside', 'breaks_open', (p) => p.breaks({ settled: false, after: [5], limit: 9 })],
    ['the audit log', 'PRIMARY KEY|sqlite_autoindex', (p) => p.audit({ after: [5], limit: 9 })],
    ['one person’s acts', 'audit_of_actor', (p) => p.audit({ actorId: 'u', after: [5], limit: 9 })],
    ['one target’s acts', 'audit_of_target', (p) => p.audit({ target: 't', after: [5], limit: 9 })],
    ['accounts', 'PRIMARY KEY|sqlite_autoindex', (p) => p.accounts({ after: [5], limit: 9 })],
  ])('of %s is read from %s and needs no sorting', async (_list, index, ask) => {
    const plan = await planOf(ask);
    expect(plan).toMatch(new RegExp(`^SEARCH .*(${index})`, 'm'));
    expect(plan).not.toMatch(/TEMP B-TREE|^SCAN (?!json_each)/m);
  });

  it('would be seen to be counted through, if it were', async () => {
    const plan = await planOf(async (pages) =>
      pages.orders({ accountId: null, after: null, limit: 9, done: true }),
    );
    expect(plan).toContain('orders_working_by_age');
    const steps = database
      .prepare('EXPLAIN QUERY PLAN SELECT * FROM orders ORDER BY sl LIMIT 9')
      .all();
    expect(steps.map(({ detail }) => detail).join()).toMatch(/SCAN orders.*TEMP B-TREE/);
  });
});
