/** Loads the users and sign-ins that a group of commands asked to see. A user's row, when locked, guards the sign-ins, too. */
import type { Wanted } from '../../ports/facts.ts';
import type { RefreshSession, User } from '../../ports/records.ts';
import type { Reader } from './driver.ts';
import * as tables from './tables/index.ts';

export interface People {
  readonly users: Map<string, User>;
  readonly sessions: Map<string, RefreshSession>;
}

export async function loadPeople(
  wanted: readonly Wanted[],
  { reader, lock }: { reader: Reader; lock: string },
): Promise<People> {
  const sessionIds = wanted.flatMap(({ sessionId }) => sessionId ?? []);
  const owners = wanted.flatMap(({ sessionsOf }) => sessionsOf ?? []);
  const userIds = [
    ...wanted.flatMap(({ userId }) => userId ?? []),
    ...owners,
    ...(await idsOf(reader, {
      table: 'users',
      id: 'id',
      where: 'lower(username)',
      values: wanted.flatMap(({ username }) => username?.toLowerCase() ?? []),
    })),
    ...(await idsOf(reader, {
      table: 'refresh_sessions',
      id: 'user_id',
      where: 'id',
      values: sessionIds,
    })),
  ];
  if (userIds.length === 0) return { users: new Map(), sessions: new Map() };
  // In the order of their ids, so that two who lock the same users never wait for each other.
  const users = await reader.rows(tables.users, `id = ANY(?) ORDER BY id ${lock}`, [
    unique(userIds),
  ]);
  return { users: byId(users), sessions: byId(await loadSessions(reader, sessionIds, owners)) };
}

async function loadSessions(
  reader: Reader,
  ids: readonly string[],
  owners: readonly string[],
): Promise<RefreshSession[]> {
  const ofOwners = 'user_id = ANY(?) AND ended_at_ms IS NULL ORDER BY created_at_ms, id';
  const live =
    owners.length === 0
      ? []
      : await reader.rows(tables.refreshSessions, ofOwners, [unique(owners)]);
  const asked =
    ids.length === 0 ? [] : await reader.rows(tables.refreshSessions, 'id = ANY(?)', [unique(ids)]);
  return [...live, ...asked];
}

interface Lookup {
  readonly table: 'users' | 'refresh_sessions';
  readonly id: string;
  readonly where: string;
  readonly values: readonly string[];
}

async function idsOf(reader: Reader, { table, id, where, values }: Lookup): Promise<string[]> {
  if (values.length === 0) return [];
  const sql = `SELECT ${id} AS found FROM ${table} WHERE ${where} = ANY(?)`;
  return (await reader.all(sql, [unique(values)])).map((row) => String(row['found']));
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

const byId = <T extends { readonly id: string }>(records: readonly T[]): Map<string, T> =>
  new Map(records.map((record) => [record.id, record]));
