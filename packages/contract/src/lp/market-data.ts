/**
 * Quotes and provider states for the order service, by long poll: the caller names the last version it has seen and the
 * answer comes as soon as there is something newer. Only the newest quote of a symbol is ever sent, so a slow caller
 * skips prices instead of queueing them.
 */
import { z } from 'zod';
import { decimal, instant } from '../codecs.ts';
import { query } from '../op.ts';

const LpQuoteView = z.strictObject({
  symbol: z.string(),
  lp: z.string(),
  bid: decimal,
  ask: decimal,
  /** When it arrived here, epoch milliseconds: the age of a price is measured from this. */
  receivedAtMs: z.int(),
});

export const marketData = {
  changes: query({
    needs: 'service',
    input: z.strictObject({
      /** The run of the LP service that `afterVersion` belongs to; another one answers with everything. */
      epoch: z.string().max(64).optional(),
      afterVersion: z.int().nonnegative(),
      /** How long the answer may be held back while nothing changes. */
      waitMs: z.int().nonnegative().max(30_000),
    }),
    output: z.strictObject({
      epoch: z.string(),
      version: z.int(),
      /** Those that changed after the version asked from; what is not named is as it was. */
      quotes: z.array(LpQuoteView),
      lps: z.array(
        z.strictObject({
          id: z.string(),
          connected: z.boolean(),
          lastConnected: instant.nullable(),
        }),
      ),
    }),
    errors: [],
  }),
};
