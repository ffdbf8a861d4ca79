/** Taking money out. The amount leaves the balance when it is asked for, so that nobody can spend it twice. */
import { z } from 'zod';
import {
  decimal,
  idempotencyKey,
  instant,
  PAGED,
  paged,
  pageOf,
  serialId,
  term,
  words,
} from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';

export const withdrawalStatus = z.enum(['REQUESTED', 'APPROVED', 'PAID', 'REJECTED', 'CANCELLED']);
export const limitRequestStatus = z.enum(['REQUESTED', 'APPROVED', 'REJECTED']);
export const withdrawalId = z.string().regex(/^WD-\d{1,15}$/, 'It looks like WD-1.');

export const WithdrawalView = z.strictObject({
  id: z.string(),
  accountId: serialId,
  amount: decimal,
  currency: z.string(),
  method: z.enum(['BANK_TRANSFER', 'CRYPTO']),
  /** Where to, all but the last characters hidden. */
  destination: z.string(),
  /** Before then it is neither approved nor paid, because the destination is new to the account; null when nothing held it. */
  lockedUntil: instant.nullable(),
  status: withdrawalStatus,
  requestedAt: instant,
  decidedAt: instant.nullable(),
  reason: z.string().nullable(),
  version: z.int(),
});

export const LimitRequestView = z.strictObject({
  id: z.string(),
  accountId: serialId,
  period: z.enum(['DAILY', 'MONTHLY']),
  limit: decimal,
  currency: z.string(),
  reason: z.string(),
  status: limitRequestStatus,
  requestedAt: instant,
  decidedAt: instant.nullable(),
  version: z.int(),
});

const PeriodView = z.strictObject({ limit: decimal, used: decimal, resetsAt: instant });

export const withdrawals = {
  request: mutation({
    fresh: true,
    needs: 'trader',
    input: z.strictObject({
      accountId: serialId.optional(),
      amount: decimal,
      /** CARD is known and always refused: cards take deposits only. */
      method: z.enum(['BANK_TRANSFER', 'CRYPTO', 'CARD']),
      /** Account number or address; only its last characters are kept. A new one is locked for a day: see `lockedUntil`. */
      destination: words(128),
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: WithdrawalView,
    errors: [
      'ACCOUNT_NOT_FOUND',
      'ACCOUNT_DISABLED',
      'INSUFFICIENT_BALANCE',
      'WITHDRAWAL_LIMIT_EXCEEDED',
    ],
    rest: post('/api/withdrawals'),
  }),
  /** Takes back a request that nobody has decided on; the money returns at once. */
  cancel: mutation({
    needs: 'trader',
    input: z.strictObject({ withdrawalId, idempotencyKey: idempotencyKey.optional() }),
    output: WithdrawalView,
    errors: ['NOT_FOUND'],
    rest: post('/api/withdrawals/cancel'),
  }),
  list: query({
    needs: 'trader',
    input: z.strictObject({
      accountId: serialId.optional(),
      status: withdrawalStatus.optional(),
      ...paged,
    }),
    output: pageOf(WithdrawalView),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/api/withdrawals', { accountId: 'integer', status: 'text', ...PAGED }),
  }),
  /** What may be taken out today and this month, and what of it is used. Days and months are UTC's. */
  limits: query({
    needs: 'trader',
    input: z.strictObject({ accountId: serialId.optional() }),
    output: z.strictObject({
      accountId: serialId,
      currency: z.string(),
      daily: PeriodView,
      monthly: PeriodView,
      /** Requests for other limits, the newest first. */
      requests: z.array(LimitRequestView),
    }),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/api/withdrawals/limits', { accountId: 'integer' }),
  }),
  /** Asks for another limit. It holds when an administrator has approved it. */
  requestLimit: mutation({
    needs: 'trader',
    input: z.strictObject({
      accountId: serialId.optional(),
      period: z.enum(['DAILY', 'MONTHLY']),
      limit: term,
      reason: words(500),
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: LimitRequestView,
    errors: ['ACCOUNT_NOT_FOUND', 'ACCOUNT_DISABLED'],
    rest: post('/api/withdrawals/limits/request'),
  }),
};
