/** Money that a person moves, and the trader's requests that a person decides on. */
import { z } from 'zod';
import { decimal, idempotencyKey, PAGED, paged, pageOf, serialId, words } from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';
import { LEDGER_ASKED, ledgerAsked, LedgerEntryView } from './history.ts';
import {
  limitRequestStatus,
  LimitRequestView,
  withdrawalId,
  withdrawalStatus,
  WithdrawalView,
} from './withdrawals.ts';

const moving = {
  accountId: serialId,
  amount: decimal,
  /** Unique per account and kind of movement: what was booked once is not booked again. */
  reference: words(128).optional(),
  description: words(500).optional(),
  idempotencyKey: idempotencyKey.optional(),
};
const Moved = z.strictObject({ entry: LedgerEntryView, newBalance: decimal });

export const adminFunds = {
  deposit: mutation({
    fresh: true,
    needs: 'admin',
    input: z.strictObject({ ...moving, method: z.enum(['BANK_TRANSFER', 'CRYPTO', 'CARD']) }),
    output: Moved,
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: post('/admin/deposit'),
  }),
  /** Pays out at once. It counts against the limits like the trader's own withdrawals. */
  withdraw: mutation({
    fresh: true,
    needs: 'admin',
    input: z.strictObject({
      ...moving,
      method: z.enum(['BANK_TRANSFER', 'CRYPTO', 'CARD']),
      destination: words(128).optional(),
      /** Lifts the limits, never the balance; says why. */
      override: z.strictObject({ reason: words(500) }).optional(),
    }),
    output: Moved,
    errors: ['ACCOUNT_NOT_FOUND', 'INSUFFICIENT_BALANCE', 'WITHDRAWAL_LIMIT_EXCEEDED'],
    rest: post('/admin/withdraw'),
  }),
  /** A correction; a negative amount takes away. */
  adjust: mutation({
    fresh: true,
    needs: 'admin',
    input: z.strictObject({ ...moving, description: words(500) }),
    output: Moved,
    errors: ['ACCOUNT_NOT_FOUND', 'INSUFFICIENT_BALANCE'],
    rest: post('/admin/adjust'),
  }),
  /** Gives credit: it carries margin and cannot be withdrawn. */
  bonus: mutation({
    fresh: true,
    needs: 'admin',
    input: z.strictObject(moving),
    output: Moved,
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: post('/admin/bonus'),
  }),
  /** Takes credit back. */
  bonusOut: mutation({
    fresh: true,
    needs: 'admin',
    input: z.strictObject(moving),
    output: Moved,
    errors: ['ACCOUNT_NOT_FOUND', 'INSUFFICIENT_BALANCE'],
    rest: post('/admin/bonus-out'),
  }),
  ledger: query({
    needs: 'support',
    input: ledgerAsked.extend({ accountId: serialId }),
    output: pageOf(LedgerEntryView),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/admin/ledger', LEDGER_ASKED),
  }),
};

const deciding = { withdrawalId, idempotencyKey: idempotencyKey.optional() };

export const adminWithdrawals = {
  list: query({
    needs: 'support',
    input: z.strictObject({
      accountId: serialId.optional(),
      status: withdrawalStatus.optional(),
      ...paged,
    }),
    output: pageOf(WithdrawalView),
    errors: [],
    rest: get('/admin/withdrawals', { accountId: 'integer', status: 'text', ...PAGED }),
  }),
  approve: mutation({
    fresh: true,
    needs: 'admin',
    input: z.strictObject({ ...deciding, reason: words(500).optional() }),
    output: WithdrawalView,
    errors: ['NOT_FOUND'],
    rest: post('/admin/withdrawals/approve'),
  }),
  /** The money returns to the account. Also for one that was approved and could not be paid out. */
  reject: mutation({
    needs: 'admin',
    input: z.strictObject({ ...deciding, reason: words(500) }),
    output: WithdrawalView,
    errors: ['NOT_FOUND'],
    rest: post('/admin/withdrawals/reject'),
  }),
  markPaid: mutation({
    fresh: true,
    needs: 'admin',
    input: z.strictObject(deciding),
    output: WithdrawalView,
    errors: ['NOT_FOUND'],
    rest: post('/admin/withdrawals/paid'),
  }),
};

const decidingLimit = {
  limitRequestId: z.string().regex(/^LR-\d{1,15}$/, 'It looks like LR-1.'),
  idempotencyKey: idempotencyKey.optional(),
};

export const adminLimitRequests = {
  list: query({
    needs: 'support',
    input: z.strictObject({
      accountId: serialId.optional(),
      status: limitRequestStatus.optional(),
      ...paged,
    }),
    output: pageOf(LimitRequestView),
    errors: [],
    rest: get('/admin/limit-requests', { accountId: 'integer', status: 'text', ...PAGED }),
  }),
  /** The limit asked for becomes the account's own. */
  approve: mutation({
    fresh: true,
    needs: 'admin',
    input: z.strictObject(decidingLimit),
    output: LimitRequestView,
    errors: ['NOT_FOUND'],
    rest: post('/admin/limit-requests/approve'),
  }),
  reject: mutation({
    needs: 'admin',
    input: z.strictObject({ ...decidingLimit, reason: words(500) }),
    output: LimitRequestView,
    errors: ['NOT_FOUND'],
    rest: post('/admin/limit-requests/reject'),
  }),
};
