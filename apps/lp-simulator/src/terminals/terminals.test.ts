/** The scripted terminals through the control API: what a login is answered, and what is remembered of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@faultline/service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, openApp } from '../app.ts';
import { readEnv } from '../env.ts';

let dataDir: string;
let app: App;

const open = async (): Promise<App> =>
  openApp({
    env: readEnv({ DATA_DIR: dataDir, SIM_FIX_PORT: '0', SIM_CONTROL_PORT: '0' }),
    log: createLogger('test', { level: 'silent' }),
    fatal: (error) => {
      throw error;
    },
  });

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'faultline-terminals-'));
  app = await open();
});
afterEach(async () => {
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask(path: string, body?: object | string) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const post = body !== undefined && { method: 'POST', body: text };
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${app.controlPort}${path}`, { ...post, headers });
  return { status: answer.status, body: await answer.json() };
}

async function logInTimes(times: number): Promise<number[]> {
  const codes: number[] = [];
  for (let attempt = 0; attempt < times; attempt += 1) {
    const { body } = await ask('/terminal/login', { login: 7, server: 'Demo' });
    codes.push((body as { code: number }).code);
  }
  return codes;
}

describe('a scripted terminal', () => {
  it('answers code by code, then succeeds', async () => {
    await ask('/terminal', '{"login":7,"codes":[10018,10020],"then":"ok"}');
    expect(await logInTimes(4)).toEqual([10018, 10020, 0, 0]);
  });

  it('answers code by code, then begins again', async () => {
    await ask('/terminal', '{"login":7,"codes":[10018,0],"then":"repeat"}');
    expect(await logInTimes(5)).toEqual([10018, 0, 10018, 0, 10018]);
  });

  it('lets in whoever has no script, and tells whether the line is up', async () => {
    expect(await logInTimes(1)).toEqual([0]);
    expect((await ask('/terminal/state?login=7')).body).toMatchObject({ connected: true });
    await ask('/terminal/link', { login: 7, connected: false });
    expect((await ask('/terminal/state?login=7')).body).toMatchObject({ connected: false });
  });

  it('remembers every attempt and its place in the script over a restart', async () => {
    await ask('/terminal', { login: 7, codes: [10012, 10004, 10016] });
    await logInTimes(2);
    await app.close();
    app = await open();
    expect(await logInTimes(1)).toEqual([10016]);
    const { body } = await ask('/terminal?login=7');
    expect(body).toMatchObject([
      { login: 7, server: 'Demo', code: 10012, atMs: expect.any(Number) },
      { code: 10004 },
      { code: 10016 },
    ]);
  });

  it.each([
    ['/terminal', { login: '7', codes: [] }, 'login'],
    ['/terminal', { login: 7, codes: ['10004'] }, 'codes'],
    ['/terminal', '{"login":7,"codes":[],"then":"stop"}', 'then'],
    ['/terminal', { login: 7, codes: [], password: 'x' }, 'password'],
    ['/terminal/link', { login: 7, connected: 1 }, 'connected'],
  ])('%s refuses %j', async (path, body, field) => {
    const answer = await ask(path, body);
    expect(answer).toMatchObject({ status: 400, body: { details: { field } } });
  });
});
