/** Which record goes into which table: accounts and their money. */
import type { Account, Withdrawal } from '@faultline/domain';
import type { FundsOperation, LimitRequest } from '../../../ports/records.ts';
import type { LedgerRow } from '../ledger-rows.ts';
import type { TableSpec } from '../table-spec.ts';

export const accounts: TableSpec<Account> = {
  name: 'accounts',
  key: ['id'],
  columns: {
    id: 'int',
    accountNumber: 'text',
    userId: 'text',
    groupId: 'text',
    currency: 'text',
    balance: 'big',
    credit: 'big',
    leverage: 'big',
    marginMode: 'text',
    tradeState: 'text',
    disabledReason: 'text',
    book: 'text',
    lps: 'json',
    isDemo: 'bool',
    withdrawalDailyLimit: 'big',
    withdrawalMonthlyLimit: 'big',
    marginCallActive: 'bool',
    createdAtMs: 'int',
    version: 'int',
    lastEventSeq: 'int',
  },
  fixed: ['accountNumber', 'userId', 'currency', 'createdAtMs'],
};

export const postings: TableSpec<LedgerRow> = {
  name: 'postings',
  key: ['id'],
  columns: {
    id: 'int',
    accountId: 'int',
    balanceAfter: 'big',
    creditAfter: 'big',
    debit: 'text',
    credit: 'text',
    amount: 'big',
    type: 'text',
    refType: 'text',
    refId: 'text',
    atMs: 'int',
  },
};

export const withdrawals: TableSpec<Withdrawal> = {
  name: 'withdrawals',
  key: ['id'],
  columns: {
    id: 'text',
    accountId: 'int',
    amount: 'big',
    currency: 'text',
    method: 'text',
    destinationMasked: 'text',
    destinationKey: 'text',
    lockedUntilMs: 'int',
    status: 'text',
    requestedAtMs: 'int',
    decidedAtMs: 'int',
    decidedBy: 'text',
    reason: 'text',
    version: 'int',
  },
};

export const limitRequests: TableSpec<LimitRequest> = {
  name: 'limit_requests',
  key: ['id'],
  columns: {
    id: 'text',
    accountId: 'int',
    period: 'text',
    requestedLimit: 'big',
    reason: 'text',
    status: 'text',
    requestedAtMs: 'int',
    decidedAtMs: 'int',
    decidedBy: 'text',
    version: 'int',
  },
};

export const funds: TableSpec<FundsOperation> = {
  name: 'funds',
  key: ['id'],
  columns: {
    id: 'text',
    accountId: 'int',
    type: 'text',
    amount: 'big',
    method: 'text',
    reference: 'text',
    description: 'text',
    actorId: 'text',
    atMs: 'int',
  },
};
