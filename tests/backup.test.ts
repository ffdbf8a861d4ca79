/** A copy made while trade goes on, put where nothing was: sign-ins count, positions are there, trade goes on, the books hold. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, findPostgres } from '@faultline/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, signIn, until } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

const ROOT = join(import.meta.dirname, '..');
const server = await findPostgres(process.env);
const hasTools = spawnSync('pg_dump', ['--version']).status === 0;

function script(name: string, args: readonly string[], env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts', `${name}.ts`), ...args],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } },
  );
  return { status, said: `${stdout}${stderr}` };
}

/** Whatever the other journeys run on. */
const ON_DISK = { DATABASE_URL: undefined };
const ORDER = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };

/** Until the provider is connected, which takes a moment after a start. */
async function buy(system: System, token: string): Promise<void> {
  const place = async () => http(`${system.url}/api/orders/market`, { token, body: ORDER });
  await until(place, ({ status }) => status === 200, 20_000);
}

const positionsOf = async (system: System, token: string): Promise<unknown[]> =>
  JSON.parse((await http(`${system.url}/api/positions`, { token })).text) as unknown[];

async function tradesOn(restored: System, oldToken: string): Promise<void> {
  // The key that signed it came along.
  expect(await positionsOf(restored, oldToken)).toHaveLength(2);
  const token = await signIn(restored);
  await buy(restored, token);
  expect(await positionsOf(restored, token)).toHaveLength(3);
  expect(await restored.stop()).toBe(0);
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-backup-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a backup', () => {
  it('of SQLite, made while trade goes on, trades on in an empty place', async () => {
    const system = await startSystem(ON_DISK);
    const token = await signIn(system);
    await buy(system, token);
    await buy(system, token);
    const copy = join(folder, 'sqlite');
    const made = script('backup', [copy], { DATA_DIR: system.dataDir });
    expect([made.status, made.said]).toEqual([
      0,
      expect.stringContaining('order.db: copied, whole'),
    ]);
    expect(statSync(join(copy, 'order', 'signing-keys.json')).mode & 0o077).toBe(0);
    await buy(system, token);
    await system.stop();
    await removeData(system);
    expect(script('backup', [copy], { DATA_DIR: system.dataDir }).said).toContain('is not empty');

    await tradesOn(await startSystem(ON_DISK, copy), token);
    expect(script('verify', [copy], {}).said).toContain('the books are whole');
  }, 60_000);

  it.skipIf(server === null || !hasTools)(
    'of PostgreSQL is restored into an empty database and trades on',
    async () => {
      const [from, to] = [await createDatabase(server ?? ''), await createDatabase(server ?? '')];
      try {
        const system = await startSystem({ DATABASE_URL: from.url });
        const token = await signIn(system);
        await buy(system, token);
        await buy(system, token);
        const copy = join(folder, 'postgres');
        const env = { DATA_DIR: system.dataDir, DATABASE_URL: from.url };
        expect(script('backup', [copy], env)).toMatchObject({ status: 0 });
        await buy(system, token);
        await system.stop();
        await removeData(system);

        const dump = join(copy, 'database.dump');
        expect(spawnSync('pg_restore', ['--exit-on-error', '-d', to.url, dump]).status).toBe(0);
        const place = join(folder, 'restored');
        cpSync(copy, place, { recursive: true });
        await tradesOn(await startSystem({ DATABASE_URL: to.url }, place), token);
        const checked = script('verify', [], { DATABASE_URL: to.url });
        expect(checked).toMatchObject({ status: 0, said: expect.stringContaining('whole') });
      } finally {
        for (const one of [from, to]) await one.drop();
      }
    },
    90_000,
  );
});
