/** The demo's people, accounts and instruments, for an empty database only. */
import {
  DEMO_GROUP,
  DEMO_INSTRUMENTS,
  DEMO_SCHEDULES,
  type Account,
  clientLedger,
} from '@faultline/domain';
import type { Passwords } from './auth/deps.ts';
import type { Changes, Store, User } from './ports/store.ts';

const USERS: readonly Pick<User, 'username' | 'role'>[] = [
  { username: 'trader', role: 'TRADER' },
  { username: 'trader2', role: 'TRADER' },
  { username: 'support', role: 'SUPPORT' },
  { username: 'admin', role: 'ADMIN' },
];

const ACCOUNTS: readonly { owner: string; book: 'A' | 'B'; lps: readonly string[] }[] = [
  { owner: 'trader', book: 'A', lps: ['YOFX'] },
  { owner: 'trader', book: 'B', lps: ['YOFX'] },
  { owner: 'trader2', book: 'A', lps: ['YOFX'] },
  { owner: 'trader2', book: 'A', lps: ['YOFX', 'OANDA'] },
];

/** 10,000.00 USD. */
const START_BALANCE = 1_000_000n;

/** Fills an empty database; does nothing where there is already a user. */
export async function fillDemoData(
  store: Store,
  passwords: Pick<Passwords, 'hash'>,
  nowMs: number,
): Promise<void> {
  if ((await store.userByName('trader')) !== null) return;
  const users = await Promise.all(
    USERS.map(async ({ username, role }): Promise<User> => {
      const passwordHash = await passwords.hash(`${username}-demo`);
      return {
        id: `user_${username}`,
        username,
        fullName: `Demo ${username}`,
        role,
        passwordHash,
        locale: 'en',
        status: 'ACTIVE',
        tokenGeneration: 1,
        createdAtMs: nowMs,
        version: 1,
      };
    }),
  );
  // Asked again inside: of several processes that start together, one fills.
  await store.commit({ username: 'trader' }, ({ ids, user }) => {
    if (user !== null) return { answer: undefined };
    const accounts = ACCOUNTS.map((_, index) => accountOf(index, ids.accountId(), nowMs));
    const changes: Changes = {
      atMs: nowMs,
      users,
      groups: [DEMO_GROUP],
      schedules: DEMO_SCHEDULES,
      instruments: DEMO_INSTRUMENTS,
      accounts,
      postings: accounts.map(({ id }) => ({
        id: ids.postingId(),
        debit: 'house:funding',
        credit: clientLedger(id),
        amount: START_BALANCE,
        type: 'DEPOSIT',
        refType: 'SYSTEM',
        refId: 'demo',
        atMs: nowMs,
      })),
    };
    return { answer: undefined, changes };
  });
}

function accountOf(index: number, id: number, createdAtMs: number): Account {
  const { owner = '', book = 'A', lps = [] } = ACCOUNTS[index] ?? {};
  return {
    id,
    accountNumber: `FL-${String(id).padStart(6, '0')}`,
    userId: `user_${owner}`,
    groupId: DEMO_GROUP.id,
    currency: 'USD',
    balance: START_BALANCE,
    credit: 0n,
    leverage: 100n,
    marginMode: 'HEDGING',
    tradeState: 'ACTIVE',
    disabledReason: null,
    book,
    lps,
    isDemo: true,
    withdrawalDailyLimit: null,
    withdrawalMonthlyLimit: null,
    marginCallActive: false,
    createdAtMs,
    version: 1,
    lastEventSeq: 0,
  };
}
