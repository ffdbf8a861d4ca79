/** A house without demo data: its first administrator is made by hand, signs in, and can set it up. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { http } from './harness/http.ts';
import { serversOf } from './harness/servers.ts';
import { removeData, startSystem } from './harness/system.ts';

const ROOT = join(import.meta.dirname, '..');
const PASSWORD = 'correct horse battery';

it('is made from the command line, once, and opens the house', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'faultline-house-'));
  const servers = await serversOf(dataDir);
  const make = (input: string) =>
    spawnSync(process.execPath, [join(ROOT, 'scripts', 'create-admin.ts'), 'boss'], {
      cwd: ROOT,
      env: { ...process.env, ...servers, DATA_DIR: dataDir },
      input,
      encoding: 'utf8',
    });
  expect(make('short\n')).toMatchObject({ status: 1, stdout: '' });
  expect(make(`${PASSWORD}\n`)).toMatchObject({ status: 0, stderr: '' });
  expect(make(`${PASSWORD}\n`).stderr).toContain('already');

  const system = await startSystem({ DEMO_DATA: 'off' }, dataDir);
  const login = await http(`${system.url}/login`, {
    body: { username: 'boss', password: PASSWORD },
  });
  expect(login.status).toBe(200);
  const token = String(login.body['token']);
  const symbols = await http(`${system.url}/admin/symbols`, { token });
  expect(symbols.text).toContain('EURUSD');
  const body = { username: 'first', fullName: 'First Client', password: 'a long enough one' };
  const created = await http(`${system.url}/api/account/create`, { token, body });
  expect([created.status, created.body['code']]).toEqual([200, undefined]);
  // Of the data directory, or of the name.
  expect(make('another password\n').stderr).toContain('already');
  await system.stop();
  await removeData(system);
}, 60_000);
