/** MT5 logins through the real processes: what an administrator asks, what the broker sees, and what a kill changes. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasRedis, type OwnRedis, startRedis } from '@faultline/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, signIn } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

/** A delay of a minute takes 0.3 s. */
const SCALE = 0.005;
const ENV = { MT5_TIME_SCALE: String(SCALE), RESTART_PAUSE_MAX_MS: '250' };

interface Instance {
  readonly status: string;
  readonly loginAttemptCount: number;
  readonly lastErrorCode: number | null;
  readonly loginFailureReason: string | null;
}

interface Attempt {
  readonly code: number;
  readonly atMs: number;
}

let system: System;
let redis: OwnRedis | null = null;
let token = '';

/** On a Redis of its own, which keeps nothing; on the database alone where a machine has none. */
async function start(dataDir?: string): Promise<System> {
  await redis?.kill();
  redis = hasRedis ? await startRedis() : null;
  return startSystem(redis === null ? ENV : { ...ENV, REDIS_URL: redis.url }, dataDir);
}

beforeAll(async () => {
  system = await start();
  token = await signIn(system, 'admin');
});
afterAll(async () => {
  await system.stop();
  await redis?.kill();
  await removeData(system);
});

const INSTANCES = '/admin/mt5/instances';
const ask = async (path: string, body?: object, method = body ? 'POST' : 'GET') =>
  http(`${system.url}${path}`, { token, method, ...(body === undefined ? {} : { body }) });

async function scripted(
  instanceId: string,
  login: number,
  codes: readonly number[],
): Promise<void> {
  const raw = `{"login":${login},"codes":${JSON.stringify(codes)},"then":"repeat"}`;
  await http(`${system.control}/terminal`, { raw });
  const body = { instanceId, server: `Demo-${instanceId}`, login, password: 'canary-password' };
  expect(await ask(INSTANCES, body)).toMatchObject({ status: 200, body: { status: 'INACTIVE' } });
}

const instance = async (instanceId: string): Promise<Instance> =>
  (await ask(`${INSTANCES}/${instanceId}`)).body as unknown as Instance;

const attempts = async (login: number): Promise<Attempt[]> =>
  (await http(`${system.control}/terminal?login=${login}`)).body as unknown as Attempt[];

const ends = async (instanceId: string, status: string): Promise<void> =>
  expect
    .poll(async () => (await instance(instanceId)).status, { timeout: 15_000, interval: 50 })
    .toBe(status);

