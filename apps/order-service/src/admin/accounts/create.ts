/** `admin.accounts.create`: opens an account, and with a new name its user. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import {
  type Account,
  type AccountGroup,
  book,
  currencyDigits,
  type Decision,
  type Posting,
} from '@faultline/domain';
import { rescaled } from '@faultline/errors';
import type { Facts, User } from '../../ports/store.ts';
import { perform, type PerformDeps } from '../../trading/perform.ts';
import { invalid } from '../refusals.ts';
import { accountView } from './account-view.ts';

type Create = Handler<OrderContract['admin']['accounts']['create']>;
type Wish = Parameters<Create>[0];

/** The group that an account is opened in where none is named. */
const FIRST_GROUP = 'standard';

export interface AccountDeps extends PerformDeps {
  readonly passwords: { readonly hash: (password: string) => Promise<string> };
}

export function createAccount({ passwords, ...deps }: AccountDeps): Create {
  return async ({ password, ...wish }, call) => {
    const passwordHash = password === undefined ? null : await passwords.hash(password);
    return perform<'INVALID_REQUEST' | 'MISSING_PARAMETER', typeof row.output>(
      deps,
      {
        path: 'admin.accounts.create',
        wanted: { username: wish.username },
        // Without the password: its digest would lie in the database for a week.
        input: wish,
        output: row.output,
        decide: (facts, nowMs) => {
          const group = facts.reference.groups.get(wish.groupId ?? FIRST_GROUP);
          if (group === undefined) return invalid('groupId', 'There is no such group.');
          const accountId = facts.ids.accountId();
          const owner = ownerOf({ wish, passwordHash, accountId, nowMs }, facts);
          if (!owner.ok) return owner;
          const { user } = owner.value;
          const opened = open(wish, { group, user, accountId, nowMs }, facts);
          if (!opened.ok) return opened;
          const { account, posting } = opened.value;
          const changes = {
            accounts: [account],
            users: owner.value.isNew ? [user] : [],
            postings: posting === null ? [] : [posting],
          };
          const trail = { target: `account:${accountId}`, after: account };
          const empty = { account, positions: [], orders: [] };
          return {
            ok: true,
            value: { answer: accountView(empty, user, deps.market), changes, trail },
          };
        },
      },
      call,
    );
  };
}

const { create: row } = orderContract.admin.accounts;

interface Applicant {
  readonly wish: Omit<Wish, 'password'>;
  readonly passwordHash: string | null;
  readonly accountId: number;
  readonly nowMs: number;
}

interface Owner {
  readonly user: User;
  readonly isNew: boolean;
}

function ownerOf(
  { wish, passwordHash, accountId, nowMs }: Applicant,
  { user }: Facts,
): Decision<'INVALID_REQUEST' | 'MISSING_PARAMETER', Owner> {
  const { username, fullName } = wish;
  if (user !== null) {
    const isTaken = fullName !== undefined || passwordHash !== null;
    if (isTaken) return invalid('username', 'There is a user of this name already.');
    return { ok: true, value: { user, isNew: false } };
  }
  if (fullName === undefined || passwordHash === null) {
    const missingFields = [
      ...(fullName === undefined ? ['fullName'] : []),
      ...(passwordHash === null ? ['password'] : []),
    ];
    return { ok: false, refusal: { code: 'MISSING_PARAMETER', details: { missingFields } } };
  }
  const created: User = {
    id: `user_${accountId}`,
    username,
    fullName,
    passwordHash,
    role: 'TRADER',
    locale: 'en',
    status: 'ACTIVE',
    tokenGeneration: 1,
    createdAtMs: nowMs,
    version: 1,
  };
  return { ok: true, value: { user: created, isNew: true } };
}

interface Terms {
  readonly group: AccountGroup;
  readonly user: User;
  readonly accountId: number;
  readonly nowMs: number;
}

function open(
  wish: Applicant['wish'],
  terms: Terms,
  { reference, ids }: Facts,
): Decision<'INVALID_REQUEST', { account: Account; posting: Posting | null }> {
  const account = emptyAccount(wish, terms, reference);
  const { balance } = wish;
  if (balance !== undefined && !account.isDemo) {
    return invalid('balance', 'Only a demo account is opened with money.');
  }
  const given = balance && rescaled(balance, currencyDigits(account.currency));
  if (given === null || (given !== undefined && given < 0n)) {
    return invalid('balance', 'The balance is no amount of this currency.');
  }
  const change = account.isDemo ? (given ?? reference.settings.defaults.balance) : 0n;
  if (change === 0n) return { ok: true, value: { account, posting: null } };
  const refId = account.accountNumber;
  const note = { refType: 'SYSTEM', refId, atMs: terms.nowMs, postingId: ids.postingId() } as const;
  const booked = book(account, { type: 'DEPOSIT', change }, note);
  return {
    ok: true,
    value: { account: { ...booked.account, version: 1 }, posting: booked.posting },
  };
}

function emptyAccount(
  wish: Applicant['wish'],
  { group, user, accountId, nowMs }: Terms,
  { settings: { defaults } }: Facts['reference'],
): Account {
  return {
    id: accountId,
    accountNumber: `FL-${String(accountId).padStart(6, '0')}`,
    userId: user.id,
    groupId: group.id,
    currency: group.currency,
    balance: 0n,
    credit: 0n,
    leverage: wish.leverage === undefined ? defaults.leverage : BigInt(wish.leverage),
    marginMode: wish.marginMode ?? defaults.marginMode,
    tradeState: 'ACTIVE',
    disabledReason: null,
    book: wish.book ?? defaults.book,
    lps: wish.lps ?? [defaults.priceLp],
    isDemo: wish.isDemo ?? false,
    withdrawalDailyLimit: null,
    withdrawalMonthlyLimit: null,
    marginCallActive: false,
    createdAtMs: nowMs,
    version: 1,
    lastEventSeq: 0,
  };
}
