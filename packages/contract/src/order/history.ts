/** What has happened on an account: orders, deals, and every movement of its money. */
import { z } from 'zod';
import {
  decimal,
  IN_TIME,
  instant,
  inTime,
  PAGED,
  paged,
  pageOf,
  serialId,
  symbolName,
} from '../codecs.ts';
import { get, query } from '../op.ts';
import { DealView, OrderStatusView, OrderView } from './views.ts';

const entryType = z.enum([
  'DEPOSIT',
  'WITHDRAWAL',
  'WITHDRAWAL_RETURN',
  'REALIZED_PL',
  'COMMISSION',
  'SWAP',
  'ADJUSTMENT',
  'BONUS',
  'BONUS_OUT',
  'NEGATIVE_BALANCE_COMPENSATION',
]);

export const LedgerEntryView = z.strictObject({
  id: serialId,
  accountId: serialId,
  type: entryType,
  /** Signed: negative is taken away. Of the balance, or of the credit for bonus money. */
  amount: decimal,
  balanceAfter: decimal,
  creditAfter: decimal,
  currency: z.string(),
  refType: z.enum(['DEAL', 'WITHDRAWAL', 'ADMIN', 'SYSTEM']),
  refId: z.string(),
  method: z.string().nullable(),
  /** Given by whoever moved the money. */
  reference: z.string().nullable(),
  description: z.string().nullable(),
  createdAt: instant,
});

export const ordersAsked = z.strictObject({
  accountId: serialId.optional(),
  status: z.array(OrderStatusView).min(1).max(8).optional(),
  symbol: symbolName.optional(),
  ...inTime,
  ...paged,
});
export const ORDERS_ASKED = {
  accountId: 'integer',
  status: 'list',
  symbol: 'text',
  ...IN_TIME,
  ...PAGED,
} as const;

export const ledgerAsked = z.strictObject({
  accountId: serialId.optional(),
  type: z.array(entryType).min(1).optional(),
  ...inTime,
  ...paged,
});
export const LEDGER_ASKED = { accountId: 'integer', type: 'list', ...IN_TIME, ...PAGED } as const;

/** Newest first, by the time at which they were made. */
export const history = {
  /** Orders that have ended. */
  orders: query({
    needs: 'trader',
    input: ordersAsked,
    output: pageOf(OrderView),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/api/history/orders', ORDERS_ASKED),
  }),
  deals: query({
    needs: 'trader',
    input: z.strictObject({
      accountId: serialId.optional(),
      symbol: symbolName.optional(),
      ...inTime,
      ...paged,
    }),
    output: pageOf(DealView),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/api/trades', { accountId: 'integer', symbol: 'text', ...IN_TIME, ...PAGED }),
  }),
  ledger: query({
    needs: 'trader',
    input: ledgerAsked,
    output: pageOf(LedgerEntryView),
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/api/ledger', LEDGER_ASKED),
  }),
};
