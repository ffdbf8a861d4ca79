/** What every store must keep of prices and of who wants to see which. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillDemoData } from '../../../demo-data.ts';
import type { PriceCandle, Store } from '../../../ports/store.ts';
import type { TestDatabase } from '../../../testing/databases.ts';
import { passwords } from './store-suite.ts';

const MINUTE_MS = 60_000;
const candle = (changes: Partial<PriceCandle>): PriceCandle => ({
  lp: 'YOFX',
  symbol: 'EURUSD',
  lengthMs: MINUTE_MS,
  startMs: 0,
  open: 1n,
  high: 3n,
  low: 0n,
  close: 2n,
  changes: 4,
  ...changes,
});

export function pricesSuite(name: string, openDatabase: () => Promise<TestDatabase>): void {
  describe(`prices in the store on ${name}`, () => {
    let database: TestDatabase;
    let store: Store;
    beforeEach(async () => {
      database = await openDatabase();
      store = await database.open();
      await fillDemoData(store, passwords, 1_000);
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    it('are candles, the oldest first, of which the newest of a time counts', async () => {
      const many = Array.from({ length: 600 }, (_, at) => candle({ startMs: at * MINUTE_MS }));
      await store.savePriceCandles(many.toReversed());
      await store.savePriceCandles([candle({ close: 9n, changes: 5 })]);
      const found = await store.priceCandles();
      expect(found).toHaveLength(600);
      expect(found.slice(0, 2)).toEqual([candle({ close: 9n, changes: 5 }), many[1]]);
    });

    it('are swept a thousand lengths later, each length by its own', async () => {
      const day = candle({ lengthMs: 1_440 * MINUTE_MS });
      await store.savePriceCandles([candle({}), candle({ startMs: MINUTE_MS }), day]);
      await store.sweep(1_001 * MINUTE_MS);
      expect(await store.priceCandles()).toEqual([day, candle({ startMs: MINUTE_MS })]);
    });

    it('are hidden from one user, however often it is said, until they are shown again', async () => {
      const choice = { userId: 'user_trader', symbol: 'EURUSD', hiddenAtMs: 5 };
      await Promise.all([store.hideSymbol(choice, true), store.hideSymbol(choice, true)]);
      await store.hideSymbol({ ...choice, symbol: 'BTCUSD' }, true);
      expect(await store.hiddenSymbols('user_trader')).toEqual(['BTCUSD', 'EURUSD']);
      expect(await store.hiddenSymbols('user_trader2')).toEqual([]);
      await store.hideSymbol(choice, false);
      await store.hideSymbol(choice, false);
      expect(await store.hiddenSymbols('user_trader')).toEqual(['BTCUSD']);
    });
  });
}
