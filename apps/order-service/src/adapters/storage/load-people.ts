/** Loads the users and sign-ins that a group of commands asked to see. A user's row, when locked, guards the sign-ins, too. */
import type { Wanted } from '../../ports/facts.ts';
import type { RefreshSession, User } from '../../ports/records.ts';
import type { Reader } from './driver.ts';
import * as tables from './tables/index.ts';

export interface People {
  readonly users: Map<string, User>;
  readonly sessions: Map<string, RefreshSession>;
}

/** By their own ids, by their names, and by the ids of their sign-ins; in one order, so that no two lock crosswise. */
const USERS = `id IN (SELECT id FROM users WHERE id = ANY(?)
  UNION SELECT id FROM users WHERE lower(username) = ANY(?)
  UNION SELECT user_id FROM refresh_sessions WHERE id = ANY(?)) ORDER BY id`;

const SESSIONS = `id IN (SELECT id FROM refresh_sessions WHERE id = ANY(?)
  UNION SELECT id FROM refresh_sessions WHERE user_id = ANY(?) AND ended_at_ms IS NULL)
  ORDER BY created_at_ms, id`;

/** Both questions are asked at once, the sessions behind the lock. */
export async function loadPeople(
  wanted: readonly Wanted[],
  { reader, lock }: { reader: Reader; lock: string },
): Promise<People> {
  const sessionIds = wanted.flatMap(({ sessionId }) => sessionId ?? []);
  const owners = wanted.flatMap(({ sessionsOf }) => sessionsOf ?? []);
  const userIds = [...wanted.flatMap(({ userId }) => userId ?? []), ...owners];
  const names = wanted.flatMap(({ username }) => username?.toLowerCase() ?? []);
  const asksForUsers = userIds.length + names.length + sessionIds.length > 0;
  const asksForSessions = sessionIds.length + owners.length > 0;
  const [users, sessions] = await Promise.all([
    asksForUsers ? reader.rows(tables.users, `${USERS} ${lock}`, [userIds, names, sessionIds]) : [],
    asksForSessions ? reader.rows(tables.refreshSessions, SESSIONS, [sessionIds, owners]) : [],
  ]);
  return { users: byId(users), sessions: byId(sessions) };
}

const byId = <T extends { readonly id: string }>(records: readonly T[]): Map<string, T> =>
  new Map(records.map((record) => [record.id, record]));
