/** Starting and stopping as a user sees it: one ready line, a clean end, and no two owners of one data directory. */
import { describe, expect, it } from 'vitest';
import { http, signIn } from './harness/http.ts';
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
    removeData(second);
  });

  it('tells every mistake in the environment at once and starts nothing', async () => {
    const wrong = { LOGIN_TOKEN_TTL: 'soon', QUOTE_TTL_MS: '-1' };
    await expect(startSystem(wrong)).rejects.toThrow(
      /LOGIN_TOKEN_TTL must be a whole number[^]*QUOTE_TTL_MS|QUOTE_TTL_MS[^]*LOGIN_TOKEN_TTL/,
    );
  });
});
