/** What has happened on an account, a page at a time: complete, in order, and nobody else's. */
import { decimalOf } from '@faultline/errors';
import { findPostgres } from '@faultline/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk, sue } from '../testing/broker-desk.ts';
import { postgresDatabase, sqliteDatabase, type TestDatabase } from '../testing/databases.ts';
import { ann, ben, callBy, START_MS } from '../testing/desk.ts';

const server = await findPostgres(process.env);

const buy = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.01) } as const;
const SECOND_MS = 1_000;

historySuite('SQLite', sqliteDatabase);
describe.skipIf(server === null)('with a server to test on', () => {
  historySuite('PostgreSQL', async () => postgresDatabase(server ?? ''));
});

function historySuite(name: string, openDatabase: () => Promise<TestDatabase>): void {
  describe(`the history on ${name}`, () => {
    let database: TestDatabase;
    let desk: BrokerDesk;
    beforeEach(async () => {
      database = await openDatabase();
      desk = await openBrokerDesk(database);
    });
    afterEach(async () => {
      await desk.close();
      await database.drop();
    });

    /** Ten orders, two of each second. */
    const trade = async () => {
      for (let index = 0; index < 10; index += 1) {
        desk.clock.nowMs = START_MS + Math.floor(index / 2) * SECOND_MS;
        desk.quote({});
        await desk.orders.placeMarket(buy, by(ann));
      }
    };

    describe('of orders', () => {
      it('come newest first, and pages of any size make the same list', async () => {
        await trade();
        const all = await desk.orders.list({ accountId: 2 }, by(ann));
        expect(all.nextCursor).toBeNull();
        expect(all.items.map(({ createdAt }) => createdAt)).toEqual(
          all.items.map(({ createdAt }) => createdAt).toSorted((a, b) => b - a),
        );
        await fc.assert(
          fc.asyncProperty(fc.integer({ min: 1, max: 11 }), async (limit) => {
            const ids: string[] = [];
            let cursor: string | undefined;
            do {
              const page = await desk.orders.list({ accountId: 2, limit, cursor }, by(ann));
              expect(page.items.length).toBeLessThanOrEqual(limit);
              ids.push(...page.items.map(({ id }) => id));
              cursor = page.nextCursor ?? undefined;
            } while (cursor !== undefined);
            expect(ids).toEqual(all.items.map(({ id }) => id));
          }),
        );
      });

      it('are narrowed by state, symbol and time', async () => {
        await trade();
        const waiting = await desk.waitingOrder();
        const { list } = desk.orders;
        const own = { accountId: 1 };
        expect((await list({ ...own, status: ['PENDING'] }, by(ann))).items).toMatchObject([
          { id: waiting.id },
        ]);
        expect((await list({ ...own, status: ['FILLED'] }, by(ann))).items).toEqual([]);
        expect((await list({ accountId: 2, symbol: 'GBPUSD' }, by(ann))).items).toEqual([]);
        const from = START_MS + SECOND_MS;
        const within = await list({ accountId: 2, from, to: from + SECOND_MS }, by(ann));
        expect(within.items.map(({ createdAt }) => createdAt)).toEqual([from, from]);
        expect((await desk.history.orders(own, by(ann))).items).toEqual([]);
        expect((await desk.history.orders({ accountId: 2 }, by(ann))).items).toHaveLength(10);
      });

      it('say in a header where the next page begins', async () => {
        await trade();
        const { call, meta } = callBy(ann);
        const { nextCursor } = await desk.orders.list({ accountId: 2, limit: 3 }, call);
        expect(meta()).toEqual({ nextCursor });
      });
    });

    describe('of deals', () => {
      it('are the account’s, with what they earned and cost', async () => {
        await desk.orders.placeMarket(buy, by(ann));
        await desk.positions.close({ positionId: 1 }, by(ann));
        const { items } = await desk.history.deals({ accountId: 2 }, by(ann));
        expect(items.map(({ entry }) => entry)).toEqual(['OUT', 'IN']);
        expect(items[0]).toMatchObject({ profit: { unscaled: -8n, scale: 2 } });
      });
    });

    describe('the ledger', () => {
      it('tells of each movement what was left after it, on every page', async () => {
        await trade();
        await desk.admin.funds.bonus({ accountId: 2, amount: decimalOf(50) }, by(adm));
        const ledger = desk.admin.funds.ledger;
        const { items } = await ledger({ accountId: 2 }, by(sue));
        expect(items).toHaveLength(12);
        const oldestFirst = items.toReversed();
        let balance = 0n;
        let credit = 0n;
        for (const entry of oldestFirst) {
          if (entry.type === 'BONUS') credit += entry.amount.unscaled;
          else balance += entry.amount.unscaled;
          expect([entry.balanceAfter.unscaled, entry.creditAfter.unscaled]).toEqual([
            balance,
            credit,
          ]);
        }
        const first = await ledger({ accountId: 2, limit: 5 }, by(sue));
        const second = await ledger(
          { accountId: 2, limit: 5, cursor: first.nextCursor ?? '' },
          by(sue),
        );
        expect([...first.items, ...second.items]).toEqual(items.slice(0, 10));
        expect((await ledger({ accountId: 2, type: ['BONUS'] }, by(sue))).items).toHaveLength(1);
      });
    });

    describe('every list of the store', () => {
      it('is understood with all its filters at once, from the start and further on', async () => {
        const { pages } = desk.store;
        const times = { fromMs: 1, toMs: 2 };
        for (const after of [null, [1, 'x']]) {
          const page = { after, limit: 1, accountId: 1, symbol: 'EURUSD', ...times };
          const statuses = ['FILLED', 'PENDING'] as const;
          expect(await pages.orders({ ...page, statuses, done: true })).toEqual([]);
          expect(await pages.deals(page)).toEqual([]);
          expect(await pages.withdrawals({ ...page, status: 'PAID' })).toEqual([]);
          expect(await pages.limitRequests({ ...page, status: 'APPROVED' })).toEqual([]);
        }
        for (const after of [null, [1]]) {
          const filter = { actorId: 'u', target: 't', action: 'a', ...times };
          expect(await pages.audit({ after, limit: 1, ...filter })).toEqual([]);
          const symbol = 'EURUSD';
          expect(await pages.openPositions({ after, limit: 1, accountId: 1, symbol })).toEqual([]);
          const named = { username: 'TRADER', groupId: 'standard', tradeState: 'ACTIVE' } as const;
          const found = await pages.accounts({ after, limit: 9, ...named });
          expect(found.map(({ id }) => id)).toEqual(after === null ? [1, 2] : [2]);
        }
        const ledger = { after: [1, 1], limit: 1, accountId: 1, ...times };
        expect(await pages.ledger({ ...ledger, types: ['DEPOSIT'] })).toEqual([]);
      });
    });

    describe('somebody else’s history', () => {
      it('looks like that of an account that never was', async () => {
        const { orders, deals, ledger } = desk.history;
        for (const list of [desk.orders.list, orders, deals, ledger]) {
          for (const accountId of [2, 999]) {
            await expect(list({ accountId }, by(ben))).rejects.toMatchObject({
              code: 'ACCOUNT_NOT_FOUND',
              details: { accountId },
            });
          }
          expect((await list({ accountId: 2 }, by(sue))).items).toBeDefined();
        }
      });
    });
  });
}