describe('an instance of MT5', () => {
  it('logs in, shows it, and stops', async () => {
    await scripted('fine', 11, [0]);
    const started = await ask(`${INSTANCES}/fine/start`, { wait: true });
    expect(started).toMatchObject({
      status: 200,
      body: { status: 'CONNECTED', connectionState: 'CONNECTED', loginAttemptCount: 0 },
    });
    expect(started.text).not.toContain('canary-password');
    const again = await ask(`${INSTANCES}/fine/start`, {});
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'MT5_INSTANCE_STATE', details: { reason: 'RUNNING', status: 'CONNECTED' } },
    });
    const stopped = await ask(`${INSTANCES}/fine/stop`, {});
    expect(stopped.body).toMatchObject({ status: 'STOPPED' });
  });

  it('is tried five times and no more, also where the service is killed in between', async () => {
    await scripted('wrong', 12, [10_004]);
    const started = await ask(`${INSTANCES}/wrong/start`, { wait: true });
    expect(started).toMatchObject({
      status: 502,
      body: { code: 'MT5_LOGIN_FAILED', details: { mt5Code: 10_004, attempt: 1 } },
    });
    await system.kill('lp-service');
    await ends('wrong', 'FAILED');
    expect((await attempts(12)).length).toBeLessThanOrEqual(5);
    expect(await instance('wrong')).toMatchObject({
      lastErrorCode: 10_004,
      loginFailureReason: 'Invalid account',
      loginAttemptCount: 5,
      connectionState: 'FAILED',
      credentialsRefused: true,
    });
    const refused = await ask(`${INSTANCES}/wrong/start`, {});
    expect(refused.body).toMatchObject({ details: { reason: 'CREDENTIALS_REFUSED' } });
    const unreasoned = await ask(`${INSTANCES}/wrong/reset`, { force: true });
    expect(unreasoned).toMatchObject({ status: 400, body: { details: { field: 'reason' } } });
    const mended = await ask(`${INSTANCES}/wrong`, { password: 'another' }, 'PATCH');
    expect(mended.body).toMatchObject({ credentialsRefused: false });
  });

  it('is closed for ever by 10012, also after all was killed and Redis and DuckDB have forgotten it', async () => {
    await scripted('closed', 13, [10_012]);
    await ask(`${INSTANCES}/closed/start`, { wait: true });
    await ends('closed', 'CLOSED');
    const before = await attempts(13);
    await system.kill('lp-service');
    expect(redis?.get('instance_state:closed:status') ?? null).toBeNull();
    await system.stop();
    rmSync(join(system.dataDir, 'lp', 'journal.duckdb'), { force: true });
    system = await start(system.dataDir);
    token = await signIn(system, 'admin');
    const refused = await ask(`${INSTANCES}/closed/start`, {});
    expect(refused.body).toMatchObject({ details: { reason: 'CLOSED' } });
    const other = { instanceId: 'other', server: 'Demo-closed', login: 13, password: 'x' };
    expect((await ask(INSTANCES, other)).body).toMatchObject({ details: { reason: 'CLOSED' } });
    await sleep(300);
    expect(await attempts(13)).toEqual(before);
    expect(before).toHaveLength(1);
    expect((await ask(`${INSTANCES}/closed`, {}, 'DELETE')).status).toBe(200);
    const again = { ...other, instanceId: 'closed' };
    expect((await ask(INSTANCES, again)).body).toMatchObject({ details: { reason: 'CLOSED' } });
    const cleared = await ask(`${INSTANCES}/closed/reset`, {
      force: true,
      reason: 'the broker has opened it again',
    });
    expect(await ask(INSTANCES, again)).toMatchObject({ status: 200 });
    expect(cleared.body).toMatchObject({ status: 'INACTIVE' });
  }, 60_000);

  it('tells support and no trader, and only administrators may act', async () => {
    const support = await signIn(system, 'support');
    const trader = await signIn(system, 'trader');
    const list = async (who: string) => http(`${system.url}${INSTANCES}`, { token: who });
    expect((await list(support)).status).toBe(200);
    expect((await list(trader)).body).toMatchObject({ code: 'PERMISSION_DENIED' });
    const start = { token: support, body: {} };
    const denied = await http(`${system.url}${INSTANCES}/fine/start`, start);
    expect(denied.body).toMatchObject({ code: 'PERMISSION_DENIED' });
    const nobody = await ask(`${INSTANCES}/nobody`);
    expect(nobody).toMatchObject({ status: 404, body: { code: 'MT5_INSTANCE_NOT_FOUND' } });
  });

  it('lives by a policy that can be changed, within bounds', async () => {
    const put = async (overrides: object[]) => ask('/admin/mt5/policy', { overrides }, 'PUT');
    expect((await put([{ code: 10_012, attemptsMax: 5 }])).status).toBe(400);
    const changed = await put([{ code: 10_018, attemptsMax: 2 }]);
    const { rows } = changed.body as { rows: { code: number; overridden: boolean }[] };
    expect(rows.find(({ code }) => code === 10_018)).toMatchObject({
      attemptsMax: 2,
      overridden: true,
    });
    await scripted('short', 14, [10_018]);
    await ask(`${INSTANCES}/short/start`, {});
    await ends('short', 'FAILED');
    expect(await attempts(14)).toHaveLength(2);
    await put([]);
  });

  it('leaves its acts in the audit log, without a password', async () => {
    const { text } = await ask('/admin/audit?limit=100');
    expect(text).toContain('admin.mt5.create');
    expect(text).toContain('mt5:wrong');
    expect(text).not.toContain('canary-password');
  });
});
