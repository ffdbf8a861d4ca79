/** Liquidity providers and whether they can take an order now. */
import { z } from 'zod';
import { instant } from '../codecs.ts';
import { query } from '../op.ts';

export const LpView = z.strictObject({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  /** True while it takes orders: the order session is logged on, and every order of before is accounted for. */
  connected: z.boolean(),
  lastConnected: instant.nullable(),
  lastQuoteTime: instant.nullable(),
  /** OPEN: it did not answer, and gets no orders for a while. HALF_OPEN: one order tries. */
  breaker: z.enum(['CLOSED', 'OPEN', 'HALF_OPEN']),
  /** Of its latest orders: shares from 0 to 1, and milliseconds to the first word; `null` while there is nothing to say. */
  health: z.strictObject({
    fillRate: z.number().nullable(),
    rejectRate: z.number().nullable(),
    latencyP50Ms: z.number().nullable(),
    latencyP95Ms: z.number().nullable(),
  }),
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
