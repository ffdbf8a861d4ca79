/** `auth.login`: a name or account number and a password become a sign-in. */
import type { Call, Handler, OrderContract } from '@faultline/contract';
import type { AuditEntry, Facts, RefreshSession, Store, User } from '../ports/store.ts';
import { auditEntry } from './audit.ts';
import { type AuthDeps, ended } from './deps.ts';
import { issueAccess } from './issue-tokens.ts';
import { provesPassword } from './prove-password.ts';

type Login = Handler<OrderContract['auth']['login']>;

/** Sign-ins of one user at a time; the oldest makes room. */
const SESSIONS_MAX = 50;

export function login(deps: AuthDeps): Login {
  return async ({ username, password, refresh }, call) => {
    const user = await findUser(deps.store, username);
    const subject = user?.id ?? `name:${username.toLowerCase()}`;
    const right = await provesPassword(deps, { user, subject, password }, call);
    if (user === null || !right) {
      await auditFailure(deps, { user, reason: 'CREDENTIALS' }, call);
      throw call.fail('AUTH_INVALID', { reason: 'CREDENTIALS' });
    }
    // Only who knows the password learns that the user is switched off.
    if (user.status === 'DISABLED') {
      await auditFailure(deps, { user, reason: 'DISABLED' }, call);
      throw call.fail('ACCOUNT_DISABLED', { reason: 'User disabled' });
    }
    const withRefresh = call.door === 'TRPC' || refresh === 1;
    const { token, session } = newSession(deps, { user, withRefresh }, call);
    const passwordHash = deps.passwords.isOutdated(user.passwordHash)
      ? await deps.passwords.hash(password)
      : user.passwordHash;
    const entry = auditEntry({ action: 'LOGIN', user, atMs: session.createdAtMs }, call);
    const signedIn = await deps.store.commit({ userId: user.id, sessionsOf: user.id }, (facts) =>
      decideSignIn(facts, { proved: user, passwordHash, session, entry }),
    );
    if (signedIn === null) throw call.fail('AUTH_INVALID', { reason: 'CREDENTIALS' });
    const access = await issueAccess(deps, call.door, { user: signedIn, session });
    return token === null ? access : { ...access, refreshToken: token };
  };
}

async function findUser(store: Store, username: string): Promise<User | null> {
  return (await store.userByName(username)) ?? store.userByAccountNumber(username);
}

async function auditFailure(
  { store, now }: AuthDeps,
  { user, reason }: { user: User | null; reason: string },
  call: Pick<Call<never>, 'requestId' | 'ip'>,
): Promise<void> {
  const atMs = now();
  const entry = auditEntry({ action: 'LOGIN_FAILED', user, reason, atMs }, call);
  await store.commit({}, () => ({ answer: null, changes: { atMs, audit: [entry] } }));
}

function newSession(
  { refreshTokens, refreshTtlSec, tokenTtlSec, now }: AuthDeps,
  { user, withRefresh }: { user: User; withRefresh: boolean },
  { door, ip }: Pick<Call<never>, 'door' | 'ip'>,
): { token: string | null; session: RefreshSession } {
  const id = refreshTokens.newSessionId();
  const { token, hash } = withRefresh ? refreshTokens.issue(id) : { token: null, hash: null };
  const createdAtMs = now();
  const ttlSec = withRefresh ? refreshTtlSec : tokenTtlSec[door];
  const session: RefreshSession = {
    id,
    userId: user.id,
    tokenHash: hash,
    tokenGeneration: user.tokenGeneration,
    ip,
    createdAtMs,
    lastUsedAtMs: createdAtMs,
    expiresAtMs: createdAtMs + ttlSec * 1_000,
    endedAtMs: null,
    endReason: null,
  };
  return { token, session };
}

interface SignIn {
  /** The user as it was when the password was proved. */
  readonly proved: User;
  readonly passwordHash: string;
  readonly session: RefreshSession;
  readonly entry: AuditEntry;
}

/** `null` when the user was changed while the password was being proved. */
function decideSignIn({ user, sessions }: Facts, { proved, passwordHash, session, entry }: SignIn) {
  const stands =
    user?.status === 'ACTIVE' &&
    user.passwordHash === proved.passwordHash &&
    user.tokenGeneration === proved.tokenGeneration;
  if (!stands) return { answer: null };
  const atMs = session.createdAtMs;
  const live = sessions.filter(({ expiresAtMs }) => expiresAtMs > atMs);
  const surplus = live.slice(0, Math.max(0, live.length + 1 - SESSIONS_MAX));
  const rehashed =
    passwordHash === user.passwordHash
      ? []
      : [{ ...user, passwordHash, version: user.version + 1 }];
  const changes = {
    atMs,
    users: rehashed,
    sessions: [...surplus.map((one) => ended(one, 'TOO_MANY', atMs)), session],
    audit: [entry],
  };
  return { answer: user, changes };
}
