/** Liquidity providers and whether they can take an order now. */
import { z } from 'zod';
import { instant } from '../codecs.ts';
import { query } from '../op.ts';

export const LpView = z.strictObject({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  /** True while the order session is logged on and its gaps are filled. */
  connected: z.boolean(),
  lastConnected: instant.nullable(),
  lastQuoteTime: instant.nullable(),
  sessions: z.array(z.string()),
});

export const lp = {
  status: query({
    needs: 'service',
    input: z.strictObject({}),
    output: z.strictObject({ lps: z.array(LpView) }),
    errors: [],
  }),
};
