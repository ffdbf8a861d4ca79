/** Refresh tokens over HTTP: each once, and what happens to a sign-in whose token turns up twice. */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuthDesk, openAuthDesk, REFRESH_TTL_SEC, START_MS } from '../testing/auth-desk.ts';

let desk: AuthDesk;
beforeEach(async () => {
  desk = await openAuthDesk();
});
afterEach(async () => desk.close());

const refresh = async (refreshToken: unknown, idempotencyKey?: string) =>
  desk.trpc('refresh', { refreshToken, ...(idempotencyKey ? { idempotencyKey } : {}) });
const KEY = 'k'.repeat(32);
const REUSED = { code: 'AUTH_INVALID', details: { reason: 'REFRESH_REUSED' } };

describe('S7: a refresh token', () => {
  it('becomes new tokens, again and again', async () => {
    let { told } = await desk.login();
    for (let turn = 0; turn < 3; turn += 1) {
      desk.clock.nowMs += 900_000;
      const before = told;
      expect((await desk.me(before['accessToken'])).told['code']).toBe('AUTH_EXPIRED');
      ({ told } = await refresh(before['refreshToken']));
      expect(told).toMatchObject({ expiresInSec: 900, user: { id: 'user_trader' } });
      expect(told['refreshToken']).not.toBe(before['refreshToken']);
      expect((await desk.me(told['accessToken'])).status).toBe(200);
    }
  });

  it('used a second time ends the whole sign-in: the newer one and every access token are dead', async () => {
    const first = (await desk.login()).told;
    const second = (await refresh(first['refreshToken'])).told;
    const again = await refresh(first['refreshToken']);
    expect([again.status, again.told]).toMatchObject([401, REUSED]);
    expect((await refresh(second['refreshToken'])).told).toMatchObject(REUSED);
    for (const { accessToken } of [first, second]) {
      expect((await desk.me(accessToken)).told).toMatchObject({ details: { reason: 'REVOKED' } });
    }
  });

  it('ends no other sign-in of the same user when it is used twice', async () => {
    const other = (await desk.login()).told;
    const first = (await desk.login()).told;
    await refresh(first['refreshToken']);
    await refresh(first['refreshToken']);
    expect((await desk.me(other['accessToken'])).status).toBe(200);
    expect((await refresh(other['refreshToken'])).status).toBe(200);
  });

  it('used by several at the same moment serves exactly one', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { refreshToken } = (await desk.login()).told;
      const answers = await Promise.all([1, 2, 3].map(async () => refresh(refreshToken)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 401, 401]);
    }
  });

  it('used by several at the same moment, each under a key of its own, serves exactly one', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { refreshToken } = (await desk.login()).told;
      const keys = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
      const answers = await Promise.all(keys.map(async (key) => refresh(refreshToken, key)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 401, 401]);
    }
  });

  it('expires with its sign-in and says when', async () => {
    const { refreshToken } = (await desk.login()).told;
    desk.clock.nowMs += REFRESH_TTL_SEC * 1_000;
    const expired = await refresh(refreshToken);
    const expiredAt = `${new Date(START_MS + REFRESH_TTL_SEC * 1_000).toISOString().slice(0, 19)}Z`;
    expect([expired.status, expired.told]).toMatchObject([
      401,
      { code: 'AUTH_EXPIRED', details: { expiredAt } },
    ]);
  });

  it('gives no access token that outlives the sign-in', async () => {
    const { refreshToken } = (await desk.login()).told;
    desk.clock.nowMs += (REFRESH_TTL_SEC - 60) * 1_000;
    expect((await refresh(refreshToken)).told).toMatchObject({ expiresInSec: 60 });
  });

  it('of a user who was switched off is told so, and works again when the user does', async () => {
    const { refreshToken } = (await desk.login()).told;
    await desk.changeUser('user_trader', { status: 'DISABLED' });
    const refused = await refresh(refreshToken);
    expect([refused.status, refused.told['code']]).toEqual([403, 'ACCOUNT_DISABLED']);
    await desk.changeUser('user_trader', { status: 'ACTIVE' });
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  it.each(['', 'x', `ses_${'A'.repeat(22)}.${'A'.repeat(43)}`, 'ses_.', `${'x'.repeat(250)}`])(
    'that was never ours gets the answer of one used twice: %j',
    async (token) => {
      const answer = await refresh(token);
      expect([answer.status, answer.told]).toMatchObject([401, REUSED]);
    },
  );

  it('is no access token, and an access token is no refresh token', async () => {
    const { accessToken, refreshToken } = (await desk.login()).told;
    expect((await desk.me(refreshToken)).told).toMatchObject({ details: { reason: 'MALFORMED' } });
    expect(
      (await desk.trpc('refresh', { refreshToken: String(accessToken).slice(0, 256) })).told,
    ).toMatchObject(REUSED);
  });

  it('lies in the database as a hash only', async () => {
    const { refreshToken } = (await desk.login()).told;
    const database = new DatabaseSync(join(desk.directory, 'order.db'), { readOnly: true });
    const rows = database.prepare('SELECT * FROM refresh_sessions').all();
    database.close();
    const [, secret = ''] = String(refreshToken).split('.');
    expect(secret).toHaveLength(43);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe('a refresh whose answer was lost', () => {
  it('gets the same refresh token again under its key, as often as it takes, and the sign-in goes on', async () => {
    const { refreshToken } = (await desk.login()).told;
    const lost = await refresh(refreshToken, KEY);
    desk.clock.nowMs += 60_000;
    const again = await Promise.all([refresh(refreshToken, KEY), refresh(refreshToken, KEY)]);
    for (const { status, told } of again) {
      expect([status, told['refreshToken']]).toEqual([200, lost.told['refreshToken']]);
      expect((await desk.me(told['accessToken'])).status).toBe(200);
    }
    const next = await refresh(lost.told['refreshToken'], KEY);
    expect(next.status).toBe(200);
    expect(next.told['refreshToken']).not.toBe(lost.told['refreshToken']);
  });

  it.each([
    ['another key', async (token: unknown) => refresh(token, 'other-key-of-somebody-else')],
    ['no key', async (token: unknown) => refresh(token)],
    [
      'its key, too late',
      async (token: unknown) => {
        desk.clock.nowMs += 120_001;
        return refresh(token, KEY);
      },
    ],
  ])('is a second use with %s: the whole sign-in ends', async (_, secondUse) => {
    const { refreshToken } = (await desk.login()).told;
    const first = (await refresh(refreshToken, KEY)).told;
    expect((await secondUse(refreshToken)).told).toMatchObject(REUSED);
    expect((await refresh(first['refreshToken'], KEY)).told).toMatchObject(REUSED);
    expect((await desk.me(first['accessToken'])).status).toBe(401);
  });

  it('is a second use, too, once the token that it got was used', async () => {
    const { refreshToken } = (await desk.login()).told;
    const first = (await refresh(refreshToken, KEY)).told;
    const second = (await refresh(first['refreshToken'], KEY)).told;
    expect((await refresh(refreshToken, KEY)).told).toMatchObject(REUSED);
    expect((await refresh(second['refreshToken'])).told).toMatchObject(REUSED);
  });

  it('gives nothing to who has only the newer token, or only the key', async () => {
    const { refreshToken } = (await desk.login()).told;
    const { told } = await refresh(refreshToken, KEY);
    const [sessionId] = String(refreshToken).split('.');
    const guessed = `${sessionId}.${'A'.repeat(43)}`;
    expect((await refresh(guessed, KEY)).told).toMatchObject(REUSED);
    expect((await refresh(told['refreshToken'])).told).toMatchObject(REUSED);
  });

  it('is not promised under a key that could be guessed', async () => {
    const { refreshToken } = (await desk.login()).told;
    expect((await refresh(refreshToken, 'too-short')).told).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field: 'idempotencyKey' },
    });
    expect((await refresh(refreshToken, KEY)).status).toBe(200);
  });
});
