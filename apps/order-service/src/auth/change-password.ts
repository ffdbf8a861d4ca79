/** `auth.changePassword`: the old one proves who asks, a poor new one is refused, every other sign-in ends. */
import type { Handler, OrderContract } from '@faultline/contract';
import { auditEntry } from './audit.ts';
import { type AuthDeps, ended } from './deps.ts';
import { weaknessOf } from './password-policy.ts';
import { provesPassword } from './prove-password.ts';

type ChangePassword = Handler<OrderContract['auth']['changePassword']>;

export function changePassword(deps: AuthDeps): ChangePassword {
  const { store, passwords, now } = deps;
  return async (input, call) => {
    const { userId, sessionId, username } = call.caller;
    const weakness = weaknessOf(input.new, username);
    if (weakness !== null) throw call.fail('INVALID_REQUEST', { field: 'new', reason: weakness });
    const proved = await store.userById(userId);
    // Counted apart from logins: with a stolen token nobody guesses the password, nor locks its owner out.
    const proof = { user: proved, subject: `change:${userId}`, password: input.old };
    if (!(await provesPassword(deps, proof, call)) || proved === null) {
      const atMs = now();
      const entry = auditEntry({ action: 'PASSWORD_CHANGE_FAILED', user: proved, atMs }, call);
      await store.commit({}, () => ({ answer: null, changes: { atMs, audit: [entry] } }));
      throw call.fail('AUTH_INVALID', { reason: 'CREDENTIALS' });
    }
    const passwordHash = await passwords.hash(input.new);
    const atMs = now();
    const changed = await store.commit({ userId, sessionsOf: userId }, ({ user, sessions }) => {
      if (user?.passwordHash !== proved.passwordHash) return { answer: false };
      const others = sessions.filter(({ id }) => id !== sessionId);
      const changes = {
        atMs,
        users: [{ ...user, passwordHash, version: user.version + 1 }],
        sessions: others.map((session) => ended(session, 'PASSWORD', atMs)),
        audit: [auditEntry({ action: 'PASSWORD_CHANGED', user, atMs }, call)],
      };
      return { answer: true, changes };
    });
    // Somebody else changed it meanwhile: what was proved is not the password any more.
    if (!changed) throw call.fail('AUTH_INVALID', { reason: 'CREDENTIALS' });
    return { success: true };
  };
}
