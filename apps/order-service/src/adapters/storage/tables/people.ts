/** Which record goes into which table: people, and what they did. */
import type { RefreshSession, User } from '../../../ports/records.ts';
import type { ChainedEntry } from '../audit-chain.ts';
import type { TableSpec } from '../table-spec.ts';

export const users: TableSpec<User> = {
  name: 'users',
  key: ['id'],
  columns: {
    id: 'text',
    username: 'text',
    fullName: 'text',
    passwordHash: 'text',
    role: 'text',
    locale: 'text',
    status: 'text',
    tokenGeneration: 'int',
    createdAtMs: 'int',
    version: 'int',
  },
};

export const refreshSessions: TableSpec<RefreshSession> = {
  name: 'refresh_sessions',
  key: ['id'],
  columns: {
    id: 'text',
    userId: 'text',
    tokenHash: 'text',
    tokenGeneration: 'int',
    ip: 'text',
    createdAtMs: 'int',
    lastUsedAtMs: 'int',
    expiresAtMs: 'int',
    endedAtMs: 'int',
    endReason: 'text',
  },
};

export const audit: TableSpec<ChainedEntry> = {
  name: 'audit',
  key: ['seq'],
  columns: {
    seq: 'int',
    actorId: 'text',
    role: 'text',
    action: 'text',
    target: 'text',
    before: 'json',
    after: 'json',
    reason: 'text',
    requestId: 'text',
    ip: 'text',
    atMs: 'int',
    hash: 'text',
  },
};
