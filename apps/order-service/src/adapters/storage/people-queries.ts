/** Questions about users and their sign-ins that no command decides on. */
import type { Store } from '../../ports/store.ts';
import type { Driver, Writer } from './driver.ts';
import * as tables from './tables/index.ts';

type PeopleQueries = Pick<
  Store,
  'userByName' | 'userById' | 'usersOf' | 'userByAccountNumber' | 'liveSessions' | 'knowsAddress'
>;

const KEPT_MS = 30 * 24 * 3_600_000;
const LIVE = `user_id = ? AND ended_at_ms IS NULL AND expires_at_ms > ?
  AND token_generation = (SELECT u.token_generation FROM users u WHERE u.id = user_id)`;

export function peopleQueries(driver: Driver): PeopleQueries {
  return {
    userByName: async (username) =>
      (await driver.rows(tables.users, 'lower(username) = lower(?)', [username]))[0] ?? null,
    userById: async (id) => (await driver.rows(tables.users, 'id = ?', [id]))[0] ?? null,
    usersOf: async (ids) => driver.rows(tables.users, 'id = ANY(?)', [ids]),
    userByAccountNumber: async (accountNumber) => {
      const id = /^\d{1,15}$/.test(accountNumber) ? Number(accountNumber) : 0;
      const owner = 'id = (SELECT user_id FROM accounts WHERE account_number = ? OR id = ?)';
      return (await driver.rows(tables.users, owner, [accountNumber.toUpperCase(), id]))[0] ?? null;
    },
    liveSessions: async (userId, nowMs) =>
      driver.rows(tables.refreshSessions, `${LIVE} ORDER BY last_used_at_ms DESC, id`, [
        userId,
        nowMs,
      ]),
    knowsAddress: async (userId, ip) => {
      const sql = 'SELECT 1 AS found FROM refresh_sessions WHERE user_id = ? AND ip = ? LIMIT 1';
      return (await driver.all(sql, [userId, ip])).length > 0;
    },
  };
}

/** Expired sign-ins are kept for some weeks: they tell from where a user is known. */
export const sweepSessions = async (writer: Writer, nowMs: number, max: number): Promise<void> =>
  writer.run(
    'DELETE FROM refresh_sessions WHERE id IN (SELECT id FROM refresh_sessions WHERE expires_at_ms <= ? LIMIT ?)',
    [nowMs - KEPT_MS, max],
  );
