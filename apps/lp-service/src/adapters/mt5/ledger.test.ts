/** One suite for the ledger on both databases: what one step makes durable is all there or not at all. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newMt5Instance } from '@faultline/domain/mt5';
import { createLogger } from '@faultline/service';
import { findPostgres } from '@faultline/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mt5Commit, Mt5Happening, Mt5Ledger, Mt5Record, Notice } from '../../mt5/ports.ts';
import { newDatabase } from '../../testing/databases.ts';
import { loginFailure } from '../../testing/mt5-desk.ts';
import { mt5Ledger } from './ledger.ts';
import { openMt5Database } from './open-mt5.ts';

const log = createLogger('test', { level: 'silent' });

interface Opened {
  readonly ledger: Mt5Ledger;
  readonly close: () => Promise<unknown>;
}

async function openSqlite(): Promise<Opened> {
  const directory = mkdtempSync(join(tmpdir(), 'faultline-ledger-'));
  const database = await openMt5Database({ directory, databaseUrl: null }, log);
  const close = async (): Promise<void> => {
    await database.close();
    rmSync(directory, { recursive: true });
  };
  return { ledger: mt5Ledger(database), close };
}

const server = await findPostgres(process.env);

async function openServer(): Promise<Opened> {
  const { url, drop } = await newDatabase(server ?? '');
  const database = await openMt5Database({ directory: '', databaseUrl: url }, log);
  const close = async (): Promise<void> => {
    await database.close();
    await drop();
  };
  return { ledger: mt5Ledger(database), close };
}

const AT_MS = 1_800_000_000_000;
const account = { server: 'Demo', login: 5_001 };
const first: Mt5Record = {
  instanceId: 'mt5-1',
  account,
  terminal: 'SIMULATED',
  state: newMt5Instance('mt5-1', 'print', AT_MS),
  version: 1,
  removedAtMs: null,
};
const second: Mt5Record = { ...first, version: 2 };
const NOTICE: Notice = {
  id: 'n1',
  atMs: AT_MS,
  instanceId: 'mt5-1',
  server: 'Demo',
  alert: 'Account Disabled',
  status: 'CLOSED',
  failure: loginFailure(10_012),
  reason: 'Account disabled',
  attempt: 1,
  nextRetryAtMs: null,
  action: '',
};
const commitOf = (record: Mt5Record, more: Partial<Mt5Commit> = {}): Mt5Commit => ({
  record,
  happenings: [],
  notices: [],
  ...more,
});

describe.each([
  { name: 'SQLite', open: openSqlite, isThere: true },
  { name: 'PostgreSQL', open: openServer, isThere: server !== null },
])('the ledger on $name', ({ open, isThere }) => {
  let opened: Opened | null = null;
  let ledger: Mt5Ledger;
  beforeEach(async ({ skip }) => {
    if (!isThere) skip('nobody answers there');
    opened = await open();
    ({ ledger } = opened);
    const secrets = { instanceId: 'mt5-1', password: 'sealed', agentToken: null };
    await ledger.commit(commitOf(first, { secrets }));
  });
  afterEach(async () => opened?.close());

  it('keeps an instance, its secrets, and the count of a login, over any number of changes', async () => {
    const state = { ...first.state, loginAttemptCount: 1 };
    await ledger.commit(commitOf({ ...second, state }, { loginSentAtMs: AT_MS }));
    expect(await ledger.load()).toEqual({
      records: [{ ...second, state }],
      logins: [{ server: 'Demo', atMs: AT_MS }],
      lastSeq: 0,
    });
    expect(await ledger.secretsOf('mt5-1')).toMatchObject({ password: 'sealed', agentToken: null });
  });

  it('refuses whoever did not see the last change, and keeps nothing of theirs', async () => {
    await ledger.commit(commitOf(second));
    const late = commitOf(second, { notices: [NOTICE], loginSentAtMs: AT_MS });
    await expect(ledger.commit(late)).rejects.toThrow('UPDATE mt5_instances');
    expect(await ledger.dueNotices(AT_MS, 10)).toEqual([]);
    expect((await ledger.load()).logins).toEqual([]);
  });

  it('buries an instance and its account until somebody clears it, and says so in the audit log', async () => {
    const tombstone = { failure: loginFailure(10_012), atMs: AT_MS };
    await ledger.commit(commitOf(second, { tombstone }));
    expect(await ledger.isBuried('mt5-1', { server: 'x', login: 1 })).toBe(true);
    expect(await ledger.isBuried('other', account)).toBe(true);
    expect(await ledger.isBuried('other', { server: 'Demo', login: 1 })).toBe(false);
    const audit = {
      actor: 'ADMIN:1',
      action: 'mt5.reset',
      target: 'mt5:mt5-1',
      reason: 'open again',
      requestId: 'req_1',
      atMs: AT_MS,
      before: null,
      after: { status: 'INACTIVE' },
    };
    await ledger.commit(commitOf({ ...second, version: 3 }, { tombstone: 'clear', audit }));
    expect(await ledger.isBuried('mt5-1', account)).toBe(false);
  });

  it('numbers what happened, and keeps notices until they have arrived', async () => {
    const happening: Mt5Happening = {
      seq: 1,
      atMs: AT_MS,
      instanceId: 'mt5-1',
      kind: 'TRANSITION',
      status: 'STARTING',
      alert: null,
      failure: null,
      attempt: 0,
      nextRetryAtMs: null,
    };
    await ledger.commit(commitOf(second, { happenings: [happening], notices: [NOTICE] }));
    expect(await ledger.happeningsAfter(0, 10)).toEqual([happening]);
    expect(await ledger.happeningsAfter(1, 10)).toEqual([]);
    expect(await ledger.dueNotices(AT_MS, 10)).toEqual([{ notice: NOTICE, tries: 0 }]);
    await ledger.noticeLater('n1', 1, AT_MS + 5);
    expect(await ledger.dueNotices(AT_MS, 10)).toEqual([]);
    expect(await ledger.dueNotices(AT_MS + 5, 10)).toEqual([{ notice: NOTICE, tries: 1 }]);
    await ledger.noticeDone('n1');
    expect(await ledger.dueNotices(AT_MS + 5, 10)).toEqual([]);
  });
});
