/** How a sign-in ends: by its user, by a changed password, by an administrator; and how soon everybody knows. */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../testing/ask.ts';
import { type AuthDesk, openAuthDesk } from '../testing/auth-desk.ts';

let desk: AuthDesk;
beforeEach(async () => {
  desk = await openAuthDesk();
});
afterEach(async () => desk.close());

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}
const signIn = async (username = 'trader', password?: string): Promise<Tokens> =>
  (await desk.login(username, password)).told as unknown as Tokens;
const statusOf = async ({ accessToken }: Tokens): Promise<number> =>
  (await desk.me(accessToken)).status;
const refreshStatus = async ({ refreshToken }: Tokens): Promise<number> =>
  (await desk.trpc('refresh', { refreshToken })).status;
const revoked = { code: 'AUTH_INVALID', details: { reason: 'REVOKED' } };

describe('S8: signing out', () => {
  it('ends this sign-in at once and no other', async () => {
    const [here, there] = [await signIn(), await signIn()];
    const out = await desk.trpc('logout', {}, { token: here.accessToken });
    expect(out.told).toEqual({ success: true });
    expect((await desk.me(here.accessToken)).told).toMatchObject(revoked);
    expect((await desk.trpc('refresh', { refreshToken: here.refreshToken })).told).toMatchObject(
      revoked,
    );
    expect([await statusOf(there), await refreshStatus(there)]).toEqual([200, 200]);
  });

  it('everywhere ends every sign-in and makes the user one generation older', async () => {
    const [here, there, other] = [await signIn(), await signIn(), await signIn('trader2')];
    await desk.trpc('logout', { allSessions: true }, { token: here.accessToken });
    for (const tokens of [here, there]) {
      expect([await statusOf(tokens), await refreshStatus(tokens)]).toEqual([401, 401]);
    }
    expect(await statusOf(other)).toBe(200);
    expect((await desk.store.userById('user_trader'))?.tokenGeneration).toBe(2);
    expect(await statusOf(await signIn())).toBe(200);
  });

  it('twice is refused the second time, as any use of the token is', async () => {
    const { accessToken } = await signIn();
    await desk.trpc('logout', {}, { token: accessToken });
    expect((await desk.trpc('logout', {}, { token: accessToken })).told).toMatchObject(revoked);
  });
});

describe('a changed password', () => {
  const change = async (tokens: Tokens, old: string, next: string) =>
    desk.trpc('changePassword', { old, new: next }, { token: tokens.accessToken });

  it('ends every other sign-in, keeps this one, and lets only the new one in', async () => {
    const [here, there] = [await signIn(), await signIn()];
    expect((await change(here, 'trader-demo', 'correct horse staple')).told).toEqual({
      success: true,
    });
    expect([await statusOf(here), await refreshStatus(here)]).toEqual([200, 200]);
    expect([await statusOf(there), await refreshStatus(there)]).toEqual([401, 401]);
    expect((await desk.login()).status).toBe(401);
    expect(await statusOf(await signIn('trader', 'correct horse staple'))).toBe(200);
  });

  it('is one text however it was composed', async () => {
    await change(await signIn(), 'trader-demo', 'Gr\u00fc\u00dfe aus K\u00f6ln');
    expect((await desk.login('trader', 'Gru\u0308\u00dfe aus Ko\u0308ln')).status).toBe(200);
  });

  it.each([
    ['short', 'seven77'],
    ['long', 'x'.repeat(129)],
    ['one that grows beyond measure when it is normalised', '\ufdfa'.repeat(40)],
    ['known from leaks', 'Password123'],
    ['one sign again and again', 'zzzzzzzzzz'],
    ['the user’s own name', 'trader99'],
  ])('is refused when it is %s', async (_name, next) => {
    const here = await signIn();
    const refused = await change(here, 'trader-demo', next);
    expect([refused.status, refused.told]).toMatchObject([
      400,
      { code: 'INVALID_REQUEST', details: { field: 'new' } },
    ]);
    expect((await desk.login()).status).toBe(200);
  });

  it('needs the old one, and not many wrong guesses of it', async () => {
    const here = await signIn();
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await change(here, 'a wrong one', 'correct horse staple')).told).toMatchObject({
        code: 'AUTH_INVALID',
        details: { reason: 'CREDENTIALS' },
      });
    }
    const refused = await change(here, 'trader-demo', 'correct horse staple');
    expect(refused.told['code']).toBe('RATE_LIMIT_EXCEEDED');
    expect((await desk.login()).status).toBe(200);
  });

  it('of two made at the same moment is one', async () => {
    const [one, two] = [await signIn(), await signIn()];
    const both = await Promise.all([
      change(one, 'trader-demo', 'first new password'),
      change(two, 'trader-demo', 'other new password'),
    ]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 401]));
  });
});

