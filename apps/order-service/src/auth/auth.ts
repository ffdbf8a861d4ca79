/** `auth.*`: signing in and out, and who is signed in. */
import type { OrderContract, Handlers } from '@faultline/contract';
import { changePassword } from './change-password.ts';
import type { AuthDeps } from './deps.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { refresh } from './refresh.ts';

type Auth = Handlers<OrderContract['auth']>;

export const authHandlers = (deps: AuthDeps): Auth => ({
  login: login(deps),
  refresh: refresh(deps),
  logout: logout(deps),
  changePassword: changePassword(deps),
  me: me(deps),
  sessions: sessions(deps),
});

function me({ store }: AuthDeps): Auth['me'] {
  return async (_input, { caller: { userId, username, role } }) => {
    const accounts = await store.accountsOf(userId);
    return {
      user: { id: userId, username, role },
      accounts: accounts.map(({ id, accountNumber, currency }) => ({
        id,
        accountNumber,
        currency,
      })),
    };
  };
}

function sessions({ store, now }: AuthDeps): Auth['sessions'] {
  return async (_input, { caller }) => {
    const live = await store.liveSessions(caller.userId, now());
    return {
      sessions: live.map(({ id, ip, createdAtMs, lastUsedAtMs, expiresAtMs }) => ({
        current: id === caller.sessionId,
        ip,
        createdAt: createdAtMs,
        lastUsedAt: lastUsedAtMs,
        expiresAt: expiresAtMs,
      })),
    };
  };
}
