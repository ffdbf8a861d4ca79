/** One suite for every state store: the login guide's keys, all of a transition at once, and nothing that is left over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyNamesOf, keysOf, newMt5Instance } from '@faultline/domain/mt5';
import { hasRedis, type OwnRedis, startRedis } from '@faultline/testkit';
import { Redis } from 'ioredis';
import { createLogger } from '@faultline/service';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StateStore } from '../../mt5/ports.ts';
import { loginFailure, Mt5Desk } from '../../testing/mt5-desk.ts';
import { openMt5Database } from './open-mt5.ts';
import { redisStateStore } from './redis-state-store.ts';
import { tableStateStore } from './table-state-store.ts';

const ID = 'ABC123-001';
const AT_MS = 1_800_000_000_000;
const failed = {
  ...newMt5Instance(ID, 'print', AT_MS),
  status: 'FAILED',
  loginAttemptCount: 3,
  lastFailure: loginFailure(10_004),
} as const;
const all = keyNamesOf(ID);

const log = createLogger('test', { level: 'silent' });

interface Opened {
  readonly store: StateStore;
  readonly close: () => Promise<unknown>;
}

const directory = mkdtempSync(join(tmpdir(), 'faultline-state-'));
let redis: OwnRedis | null = null;
beforeAll(async () => {
  redis = hasRedis ? await startRedis() : null;
});
afterAll(async () => {
  await redis?.kill();
  rmSync(directory, { recursive: true, force: true });
});

async function openTable(): Promise<Opened> {
  const database = await openMt5Database({ directory, databaseUrl: null }, log);
  return { store: tableStateStore(database), close: database.close };
}

async function openRedis(): Promise<Opened> {
  if (redis === null) throw new Error('no Redis');
  const store = redisStateStore(redis.url);
  await new Promise<void>((resolve) => store.onConnected(resolve));
  return { store, close: async () => store.close() };
}

const needsRedis = !hasRedis && process.env['CI'] === undefined;

describe.each([
  { name: 'a table of the database', open: openTable, skip: false },
  { name: 'Redis', open: openRedis, skip: needsRedis },
])('the state store in $name', ({ open, skip }) => {
  let opened: Opened;
  beforeEach(async ({ skip: leave }) => {
    if (skip) leave('there is no redis-server here');
    opened = await open();
    await opened.store.apply(Object.fromEntries(all.map((name) => [name, null])));
  });
  afterEach(async () => opened?.close());

  it('holds an instance under the keys of the guide', async () => {
    await opened.store.apply(keysOf(failed, AT_MS));
    expect(await opened.store.read(all)).toEqual({
      'instance_state:ABC123-001:status': 'FAILED',
      'instance_state:ABC123-001:connection_state': 'FAILED',
      'instance_state:ABC123-001:last_error_code': '10004',
      'instance_state:ABC123-001:login_failure_reason': 'Invalid account',
      'instance_state:ABC123-001:login_attempt_count': '3',
      'instance_state:ABC123-001:last_login_attempt': null,
      'instance_state:ABC123-001:next_retry_at': null,
      'instance_health:ABC123-001': { health: 'FAIL', heartbeat_at: '', restart_count: '0' },
    });
  });

  it('takes away what has no value any more, also a field of a hash', async () => {
    const [first = '', second = ''] = all;
    await opened.store.apply({ [first]: 'one', [second]: { a: '1', b: '2' } });
    await opened.store.apply({ [first]: null, [second]: { b: '3' } });
    expect(await opened.store.read([first, second])).toEqual({
      [first]: null,
      [second]: { b: '3' },
    });
    await opened.store.apply({ [second]: null });
    expect(await opened.store.read([second])).toEqual({ [second]: null });
  });

  it('never shows half of a transition', async () => {
    const names = ['instance_state:x:status', 'instance_state:x:last_error_code'];
    const writing = Promise.all(
      Array.from({ length: 50 }, async (_, round) =>
        opened.store.apply(Object.fromEntries(names.map((name) => [name, String(round)]))),
      ),
    );
    await writing;
    expect(new Set(Object.values(await opened.store.read(names)))).toEqual(new Set(['49']));
  });
});

describe.skipIf(needsRedis)('supervision while Redis is away', () => {
  let desk: Mt5Desk;
  beforeEach(() => {
    desk = new Mt5Desk();
  });
  afterEach(() => desk.close());

  const shared = (own: OwnRedis): Promise<StateStore> => {
    const store = redisStateStore(own.url);
    return new Promise((resolve) => store.onConnected(() => resolve(store)));
  };
  const status = 'instance_state:mt5-1:status';

  it('goes on while it is frozen, and shows the newest state afterwards', async () => {
    const own = await startRedis();
    try {
      await desk.open(await shared(own));
      desk.script.set('mt5-1', [10_018]);
      await desk.add('mt5-1');
      own.freeze();
      desk.waitsForStore = false;
      await desk.start('mt5-1');
      for (let retry = 0; retry < 4; retry += 1) await desk.passDelay('mt5-1');
      expect(desk.attempts).toHaveLength(5);
      expect(desk.state('mt5-1').status).toBe('FAILED');
      own.thaw();
      desk.waitsForStore = true;
      await desk.pass(40_000);
      const keys = await desk.keys([status, 'instance_state:mt5-1:login_attempt_count']);
      expect(Object.values(keys)).toEqual(['FAILED', '5']);
    } finally {
      await own.kill();
    }
  });

  it('is closed for ever without a key left, and without a login, after a flush and a kill', async () => {
    const own = await startRedis();
    const direct = new Redis(own.url);
    try {
      await desk.open(await shared(own));
      desk.script.set('mt5-1', [10_012]);
      await desk.add('mt5-1');
      await desk.start('mt5-1');
      await desk.settled();
      expect(await direct.keys('*mt5-1*')).toEqual([]);
      await direct.flushall();
      await desk.reopen(await shared(own));
      const refused = await desk.start('mt5-1');
      expect(refused.effects).toEqual([{ kind: 'refuse', reason: 'CLOSED' }]);
      await desk.pass(3_600_000);
      expect(desk.attempts).toHaveLength(1);
    } finally {
      direct.disconnect();
      await own.kill();
    }
  });

  it('fills a Redis again that was emptied', async () => {
    const own = await startRedis();
    const direct = new Redis(own.url);
    try {
      await desk.open(await shared(own));
      await desk.add('mt5-1');
      await desk.start('mt5-1');
      await desk.settled();
      expect(await direct.get(status)).toBe('CONNECTED');
      await direct.flushall();
      await desk.pass(31_000);
      await desk.settled();
      expect(await direct.get(status)).toBe('CONNECTED');
    } finally {
      direct.disconnect();
      await own.kill();
    }
  });
});
