/** Which record goes into which table: prices as they were, and who wants to see which. */
import type { HiddenSymbol, PriceCandle } from '../../../ports/records.ts';
import type { TableSpec } from '../table-spec.ts';

export const hiddenSymbols: TableSpec<HiddenSymbol> = {
  name: 'hidden_symbols',
  key: ['userId', 'symbol'],
  columns: { userId: 'text', symbol: 'text', hiddenAtMs: 'int' },
};

export const priceCandles: TableSpec<PriceCandle> = {
  name: 'price_candles',
  key: ['lp', 'symbol', 'lengthMs', 'startMs'],
  columns: {
    lp: 'text',
    symbol: 'text',
    lengthMs: 'int',
    startMs: 'int',
    open: 'big',
    high: 'big',
    low: 'big',
    close: 'big',
    changes: 'int',
  },
};
