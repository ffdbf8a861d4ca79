/** The people of the bench: as many as there are connections, each with a netting account in our own book. */
import { DEMO_GROUP } from '@faultline/domain';
import type { Store } from '../../src/ports/store.ts';
import { createPasswords } from '../../src/adapters/auth/passwords.ts';
import { ask } from '../../src/testing/ask.ts';

/** So cheap that hundreds may sign in at once. */
export const passwords = createPasswords({ memoryKib: 64, passes: 1 });

export interface Member {
  readonly accountId: number;
  readonly token: string;
}

const FIRST_ACCOUNT = 1_000;
const PASSWORD = 'bench-password';
/** 10,000,000.00 USD. */
const BALANCE = 1_000_000_000n;
const QUOTE_TTL_MS = 3_600_000;

/** Beside the demo's own; prices that are told once must last for the whole run. */
export async function settleIn(store: Store, size: number): Promise<void> {
  const atMs = Date.now();
  const passwordHash = await passwords.hash(PASSWORD);
  const { instruments } = store.reference();
  await store.commit({ accountId: 2, userId: 'user_trader' }, ({ account, user }) => {
    if (account === null || user === null) throw new Error('the demo has an account 2');
    const people = Array.from({ length: size }, (_, index) => index);
    const users = people.map((index) => ({
      ...user,
      id: `user_bench${index}`,
      username: `bench${index}`,
      passwordHash,
    }));
    const accounts = people.map((index) => ({
      ...account,
      id: FIRST_ACCOUNT + index,
      accountNumber: `BENCH-${index}`,
      userId: `user_bench${index}`,
      groupId: DEMO_GROUP.id,
      marginMode: 'NETTING' as const,
      balance: BALANCE,
    }));
    const lasting = [...instruments.values()].map((one) => ({ ...one, quoteTtlMs: QUOTE_TTL_MS }));
    return { answer: null, changes: { atMs, users, accounts, instruments: lasting } };
  });
}

/** Everybody with a token of their own, by the real door. */
export async function signIn(url: string, size: number): Promise<Member[]> {
  const members: Member[] = [];
  for (let index = 0; index < size; index += 1) {
    const body = { username: `bench${index}`, password: PASSWORD };
    const { told, status } = await ask(`${url}/login`, { body });
    if (status !== 200) throw new Error(`sign-in answered ${status}`);
    members.push({ accountId: FIRST_ACCOUNT + index, token: String(told['token']) });
  }
  return members;
}
