/**
 * Quotes and provider states for the order service, by long poll: the caller names the last version it has seen and the
 * answer comes as soon as there is something newer. Only the newest quote of a symbol is ever sent, so a slow caller
 * skips prices instead of queueing them.
 */
import { z } from 'zod';
import { decimal, instant } from '../codecs.ts';
import { mutation, query, subscription } from '../op.ts';

const LpQuoteView = z.strictObject({
  symbol: z.string(),
  lp: z.string(),
  bid: decimal,
  ask: decimal,
  /** When it arrived here, epoch milliseconds: the age of a price is measured from this. */
  receivedAtMs: z.int(),
});

/** A symbol at a provider, whether or not it has a price. */
export const FeedView = z.strictObject({
  symbol: z.string(),
  lp: z.string(),
  /** WAITING: no quote yet. STALE: none for a while. HALTED: nobody has asked for quotes, or the session is down. */
  state: z.enum(['WAITING', 'LIVE', 'STALE', 'HALTED']),
  bid: decimal.nullable(),
  ask: decimal.nullable(),
  receivedAtMs: z.int().nullable(),
  /** Why there are no quotes, as far as the provider has said. */
  feedError: z.string().nullable(),
  /** Among the live ones: the highest bid, the lowest ask. */
  isBestBid: z.boolean(),
  isBestAsk: z.boolean(),
});

const subscriptionOf = z.strictObject({
  lp: z.string().max(64),
  symbols: z.array(z.string().max(32)).min(1).max(100),
});
const Requests = z.strictObject({ mdReqIds: z.array(z.string()) });

export const marketData = {
  /** Wants quotes of these symbols, now and after every logon. */
  subscribe: mutation({
    needs: 'service',
    input: subscriptionOf,
    output: Requests,
    errors: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED', 'INVALID_SYMBOL'],
  }),
  /** Wants no more, until they are subscribed to again or the service starts anew. */
  unsubscribe: mutation({
    needs: 'service',
    input: subscriptionOf,
    output: Requests,
    errors: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED', 'INVALID_SYMBOL'],
  }),
  /** How every symbol at every provider stands. */
  feeds: query({
    needs: 'service',
    input: z.strictObject({ symbols: z.array(z.string().max(32)).max(100).optional() }),
    output: z.array(FeedView),
    errors: [],
  }),
  /** The same as it changes: first everything, then what is new. */
  stream: subscription({
    needs: 'service',
    input: z.strictObject({ symbols: z.array(z.string().max(32)).max(100).optional() }),
    output: z.array(FeedView),
    errors: [],
  }),
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
