/**
 * `auth.refresh`: a refresh token becomes new tokens, once. Whoever shows one a second time has a copy, or the other one
 * has: nobody can tell which, so the whole sign-in ends. A use that is merely repeated, because its answer was lost, names the
 * key of the first time, and the token that follows from both is still the newest one: nothing changes, and it is told again.
 */
import type { Handler, OrderContract } from '@faultline/contract';
import { type Refusal, refuse } from '@faultline/errors';
import type { AuditEntry, Decided, Facts, RefreshSession, User } from '../ports/store.ts';
import { auditEntry } from './audit.ts';
import { type AuthDeps, ended } from './deps.ts';
import { issueAccess } from './issue-tokens.ts';

type Refused = Refusal<'AUTH_INVALID' | 'AUTH_EXPIRED' | 'ACCOUNT_DISABLED'>;
type Refreshed =
  | {
      readonly ok: true;
      readonly user: User;
      readonly session: RefreshSession;
      readonly repeated: boolean;
    }
  | { readonly ok: false; readonly refusal: Refused };

export function refresh(deps: AuthDeps): Handler<OrderContract['auth']['refresh']> {
  const { store, refreshTokens, now } = deps;
  return async ({ refreshToken, idempotencyKey: key }, call) => {
    const shown = refreshTokens.read(refreshToken);
    if (shown === null) throw call.fail('AUTH_INVALID', { reason: 'REFRESH_REUSED' });
    const { sessionId, hash } = shown;
    const next = refreshTokens.next({ token: refreshToken, sessionId }, key);
    const { ip } = call;
    const turn = { hash, nextHash: next.hash, ip, atMs: now() };
    const done = await store.commit({ sessionId }, (facts) =>
      decideRefresh(facts, turn, (user) =>
        auditEntry({ action: 'REFRESH_REUSED', user, atMs: turn.atMs }, call),
      ),
    );
    if (!done.ok) throw call.raise(done.refusal);
    if (key !== undefined) call.describe({ idempotencyKey: key, replayed: done.repeated });
    return { ...(await issueAccess(deps, call.door, done)), refreshToken: next.token };
  };
}

/** Long enough for a restart or a tunnel. Later the same is a use of a token that is long spent. */
const REPEATED_MS = 120_000;

interface Turn {
  readonly hash: string;
  readonly nextHash: string;
  readonly ip: string;
  readonly atMs: number;
}

/** Sees the sign-in as the refresh before it left it: of two with the same token the second finds another hash. */
function decideRefresh(
  { session, user }: Facts,
  { hash, nextHash, ip, atMs }: Turn,
  reuse: (user: User) => AuditEntry,
): Decided<Refreshed> {
  if (session === null || user === null) return refused(REUSED);
  if (session.tokenGeneration !== user.tokenGeneration) return refused(REVOKED);
  if (session.endedAtMs !== null) return refused(session.endReason === 'REUSED' ? REUSED : REVOKED);
  const repeated = session.tokenHash === nextHash && atMs - session.lastUsedAtMs <= REPEATED_MS;
  if (session.tokenHash !== hash && !repeated) {
    const sessions = [ended(session, 'REUSED', atMs)];
    return { ...refused(REUSED), changes: { atMs, sessions, audit: [reuse(user)] } };
  }
  if (session.expiresAtMs <= atMs) return refused(expired(session.expiresAtMs));
  if (user.status === 'DISABLED') {
    return refused(refuse('ACCOUNT_DISABLED', { reason: 'User disabled' }));
  }
  if (repeated) return { answer: { ok: true, user, session, repeated } };
  const renewed = { ...session, tokenHash: nextHash, ip, lastUsedAtMs: atMs };
  return {
    answer: { ok: true, user, session: renewed, repeated },
    changes: { atMs, sessions: [renewed] },
  };
}

const refused = (refusal: Refused): { answer: Refreshed } => ({ answer: { ok: false, refusal } });

const REUSED = refuse('AUTH_INVALID', { reason: 'REFRESH_REUSED' });
const REVOKED = refuse('AUTH_INVALID', { reason: 'REVOKED' });

const expired = (atMs: number) =>
  refuse('AUTH_EXPIRED', { expiredAt: `${new Date(atMs).toISOString().slice(0, 19)}Z` });
