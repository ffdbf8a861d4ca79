/** Prices as they were, and who wants to see which: nothing is decided by them, so they are written beside the commits. */
import type { Store } from '../../ports/store.ts';
import type { Driver } from './driver.ts';
import * as tables from './tables/index.ts';

type PriceQueries = Pick<
  Store,
  'hiddenSymbols' | 'hideSymbol' | 'priceCandles' | 'savePriceCandles'
>;

/** Rows in one transaction: about as many as a group of commands writes. */
const BATCH = 500;

export const priceQueries = (driver: Driver): PriceQueries => ({
  hiddenSymbols: async (userId) => {
    const rows = await driver.rows(tables.hiddenSymbols, 'user_id = ? ORDER BY symbol', [userId]);
    return rows.map(({ symbol }) => symbol);
  },
  hideSymbol: async (choice, hidden) =>
    driver.transaction(async (writer) => {
      if (hidden) return writer.save(tables.hiddenSymbols, [choice]);
      const { userId, symbol } = choice;
      return writer.run('DELETE FROM hidden_symbols WHERE user_id = ? AND symbol = ?', [
        userId,
        symbol,
      ]);
    }),
  priceCandles: async () => driver.rows(tables.priceCandles, '1 = 1 ORDER BY start_ms'),
  savePriceCandles: async (candles) => {
    for (let from = 0; from < candles.length; from += BATCH) {
      const some = candles.slice(from, from + BATCH);
      await driver.transaction(async (writer) => writer.save(tables.priceCandles, some));
    }
  },
});
