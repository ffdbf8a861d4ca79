/** The whole system with canaries in it: what must not leave a process, and who must not get in where. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, signIn, until } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';
import { storedRows } from './harness/servers.ts';

const USERNAME = 'canary-5d1e-username';
const PASSWORD = 'canary-7f3a-password';
const WRONG_PASSWORD = 'canary-91bc-mistyped';

let system: System;
let folder = '';
let token = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-canary-'));
  const file = join(folder, 'sessions.json');
  const access = { username: USERNAME, password: PASSWORD };
  writeFileSync(file, JSON.stringify({ YOFX1: access, YOFX2: access }), { mode: 0o600 });
  system = await startSystem({ LP_SESSIONS_FILE: file, LOG_LEVEL: 'debug' });
  token = await signIn(system);
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
  rmSync(folder, { recursive: true });
});

const place = async (body: object) =>
  http(`${system.url}/api/orders/market`, { token, body: { side: 'BUY', volume: 0.01, ...body } });

const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Everything that the processes have printed, and the names of the files that it is in. */
function logs(): { readonly text: string; readonly files: readonly string[] } {
  const files = filesBelow(system.dataDir).filter((name) => name.endsWith('.log'));
  const texts = files.map((name) => readFileSync(name, 'utf8'));
  return { text: [...texts, ...system.lines].join('\n'), files };
}

const lpServiceUrl = (): string => {
  const line = system.lines.findLast((one) => one.startsWith('lp-service runs as process')) ?? '';
  return `http://127.0.0.1:${/http (\d+)/.exec(line)?.[1]}`;
};

describe('S23: a trader who plants FIX fields in what he writes', () => {
  it('gets them refused or kept to himself: the provider sees no tag that is not ours', async () => {
    const soh = '\u0001';
    const planted = await place({ symbol: `EURUSD${soh}35=D` });
    expect(planted.status).toBe(400);
    expect(['INVALID_SYMBOL', 'INVALID_REQUEST', 'INVALID_PARAMETER_TYPE']).toContain(
      planted.body['code'],
    );
    const words = { symbol: 'EURUSD', comment: `hello${soh}40=2${soh}44=0.00001` };
    const commented = await place(words);
    expect(commented.status === 200 || commented.body['code'] === 'INVALID_REQUEST').toBe(true);
    expect((await place({ symbol: 'EURUSD' })).status).toBe(200);
    const query = 'session=YOFX1&msgType=D';
    const { text } = await http(`${system.control}/messages?${query}`);
    expect(text).toContain('35=D');
    expect(text).not.toMatch(/\b40=2|44=0\.00001|hello/);
  });
});

describe('S25: passwords, keys and tokens', () => {
  it('are in no log and in no stored message, whoever used them', async () => {
    await http(`${system.url}/login`, { body: { username: 'trader', password: WRONG_PASSWORD } });
    await http(`${system.url}/api/orders`, { token: `${token}x` });
    const serviceToken = readFileSync(join(system.dataDir, 'service-token'), 'utf8').trim();
    await until(
      async () => logs().text,
      (text) => text.includes('session logged on'),
    );
    const secrets = {
      PASSWORD,
      WRONG_PASSWORD,
      USERNAME,
      token,
      serviceToken,
    };
    const { text, files } = logs();
    expect(files.length).toBeGreaterThanOrEqual(3);
    expect(text.length).toBeGreaterThan(1_000);
    const told = Object.entries(secrets).filter(([, secret]) => text.includes(secret));
    expect(told.map(([name]) => name)).toEqual([]);
    const databases = filesBelow(system.dataDir).filter((name) => /\.db(-wal)?$/.test(name));
    const tables = await storedRows(system.dataDir);
    expect(databases.length + tables.length).toBeGreaterThanOrEqual(3);
    const kept = databases.filter((file) => {
      const bytes = readFileSync(file, 'latin1');
      return Object.values(secrets).some((secret) => bytes.includes(secret));
    });
    expect(kept).toEqual([]);
    const rows = tables.filter((row) =>
      Object.values(secrets).some((secret) => row.includes(secret)),
    );
    expect(rows).toEqual([]);
  });
});

describe('S30: a token of the one door', () => {
  it('does not open the other', async () => {
    const serviceToken = readFileSync(join(system.dataDir, 'service-token'), 'utf8').trim();
    const inside = `${lpServiceUrl()}/trpc/lp.status?input=%7B%7D`;
    expect((await http(inside, { token: serviceToken })).status).toBe(200);
    const person = await http(inside, { token });
    expect(person.status).toBe(401);
    expect(person.text).toContain('AUTH_INVALID');
    expect((await http(inside)).text).toContain('AUTH_REQUIRED');
    for (const path of ['/api/orders', '/api/account/summary', '/admin/accounts']) {
      const service = await http(`${system.url}${path}`, { token: serviceToken });
      expect(service.status).toBe(401);
      expect(service.body).toMatchObject({ code: 'AUTH_INVALID' });
    }
  });
});
