/** Commands that race for the same money: exactly as many get it as there is, and whoever does not leaves no trace. */
import { decimalOf, isAppError } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Facts } from '../../../ports/store.ts';
import type { TestDatabase } from '../../../testing/databases.ts';
import { ann, callBy, openDesk } from '../../../testing/desk.ts';
import { stateDigest } from '../../../testing/state-digest.ts';
import { credit } from './credit.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;

const A_BOOK = 1;
const B_BOOK = 2;
/** 10,000.00 USD carry seven of these, with commission and spread, and not eight: each takes 1,401.65 of margin. */
const VOLUME = 1.28;
const FITTING = 7;
const COMMANDS = 50;
const WAVES = 20;

/** @param processes - How many stores are open on one database. */
export function racesSuite(
  name: string,
  openDatabase: () => Promise<TestDatabase>,
  processes: number,
): void {
  describe(`commands that race on ${name}`, () => {
    let database: TestDatabase;
    let desks: readonly Desk[];
    beforeEach(async () => {
      database = await openDatabase();
      desks = await Promise.all(Array.from({ length: processes }, async () => openDesk(database)));
    });
    afterEach(async () => {
      await Promise.all(desks.map(async (desk) => desk.close()));
      await database.drop();
    });

    const deskOf = (index: number): Desk => desks[index % processes] ?? raise();
    const raise = (): never => {
      throw new Error('no desk');
    };
    const buy = async (index: number, accountId: number): Promise<string> => {
      const order = {
        accountId,
        symbol: 'EURUSD',
        side: 'BUY',
        volume: decimalOf(VOLUME),
      } as const;
      const placed = deskOf(index).orders.placeMarket(order, callBy(ann).call);
      return placed.then(() => 'FILLED', codeOf);
    };
    const many = async <R>(run: (index: number) => Promise<R>): Promise<R[]> =>
      Promise.all(Array.from({ length: COMMANDS }, async (_, index) => run(index)));

    it('for margin in our own book are taken as often as it lasts', async () => {
      const ended = await many(async (index) => buy(index, B_BOOK));
      expect(countOf(ended)).toEqual({ FILLED: FITTING, MARGIN_INSUFFICIENT: COMMANDS - FITTING });
      const { positions } = await deskOf(0).store.read({ accountId: B_BOOK });
      expect(positions).toHaveLength(FITTING);
      expect(await deskOf(0).store.verify()).toEqual({ unexplained: [], auditBreak: null });
    });

    it('for margin with a provider that is silent are taken as often as it lasts', async () => {
      const ended = await many(async (index) => buy(index, A_BOOK));
      expect(countOf(ended)).toEqual({
        LP_TIMEOUT: FITTING,
        MARGIN_INSUFFICIENT: COMMANDS - FITTING,
      });
      expect(desks.flatMap((desk) => desk.lp.submitted)).toHaveLength(FITTING);
    });

    it('for margin and for a withdrawal leave no account with less than its positions need', async () => {
      const ended = await many(async (index) =>
        index % 2 === 0
          ? buy(index, B_BOOK)
          : deskOf(index).store.commit({ accountId: B_BOOK }, withdraw),
      );
      expect(new Set(ended)).toContain('MARGIN_INSUFFICIENT');
      const { account, positions } = await deskOf(0).store.read({ accountId: B_BOOK });
      const used = positions.reduce((sum, { margin }) => sum + margin, 0n);
      expect((account?.balance ?? 0n) - used).toBeGreaterThanOrEqual(0n);
      expect(await deskOf(0).store.verify()).toEqual({ unexplained: [], auditBreak: null });
    });

    it('to close one position close it once', async () => {
      await buy(0, B_BOOK);
      const [position] = (await deskOf(0).store.read({ accountId: B_BOOK })).positions;
      const { call } = callBy(ann);
      const ended = await many(async (index) =>
        deskOf(index)
          .positions.close({ positionId: position?.id ?? 0 }, call)
          .then(() => 'CLOSED', codeOf),
      );
      expect(countOf(ended)).toEqual({ CLOSED: 1, POSITION_ALREADY_CLOSED: COMMANDS - 1 });
    });

    it('under one key are one command', async () => {
      const order = {
        accountId: B_BOOK,
        symbol: 'EURUSD',
        side: 'BUY',
        volume: decimalOf(0.01),
      } as const;
      const placed = await many(async (index) =>
        deskOf(index).orders.placeMarket(
          { ...order, idempotencyKey: 'the-same-key' },
          callBy(ann).call,
        ),
      );
      expect(new Set(placed.map((one) => one.order.id)).size).toBe(1);
    });

    it('under one name of the caller’s are one order, and the others are told which', async () => {
      const order = {
        accountId: B_BOOK,
        symbol: 'EURUSD',
        side: 'BUY',
        volume: decimalOf(0.01),
      } as const;
      const ended = await many(async (index) =>
        deskOf(index)
          .orders.placeMarket({ ...order, clientOrderId: 'mine' }, callBy(ann).call)
          .then(() => 'FILLED', codeOf),
      );
      expect(countOf(ended)).toEqual({ FILLED: 1, DUPLICATE_REQUEST: COMMANDS - 1 });
    });

    it('go through when one that was decided before them cannot be written', async () => {
      const store = deskOf(0).store;
      const balanceBefore = (await store.read({ accountId: B_BOOK })).account?.balance ?? 0n;
      const clash = (facts: Facts) => {
        const { answer, changes } = credit(1n)(facts);
        return {
          answer,
          changes: { ...changes, postings: changes.postings.flatMap((one) => [one, one]) },
        };
      };
      const ended: PromiseSettledResult<unknown>[] = [];
      const waves: Promise<unknown>[] = [];
      for (let wave = 0; wave < WAVES; wave += 1) {
        const jobs = Array.from({ length: COMMANDS }, async (_, index) =>
          deskOf(index).store.commit(
            { accountId: B_BOOK },
            wave % 5 === 1 && index === wave ? clash : credit(1n),
          ),
        );
        waves.push(Promise.allSettled(jobs).then((one) => ended.push(...one)));
        // The next comes while this one is being committed.
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      await Promise.all(waves);
      const failed = ended.filter(({ status }) => status === 'rejected');
      expect(failed).toHaveLength(WAVES / 5);
      const { account } = await store.read({ accountId: B_BOOK });
      expect((account?.balance ?? 0n) - balanceBefore).toBe(
        BigInt(WAVES * COMMANDS - failed.length),
      );
      expect(await store.verify()).toEqual({ unexplained: [], auditBreak: null });
    });

    it('and lose leave everything as it was', async () => {
      const before = await stateDigest(database);
      const order = { accountId: B_BOOK, symbol: 'EURUSD', side: 'BUY' } as const;
      const refused = [
        { ...order, volume: decimalOf(40) },
        { ...order, volume: decimalOf(0.015) },
        { ...order, volume: decimalOf(1), symbol: 'NOSUCH' },
        { ...order, volume: decimalOf(1), accountId: 999 },
        { ...order, volume: decimalOf(1), sl: decimalOf(2) },
      ];
      const ended = await many(async (index) =>
        deskOf(index)
          .orders.placeMarket(refused[index % refused.length] ?? raise(), callBy(ann).call)
          .then(() => 'FILLED', codeOf),
      );
      expect(new Set(ended).size).toBe(refused.length);
      expect(ended).not.toContain('FILLED');
      expect(await stateDigest(database)).toEqual(before);
    });
  });
}

const codeOf = (error: unknown): string => {
  if (isAppError(error)) return error.code;
  throw error;
};

const countOf = (ended: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(ended, (one) => one)].map(([one, all]) => [one, all.length]));

/** 1,500.00 USD, if that much is not needed as margin. */
function withdraw(facts: Facts) {
  const { account, positions } = facts;
  const used = positions.reduce((sum, { margin }) => sum + margin, 0n);
  if (account === null || account.balance - used < 150_000n) return { answer: 'REFUSED' };
  const { changes } = credit(150_000n)(facts);
  return {
    answer: 'PAID',
    changes: {
      ...changes,
      accounts: [{ ...account, balance: account.balance - 150_000n }],
      postings: changes.postings.map((posting) => ({
        ...posting,
        debit: posting.credit,
        credit: posting.debit,
        type: 'WITHDRAWAL' as const,
      })),
    },
  };
}
