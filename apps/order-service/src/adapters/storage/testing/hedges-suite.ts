/** What every store must know of the house's cover: what open positions ask for, and what has stood in its way. */
import type { Position } from '@faultline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillDemoData } from '../../../demo-data.ts';
import type { Changes, HedgeSetback, Store } from '../../../ports/store.ts';
import type { TestDatabase } from '../../../testing/databases.ts';

const passwords = { hash: async (password: string) => password };

const HELD: Omit<Position, 'id' | 'side' | 'hedgeVolume' | 'symbol'> = {
  accountId: 2,
  volume: 10_000n,
  initialVolume: 10_000n,
  openPrice: 109_504n,
  sl: null,
  tp: null,
  trailing: null,
  margin: 109_504n,
  swap: 0n,
  swappedToMs: 0,
  commission: 0n,
  status: 'OPEN',
  closeReason: null,
  closePrice: null,
  closedAtMs: null,
  openTimeMs: 0,
  book: 'B',
  lp: null,
  lockOrderId: null,
  realizedProfit: 0n,
  version: 1,
};

export function hedgesSuite(name: string, openDatabase: () => Promise<TestDatabase>): void {
  describe(`the cover on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    beforeEach(async () => {
      database = await openDatabase();
      store = await database.open();
      await fillDemoData(store, passwords, 1);
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });
    const save = async (changes: Omit<Changes, 'atMs'>): Promise<void> =>
      store.commit({ accountId: 2 }, () => ({
        answer: undefined,
        changes: { atMs: 1, ...changes },
      }));

    it('is what open positions ask for, bought against sold, symbol by symbol', async () => {
      expect([...(await store.coverBySymbol())]).toEqual([]);
      const euro = { ...HELD, symbol: 'EURUSD' } as const;
      await save({
        positions: [
          { ...euro, id: 1, side: 'BUY', hedgeVolume: 5_000n },
          { ...euro, id: 2, side: 'SELL', hedgeVolume: 7_000n },
          { ...euro, id: 3, side: 'BUY', hedgeVolume: 1n, status: 'CLOSING' },
          { ...HELD, id: 4, symbol: 'XAUUSD', side: 'BUY', hedgeVolume: 100n },
          { ...HELD, id: 5, symbol: 'GBPUSD', side: 'BUY', hedgeVolume: 0n },
        ],
      });
      expect([...(await store.coverBySymbol())]).toEqual([
        ['EURUSD', -1_999n],
        ['XAUUSD', 100n],
      ]);
      const closed = { status: 'CLOSED', volume: 0n, hedgeVolume: 0n, closedAtMs: 5 } as const;
      await save({ positions: [{ ...HELD, id: 4, symbol: 'XAUUSD', side: 'BUY', ...closed }] });
      expect([...(await store.coverBySymbol())]).toEqual([['EURUSD', -1_999n]]);
    });

    it('is never more than the position that it covers', async () => {
      const held = { ...HELD, id: 1, symbol: 'EURUSD', side: 'BUY' } as const;
      await expect(save({ positions: [{ ...held, hedgeVolume: 10_001n }] })).rejects.toMatchObject({
        code: 'DATABASE_ERROR',
      });
      await expect(save({ positions: [{ ...held, hedgeVolume: -1n }] })).rejects.toMatchObject({
        code: 'DATABASE_ERROR',
      });
    });

    it('keeps why it is behind until it is not, one reason for a symbol', async () => {
      const setback = (code: string, symbol = 'EURUSD'): HedgeSetback => ({
        symbol,
        code,
        sinceMs: 4,
      });
      await save({ hedgeSetbacks: [setback('MARKET_CLOSED', 'XAUUSD'), setback('PRICE_STALE')] });
      await save({ hedgeSetbacks: [setback('LP_NOT_CONNECTED')] });
      await store.close();
      store = await database.open();
      expect(await store.hedgeSetbacks()).toEqual([
        setback('LP_NOT_CONNECTED'),
        setback('MARKET_CLOSED', 'XAUUSD'),
      ]);
      await save({ hedgeRecovered: ['EURUSD', 'XAUUSD'] });
      expect(await store.hedgeSetbacks()).toEqual([]);
    });
  });
}
