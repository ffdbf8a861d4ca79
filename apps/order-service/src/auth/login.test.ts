/** Signing in over HTTP: what it gives, to whom, and how little it says to anybody else. */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../testing/ask.ts';
import { type AuthDesk, CHEAP, openAuthDesk } from '../testing/auth-desk.ts';

let desk: AuthDesk;
beforeEach(async () => {
  desk = await openAuthDesk();
});
afterEach(async () => desk.close());

const credentials = { username: 'trader', password: 'trader-demo' };
const rest = async (body: object = credentials, query = '') =>
  ask(`${desk.url}/login${query}`, { body });

function auditLog() {
  const database = new DatabaseSync(join(desk.directory, 'order.db'), { readOnly: true });
  const sql = 'SELECT action, actor_id AS actor, target, reason, ip FROM audit ORDER BY seq';
  const rows = database.prepare(sql).all();
  database.close();
  return rows;
}

describe('signing in', () => {
  it('over tRPC gives an access token of 15 minutes and a refresh token', async () => {
    const { told } = await desk.login();
    expect(told).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refreshToken: expect.stringMatching(/^ses_[\w-]{22}\.[\w-]{43}$/),
      expiresInSec: 900,
      user: { id: 'user_trader', username: 'trader', role: 'TRADER' },
    });
    expect((await desk.me(told['accessToken'])).told).toMatchObject({
      user: { id: 'user_trader', username: 'trader', role: 'TRADER' },
      accounts: [{ id: 1 }, { id: 2 }],
    });
  });

  it('over REST answers as the guide says: a token of 24 hours and the user', async () => {
    const { told } = await rest();
    expect(Object.keys(told)).toEqual(['token', 'user']);
    desk.clock.nowMs += 86_400_000 - 1;
    expect((await desk.me(told['token'])).status).toBe(200);
    desk.clock.nowMs += 1;
    expect((await desk.me(told['token'])).told['code']).toBe('AUTH_EXPIRED');
  });

  it('over REST adds a refresh token for who asks for it', async () => {
    const { told } = await rest(credentials, '?refresh=1');
    expect(Object.keys(told)).toEqual(['token', 'refreshToken', 'user']);
    const { refreshToken } = told;
    const renewed = await ask(`${desk.url}/api/auth/refresh`, { body: { refreshToken } });
    expect(Object.keys(renewed.told)).toEqual(['token', 'refreshToken', 'user']);
    expect((await desk.me(renewed.told['token'])).status).toBe(200);
    expect((await rest(credentials, '?refresh=2')).told['code']).toBe('INVALID_PARAMETER_TYPE');
  });

  it.each(['trader', 'TRADER', '1', '2', 'FL-000001', 'fl-000002'])(
    'takes the name or the number of an account: %s',
    async (username) => {
      const { told } = await desk.login(username, 'trader-demo');
      expect(told['user']).toMatchObject({ id: 'user_trader' });
    },
  );

  it('tells a switched off user so, but only with the right password', async () => {
    await desk.changeUser('user_trader', { status: 'DISABLED' });
    expect((await rest()).told).toEqual({
      error: 'Account disabled',
      code: 'ACCOUNT_DISABLED',
      details: { reason: 'User disabled' },
    });
    const wrong = await rest({ ...credentials, password: 'a guess' });
    expect(wrong.told).toMatchObject({ code: 'AUTH_INVALID', details: { reason: 'CREDENTIALS' } });
  });

  it('S10: answers an unknown name, a wrong password and an unknown number alike, byte for byte', async () => {
    const answers = await Promise.all(
      ['trader', 'nobody', '77', 'FL-000077'].map(async (username) =>
        rest({ username, password: 'a wrong one' }),
      ),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
      new Set([
        '401 {"error":"Invalid username or password","code":"AUTH_INVALID","details":{"reason":"CREDENTIALS"}}',
      ]),
    );
  });

  it('says that nobody may store the answer, whether it succeeds or fails', async () => {
    const { told, headers } = await desk.login();
    const { headers: mine } = await desk.me(told['accessToken']);
    const { headers: none } = await desk.me('x');
    expect([headers, mine, none].map((all) => all['cache-control'])).toEqual(
      Array.from({ length: 3 }, () => 'no-store'),
    );
  });
});

describe('S9: what is typed in', () => {
  it.each([
    ['a password of 200 characters', { password: 'x'.repeat(200) }, 400],
    ['a password of 1 MiB', { password: 'x'.repeat(1_048_576) }, 413],
    ['a NUL in the name', { username: 'trader\u0000' }, 400],
    ['a role of the caller’s choice', { role: 'ADMIN' }, 400],
  ])('%s is refused before anything is hashed', async (_name, change, status) => {
    const answer = await rest({ ...credentials, ...change });
    expect([answer.status, answer.told['code']]).toEqual([status, 'INVALID_REQUEST']);
    expect(answer.text).not.toContain('xxxx');
  });

  it('counts with its last sign: nothing ends a password early', async () => {
    const answer = await rest({ ...credentials, password: 'trader-demo\u0000' });
    expect(answer.told['details']).toEqual({ reason: 'CREDENTIALS' });
  });
});

describe('the stored hash', () => {
  it('is made anew at a login once another cost is wanted, and the password stays', async () => {
    await desk.close();
    desk = await openAuthDesk({ cost: { ...CHEAP, passes: 2 } });
    expect((await desk.store.userByName('trader'))?.passwordHash).toContain('m=64,t=1,p=1');
    expect((await desk.login()).status).toBe(200);
    expect((await desk.store.userByName('trader'))?.passwordHash).toContain('m=64,t=2,p=1');
    expect((await desk.login()).status).toBe(200);
  });
});

describe('the audit log', () => {
  it('has every login, those that failed, too, and never what was typed in', async () => {
    await desk.login();
    await desk.login('trader', 'a wrong one');
    await desk.login('my-secret-typed-as-a-name', 'x');
    const trader = { actor: 'user_trader', target: 'user:user_trader', ip: '127.0.0.1' };
    expect(auditLog()).toEqual([
      { ...trader, action: 'LOGIN', reason: null },
      { ...trader, action: 'LOGIN_FAILED', reason: 'CREDENTIALS' },
      {
        action: 'LOGIN_FAILED',
        actor: 'unknown',
        target: 'user:unknown',
        reason: 'CREDENTIALS',
        ip: '127.0.0.1',
      },
    ]);
    expect(await desk.store.verify()).toEqual({ unexplained: [], auditBreak: null });
  });
});
