/** `auth.login` and `auth.me`. */
import type { OrderContract, Handlers, User as Caller } from '@faultline/contract';
import type { Store, User } from '../ports/store.ts';

export interface AuthDeps {
  readonly store: Store;
  readonly passwords: {
    readonly verify: (password: string, hash: string | null) => Promise<boolean>;
  };
  readonly tokens: { readonly issue: (user: Caller, ttlSec: number) => Promise<string> };
  /** REST clients have no refresh and stay signed in for longer. */
  readonly tokenTtlSec: { readonly REST: number; readonly TRPC: number };
}

export function authHandlers(deps: AuthDeps): Handlers<OrderContract['auth']> {
  const { store, passwords, tokens, tokenTtlSec } = deps;
  return {
    login: async ({ username, password }, call) => {
      const user = await findUser(store, username);
      const correct = await passwords.verify(password, user?.passwordHash ?? null);
      if (user === null || !correct) throw call.fail('AUTH_INVALID', { reason: 'CREDENTIALS' });
      // Only who knows the password learns that the user is switched off.
      if (user.status === 'DISABLED')
        throw call.fail('ACCOUNT_DISABLED', { reason: 'User disabled' });
      const { id, role } = user;
      const expiresInSec = tokenTtlSec[call.door];
      const caller: Caller = { kind: 'user', userId: id, username: user.username, role };
      return {
        accessToken: await tokens.issue(caller, expiresInSec),
        expiresInSec,
        user: { id, username: user.username, role },
      };
    },
    me: async (_input, { caller }) => {
      const accounts = await store.accountsOf(caller.userId);
      return {
        user: { id: caller.userId, username: caller.username, role: caller.role },
        accounts: accounts.map(({ id, accountNumber, currency }) => ({
          id,
          accountNumber,
          currency,
        })),
      };
    },
  };
}

/** By name, or by the number of an account. */
async function findUser(store: Store, username: string): Promise<User | null> {
  if (!/^\d{1,15}$/.test(username)) return store.userByName(username);
  const { account } = await store.read({ accountId: Number(username) });
  return account === null ? null : store.userById(account.userId);
}
