/** What a session is opened with beside its names: read at the start, and every mistake told at once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../env.ts';
import { CLIENT_PEM, PROVIDER_PEM } from '../../testing/certificates.ts';
import { Desk } from '../../testing/desk.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-sessions-'));
  put('ca.pem', PROVIDER_PEM.cert);
  put('us.pem', CLIENT_PEM.cert);
  put('us.key', CLIENT_PEM.key);
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const settingsOf = (sessions: unknown) =>
  readSettings({ LP_SESSIONS_FILE: put('sessions.json', JSON.stringify(sessions)) });
const tls = { caFile: 'ca.pem', certFile: 'us.pem', keyFile: 'us.key' };
const weekly = {
  kind: 'weekly',
  timeZone: 'America/New_York',
  from: { day: 'SUN', time: '17:05' },
  to: { day: 'FRI', time: '16:55' },
};

describe('the file of the sessions', () => {
  it('gives each session its credentials, its keys and its hours', () => {
    const { sessions } = settingsOf({
      YOFX1: { username: 'us', password: 'secret', tls, schedule: weekly },
      YOFX2: { schedule: { kind: 'daily', timeZone: 'UTC', from: '08:00', to: '17:00' } },
    });
    expect(sessions.get('YOFX1')).toEqual({
      username: 'us',
      password: 'secret',
      tls: { ca: PROVIDER_PEM.cert, ...CLIENT_PEM, serverName: undefined },
      schedule: weekly,
    });
    expect(sessions.get('YOFX2')).toMatchObject({ tls: undefined, schedule: { kind: 'daily' } });
  });

  it('is told everything that is wrong with it at once, and no secret', () => {
    const read = () =>
      settingsOf({
        A: { tls: { caFile: 'missing.pem' } },
        B: { tls: { certFile: 'us.pem' } },
        C: { tls: { certFile: 'ca.pem', keyFile: 'us.key' } },
        D: { schedule: { ...weekly, timeZone: 'Mars/Olympus' } },
        E: { schedule: { kind: 'daily', timeZone: 'UTC', from: '25:00', to: '17:00' } },
      });
    expect(read).toThrow(/A\.tls\.caFile: missing\.pem is not there/);
    expect(read).toThrow(/B\.tls: certFile and keyFile belong together/);
    expect(read).toThrow(/C\.tls: the key is not that of the certificate/);
    expect(read).toThrow(/D\.schedule: .*time zone/);
    expect(read).toThrow(/E\.schedule: /);
    const shape = () => settingsOf({ A: { username: 'canary-user' }, B: { tsl: {} } });
    expect(shape).toThrow(/A: username and password belong together/);
    expect(shape).toThrow(/B: Unrecognized key/);
    expect(shape).not.toThrow(/canary/);
    expect(() => readSettings({ LP_SESSIONS_FILE: join(folder, 'none.json') })).toThrow(
      /none\.json/,
    );
  });
});

describe('a session with keys', () => {
  const open = async (sessions: object): Promise<Desk> => {
    const file = put('sessions.json', JSON.stringify({ YOFX1: sessions, YOFX2: sessions }));
    const desk = new Desk({ LP_SESSIONS_FILE: file, LP_FIX_HOST: 'localhost' });
    desk.provider.tls = { ...PROVIDER_PEM, clientCa: CLIENT_PEM.cert };
    await desk.provider.open();
    await desk.start();
    return desk;
  };

  it('trades over TLS with a provider that asks who we are', async () => {
    const desk = await open({ tls: { ...tls, serverName: 'provider.example.com' } });
    await desk.connected();
    await desk.submit('ORD-1');
    expect(await desk.reports(1)).toMatchObject([{ kind: 'FILL' }]);
    await desk.close();
  });

  it('does not talk to a provider whose certificate is of another name', async () => {
    const desk = await open({ tls: { ...tls, serverName: 'elsewhere.example.com' } });
    const errorOf = async () =>
      (await desk.lp.fix.list.query({})).find(({ id }) => id === 'YOFX1')?.lastError ?? '';
    while ((await errorOf()) === '') await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await errorOf()).toMatch(/does not match/);
    await desk.close();
  });
});
