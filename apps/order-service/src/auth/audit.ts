/** Entries of the audit log about signing in and out. What was typed in never gets there: people type passwords as names. */
import type { Call } from '@faultline/contract';
import type { AuditEntry, User } from '../ports/store.ts';

type Action =
  | 'LOGIN'
  | 'LOGIN_FAILED'
  | 'REFRESH_REUSED'
  | 'LOGOUT'
  | 'LOGOUT_ALL'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_CHANGE_FAILED';

interface Act {
  readonly action: Action;
  /** `null` for a name that nobody has. */
  readonly user: User | null;
  readonly reason?: string;
  readonly atMs: number;
}

export const auditEntry = (
  { action, user, reason, atMs }: Act,
  { requestId, ip }: Pick<Call<never>, 'requestId' | 'ip'>,
): AuditEntry => ({
  actorId: user?.id ?? 'unknown',
  role: user?.role ?? 'NONE',
  action,
  target: `user:${user?.id ?? 'unknown'}`,
  before: null,
  after: null,
  reason: reason ?? null,
  requestId,
  ip,
  atMs,
});
