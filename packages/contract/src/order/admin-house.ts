/** The whole house: its configuration, whether it trades, whether it is closed for maintenance, and who did what. */
import { z } from 'zod';
import {
  idempotencyKey,
  IN_TIME,
  instant,
  inTime,
  oneLine,
  PAGED,
  paged,
  pageOf,
  serialId,
  slug,
  term,
  words,
} from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';

const tradingState = z.enum(['ACTIVE', 'REDUCING', 'HALTED']);

const MONTH_MS = 30 * 24 * 3_600_000;

/** Names are the API guide's. The first is the broker's, the last holds for all; the others are what a new account gets. */
const config = {
  brokerName: words(64),
  executionMode: z.enum(['ABOOK', 'BBOOK']),
  priceFeedLP: slug,
  defaultLeverage: z.int().min(1).max(5_000),
  /** Of demo accounts, in their own currency. */
  defaultBalance: term,
  marginMode: z.enum(['HEDGING', 'NETTING']),
  maxTicksPerSymbol: z.int().min(0).max(1_000_000),
  /** How long a withdrawal to a new destination is neither approved nor paid; 0 for not at all. For those asked for from then on. */
  destinationLockMs: z.int().min(0).max(MONTH_MS),
  /** Where the house covers what routing rules say: a netting account. Null covers nothing. */
  hedgeAccountId: serialId.nullable(),
};
const ConfigView = z.strictObject({
  ...config,
  tradingState: z.strictObject({ state: tradingState, reason: z.string().nullable() }),
  /** Null while the house is open for orders. */
  maintenance: z
    .strictObject({ reason: z.string(), estimatedRestore: instant.nullable() })
    .nullable(),
  version: z.int(),
});
const keyed = { idempotencyKey: idempotencyKey.optional() };

export const adminHouse = {
  config: {
    get: query({
      needs: 'support',
      input: z.strictObject({}),
      output: ConfigView,
      errors: [],
      rest: get('/api/config'),
    }),
    /** Changes what is given and leaves the rest. */
    update: mutation({
      needs: 'admin',
      input: z.strictObject({
        ...z.strictObject(config).partial().shape,
        version: z.int().positive().optional(),
        ...keyed,
      }),
      output: ConfigView,
      errors: ['ACCOUNT_NOT_FOUND'],
      rest: post('/api/config'),
    }),
  },
  tradingState: {
    /** REDUCING closes only, HALTED does nothing. */
    set: mutation({
      needs: 'admin',
      input: z.strictObject({ state: tradingState, reason: words(500), ...keyed }),
      output: ConfigView,
      errors: [],
      rest: post('/admin/trading-state'),
    }),
  },
  maintenance: {
    /** While it is on, only administrators give commands; everybody may go on reading. */
    set: mutation({
      needs: 'admin',
      input: z.strictObject({
        on: z.boolean(),
        reason: words(500),
        estimatedRestore: instant.optional(),
        ...keyed,
      }),
      output: ConfigView,
      errors: [],
      rest: post('/admin/maintenance'),
    }),
  },
  audit: {
    list: query({
      needs: 'support',
      input: z.strictObject({
        actorId: oneLine(64).optional(),
        /** Such as `account:3`. */
        target: oneLine(128).optional(),
        /** The procedure, such as `admin.funds.deposit`. */
        action: oneLine(64).optional(),
        ...inTime,
        ...paged,
      }),
      output: pageOf(
        z.strictObject({
          seq: z.int(),
          at: instant,
          actorId: z.string(),
          role: z.string(),
          action: z.string(),
          target: z.string(),
          /** What changed, as it was and as it is; amounts and volumes in their smallest units, as they are stored. */
          before: z.unknown(),
          after: z.unknown(),
          reason: z.string().nullable(),
          requestId: z.string(),
          ip: z.string(),
        }),
      ),
      errors: [],
      rest: get('/admin/audit', {
        actorId: 'text',
        target: 'text',
        action: 'text',
        ...IN_TIME,
        ...PAGED,
      }),
    }),
    /** Reads all postings and audit entries: whether every balance is explained and no entry was altered. */
    verify: query({
      needs: 'admin',
      input: z.strictObject({}),
      output: z.strictObject({
        ok: z.boolean(),
        /** Accounts whose balance or credit is not the sum of their postings. */
        unexplainedAccounts: z.array(z.int()),
        /** The number of the first audit entry that does not follow from the one before. */
        auditBreak: z.int().nullable(),
      }),
      errors: [],
      rest: get('/admin/audit/verify'),
    }),
  },
};
