/** Accounts as the broker runs them: opening, terms, state, passwords. */
import { z } from 'zod';
import {
  decimal,
  idempotencyKey,
  instant,
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

const marginMode = z.enum(['HEDGING', 'NETTING']);
const tradeState = z.enum(['ACTIVE', 'CLOSE_ONLY', 'DISABLED']);
const lps = z.array(slug).min(1).max(16);
const leverage = z.int().min(1).max(5_000);
/** Digits alone would be the number of an account. */
const username = z
  .string()
  .regex(/^(?!\d+$)[^\s\p{Cc}]{1,64}$/u, 'A name has no spaces and is no number.');
const password = z.string().min(8).max(128);

const AccountAdminView = z.strictObject({
  id: serialId,
  accountNumber: z.string(),
  userId: z.string(),
  username: z.string(),
  fullName: z.string(),
  groupId: z.string(),
  currency: z.string(),
  balance: decimal,
  credit: decimal,
  equity: decimal,
  margin: decimal,
  freeMargin: decimal,
  marginLevel: decimal.nullable(),
  openPositions: z.int(),
  leverage: z.int(),
  marginMode,
  tradeState,
  disabledReason: z.string().nullable(),
  book: z.enum(['A', 'B']),
  lps: z.array(z.string()),
  isDemo: z.boolean(),
  /** Its own instead of the group's; null for the group's. */
  withdrawalDailyLimit: decimal.nullable(),
  withdrawalMonthlyLimit: decimal.nullable(),
  createdAt: instant,
  version: z.int(),
});

const changing = {
  accountId: serialId,
  /** The version that the caller saw: a change in between is refused. */
  version: z.int().positive().optional(),
  idempotencyKey: idempotencyKey.optional(),
};

export const adminAccounts = {
  list: query({
    needs: 'support',
    input: z.strictObject({
      username: oneLine(128).optional(),
      groupId: slug.optional(),
      tradeState: tradeState.optional(),
      ...paged,
    }),
    output: pageOf(AccountAdminView),
    errors: [],
    rest: get('/admin/accounts', {
      username: 'text',
      groupId: 'text',
      tradeState: 'text',
      ...PAGED,
    }),
  }),
  get: query({
    needs: 'support',
    input: z.strictObject({ accountId: serialId }),
    output: AccountAdminView,
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/admin/accounts/:accountId', { accountId: 'integer' }),
  }),
  /**
   * Opens an account. A new user name needs a full name and a password; with the name of an existing user, and without
   * those two, the account is one more of that user's. What is left out is the house's default.
   */
  create: mutation({
    needs: 'admin',
    input: z.strictObject({
      username,
      fullName: words(128).optional(),
      password: password.optional(),
      groupId: slug.optional(),
      leverage: leverage.optional(),
      marginMode: marginMode.optional(),
      book: z.enum(['A', 'B']).optional(),
      lps: lps.optional(),
      isDemo: z.boolean().optional(),
      /** For demo accounts only. */
      balance: term.optional(),
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: AccountAdminView,
    errors: [],
    rest: post('/api/account/create'),
  }),
  /** Changes terms. The margin mode can only be changed while nothing is open. */
  update: mutation({
    needs: 'admin',
    input: z.strictObject({
      ...changing,
      leverage: leverage.optional(),
      marginMode: marginMode.optional(),
      groupId: slug.optional(),
      book: z.enum(['A', 'B']).optional(),
      lps: lps.optional(),
      withdrawalDailyLimit: term.nullable().optional(),
      withdrawalMonthlyLimit: term.nullable().optional(),
    }),
    output: AccountAdminView,
    errors: ['ACCOUNT_NOT_FOUND', 'MARGIN_INSUFFICIENT'],
    rest: post('/admin/account/update'),
  }),
  /** DISABLED also cancels the orders that wait in our own book. */
  setState: mutation({
    needs: 'admin',
    input: z.strictObject({ ...changing, state: tradeState, reason: words(500) }),
    output: AccountAdminView,
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: post('/admin/account/state'),
  }),
  /** Sets a new password for the account's user; whoever is signed in is signed out. */
  resetPassword: mutation({
    fresh: true,
    needs: 'admin',
    input: z.strictObject({
      accountId: serialId,
      password,
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: z.strictObject({ accountId: serialId, userId: z.string() }),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: post('/admin/reset-password'),
  }),
};