describe('S8: what an administrator changes', () => {
  it.each([
    ['switched off', { status: 'DISABLED' }],
    ['another role', { role: 'SUPPORT' }],
    ['a new generation', { tokenGeneration: 2 }],
  ] as const)('%s: the very next call is refused', async (_name, changed) => {
    const tokens = await signIn();
    expect(await statusOf(tokens)).toBe(200);
    await desk.changeUser('user_trader', changed);
    expect((await desk.me(tokens.accessToken)).told).toMatchObject(revoked);
    const command = await desk.trpc('logout', {}, { token: tokens.accessToken });
    expect(command.told).toMatchObject(revoked);
  });

  it('a new generation, as with a password that was reset, ends the refresh tokens, too', async () => {
    const tokens = await signIn();
    await desk.changeUser('user_trader', { tokenGeneration: 2 });
    const { refreshToken } = tokens;
    expect((await desk.trpc('refresh', { refreshToken })).told).toMatchObject(revoked);
    const { accessToken } = await signIn();
    const { told } = await ask(`${desk.url}/api/auth/sessions`, { token: accessToken });
    expect(told['sessions']).toHaveLength(1);
  });

  it('counts after five seconds at most when another process has changed it', async () => {
    const tokens = await signIn();
    expect(await statusOf(tokens)).toBe(200);
    const other = new DatabaseSync(join(desk.directory, 'order.db'));
    other.exec("UPDATE users SET status = 'DISABLED' WHERE id = 'user_trader'");
    other.close();
    desk.clock.nowMs += 5_000;
    expect((await desk.me(tokens.accessToken)).told).toMatchObject(revoked);
  });
});

describe('sign-ins', () => {
  it('are listed with the one that asks marked, the latest first', async () => {
    await desk.login('trader', 'trader-demo', { from: '127.0.0.7' });
    desk.clock.nowMs += 60_000;
    const { accessToken } = await signIn();
    await signIn('trader2');
    const answer = await ask(`${desk.url}/api/auth/sessions`, { token: accessToken });
    expect(answer.told).toMatchObject({
      sessions: [
        { current: true, ip: '127.0.0.1', createdAt: '2026-01-19T12:01:00Z' },
        { current: false, ip: '127.0.0.7', expiresAt: '2026-02-18T12:00:00Z' },
      ],
    });
  });

  it('are fifty at most: the oldest makes room', async () => {
    const first = await signIn();
    for (let next = 0; next < 50; next += 1) {
      desk.clock.nowMs += 1;
      await signIn();
    }
    expect(await statusOf(first)).toBe(401);
    expect(await desk.store.liveSessions('user_trader', desk.clock.nowMs)).toHaveLength(50);
  });

  it('leave the database some weeks after they have expired', async () => {
    await signIn();
    const day = 86_400_000;
    await desk.store.sweep(desk.clock.nowMs + 59 * day);
    expect(await desk.store.knowsAddress('user_trader', '127.0.0.1')).toBe(true);
    await desk.store.sweep(desk.clock.nowMs + 60 * day);
    expect(await desk.store.knowsAddress('user_trader', '127.0.0.1')).toBe(false);
  });
});
