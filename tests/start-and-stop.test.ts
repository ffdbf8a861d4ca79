/** Starting and stopping as a user sees it: one ready line, a clean end, and no two owners of one data directory. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { http, signIn, until } from './harness/http.ts';
import { removeData, startSystem } from './harness/system.ts';

describe('npm start', () => {
  it('says where everything is, stops cleanly on SIGTERM, and finds its data again', async () => {
    const first = await startSystem();
    expect(first.lines.at(-1)).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/);
    expect((await http(`${first.url}/health`)).text).toBe('OK');
    const token = await signIn(first);
    const body = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
    await http(`${first.url}/api/orders/market`, { token, body });
    expect(await first.stop()).toBe(0);

    const second = await startSystem({}, first.dataDir);
    const again = await signIn(second);
    const positions = await http(`${second.url}/api/positions`, { token: again });
    expect(JSON.parse(positions.text)).toHaveLength(1);
    // A token outlives the process that signed it: the key lies with the data.
    expect((await http(`${second.url}/api/me`, { token })).status).toBe(200);

    await expect(startSystem({}, first.dataDir)).rejects.toThrow('another process already uses');
    expect(await second.stop()).toBe(0);
    await removeData(second);
  }, 45_000);

  it('ends when whoever started it is gone without a word, as npm’s shell is on a signal', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'faultline-orphan-'));
    const ports = { ORDER_PORT: '0', LP_PORT: '0', SIM_FIX_PORT: '0', SIM_CONTROL_PORT: '0' };
    // The second command keeps the shell from becoming the node process itself.
    const shell = spawn('sh', ['-c', 'node scripts/boot.mjs start; true'], {
      cwd: join(import.meta.dirname, '..'),
      env: { ...process.env, ...ports, DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let printed = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    const url = (): string => /^ready (\S+)$/m.exec(printed)?.[1] ?? '';
    await until(
      async () => url(),
      (found) => found !== '',
      20_000,
    );
    const health = async (): Promise<number> =>
      http(`${url()}/health`).then(
        ({ status }) => status,
        () => 0,
      );
    expect(await health()).toBe(200);
    shell.kill('SIGKILL');
    await until(health, (status) => status === 0, 15_000);
    await until(async () => printed.includes('SIGTERM: stopping'), Boolean);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }, 45_000);

  it('tells every mistake in the environment at once and starts nothing', async () => {
    const wrong = { LOGIN_TOKEN_TTL: 'soon', QUOTE_TTL_MS: '-1' };
    await expect(startSystem(wrong)).rejects.toThrow(
      /LOGIN_TOKEN_TTL must be a whole number[^]*QUOTE_TTL_MS|QUOTE_TTL_MS[^]*LOGIN_TOKEN_TTL/,
    );
  });
});
