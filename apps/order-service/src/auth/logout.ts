/** `auth.logout`: this sign-in, or all of the caller's. */
import type { Handler, OrderContract } from '@faultline/contract';
import { auditEntry } from './audit.ts';
import { type AuthDeps, ended } from './deps.ts';

export function logout({ store, now }: AuthDeps): Handler<OrderContract['auth']['logout']> {
  return async ({ allSessions = false }, call) => {
    const { userId, sessionId } = call.caller;
    const atMs = now();
    await store.commit({ userId, sessionsOf: userId }, ({ user, sessions }) => {
      if (user === null) return { answer: null };
      const leaving = allSessions ? sessions : sessions.filter(({ id }) => id === sessionId);
      // The generation ends what no row tells of: it counts even for a sign-in that begins this very moment.
      const { tokenGeneration, version } = user;
      const users = allSessions
        ? [{ ...user, tokenGeneration: tokenGeneration + 1, version: version + 1 }]
        : [];
      const action = allSessions ? 'LOGOUT_ALL' : 'LOGOUT';
      const changes = {
        atMs,
        users,
        sessions: leaving.map((session) => ended(session, 'LOGOUT', atMs)),
        audit: [auditEntry({ action, user, atMs }, call)],
      };
      return { answer: null, changes };
    });
    return { success: true };
  };
}
