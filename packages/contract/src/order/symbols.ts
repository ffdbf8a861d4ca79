/** What can be traded, with the numbers of each contract. */
import { z } from 'zod';
import { decimal, symbolName } from '../codecs.ts';
import { get, query } from '../op.ts';

const SymbolView = z.strictObject({
  symbol: z.string(),
  description: z.string(),
  category: z.string(),
  baseCurrency: z.string(),
  quoteCurrency: z.string(),
  digits: z.int(),
  contractSize: z.int(),
  pipSize: decimal,
  /** What one pip of one lot is worth in the caller's currency; null while the rate is unknown. */
  pipValue: decimal.nullable(),
  minVolume: decimal,
  maxVolume: decimal,
  volumeStep: decimal,
  /** Margin in percent of the notional at the symbol's own best leverage. */
  marginPercent: decimal,
  commissionPerLot: decimal,
  disabled: z.boolean(),
});

export const symbols = {
  list: query({
    needs: 'trader',
    input: z.strictObject({}),
    output: z.array(SymbolView),
    errors: [],
    rest: get('/api/symbols'),
  }),
  get: query({
    needs: 'trader',
    input: z.strictObject({ symbol: symbolName }),
    output: SymbolView,
    errors: ['INVALID_SYMBOL'],
    rest: get('/api/symbols/:symbol', { symbol: 'text' }),
  }),
};
