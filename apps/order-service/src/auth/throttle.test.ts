/** Guessing passwords over HTTP: how soon it ends, for whom, and for how long. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuthDesk, openAuthDesk, START_MS } from '../testing/auth-desk.ts';

let desk: AuthDesk;
beforeEach(async () => {
  desk = await openAuthDesk();
});
afterEach(async () => desk.close());

const MINUTE_MS = 60_000;
const guess = async (from: string, username = 'trader') =>
  desk.login(username, 'a wrong one', { from });
const signIn = async (from: string) => desk.login('trader', 'trader-demo', { from });
/** Fails as often as is allowed, each time from another address. */
async function lockOut(username = 'trader'): Promise<void> {
  for (const host of [1, 2, 3, 4, 5]) await guess(`127.0.1.${host}`, username);
}

describe('S11: guessing one user’s password', () => {
  it('ends after five failures, whatever address they come from, and says until when', async () => {
    await lockOut();
    const sixth = await guess('127.0.1.6');
    expect(sixth.status).toBe(429);
    expect(sixth.headers['retry-after']).toBe('60');
    expect(sixth.told).toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      details: { limit: 5, window: '15m', retryAfter: 60, resetAt: START_MS / 1_000 + 60 },
    });
  });

  it('goes on only after pauses that double, up to a quarter of an hour', async () => {
    await lockOut();
    const pauses: number[] = [];
    const next: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const { told } = await guess('127.0.1.6');
      const { retryAfter } = told['details'] as { retryAfter: number };
      pauses.push(retryAfter);
      desk.clock.nowMs += retryAfter * 1_000;
      next.push((await guess('127.0.1.6')).status);
    }
    expect(pauses).toEqual([60, 120, 240, 480, 900]);
    expect(next).toEqual([401, 401, 401, 401, 401]);
  });

  it('treats a name that nobody has the same', async () => {
    await lockOut('nobody');
    expect((await guess('127.0.1.6', 'nobody')).told).toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      details: { limit: 5, window: '15m', retryAfter: 60 },
    });
  });

  it('counts name and account number as one', async () => {
    await guess('127.0.1.1', 'trader');
    await guess('127.0.1.2', '1');
    await guess('127.0.1.3', 'FL-000001');
    await guess('127.0.1.4', 'TRADER');
    await guess('127.0.1.5', '2');
    expect((await guess('127.0.1.6')).status).toBe(429);
  });

  it('learns no more from guesses made all at once', async () => {
    const rush = Array.from({ length: 12 }, async (_, host) => guess(`127.0.2.${host + 1}`));
    const statuses = (await Promise.all(rush)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it('is forgotten after a quarter of an hour, and after the right password', async () => {
    await lockOut();
    desk.clock.nowMs += 15 * MINUTE_MS;
    expect((await signIn('127.0.1.6')).status).toBe(200);
    for (const host of [1, 2, 3, 4]) await guess(`127.0.3.${host}`);
    expect((await signIn('127.0.3.5')).status).toBe(200);
    for (const host of [6, 7, 8, 9]) expect((await guess(`127.0.3.${host}`)).status).toBe(401);
  });
});

describe('the user whose password is guessed', () => {
  it('still signs in from where he has signed in before', async () => {
    await signIn('127.0.9.9');
    await lockOut();
    expect((await signIn('127.0.1.6')).status).toBe(429);
    expect((await signIn('127.0.9.9')).status).toBe(200);
    expect((await signIn('127.0.1.6')).status).toBe(429);
  });

  it('is held to five failures there, too, and to nobody else’s', async () => {
    await signIn('127.0.9.9');
    for (let failure = 0; failure < 5; failure += 1) await guess('127.0.9.9');
    expect((await signIn('127.0.9.9')).status).toBe(429);
    expect((await signIn('127.0.9.8')).status).toBe(200);
  });

  it('waits a quarter of an hour at most from anywhere', async () => {
    await lockOut();
    for (let round = 0; round < 20; round += 1) {
      desk.clock.nowMs += MINUTE_MS;
      await guess('127.0.1.6');
    }
    const { told } = await signIn('127.0.4.4');
    const { retryAfter } = told['details'] as { retryAfter: number };
    expect(retryAfter).toBeLessThanOrEqual(900);
    desk.clock.nowMs += retryAfter * 1_000;
    expect((await signIn('127.0.4.4')).status).toBe(200);
  });
});

describe('guessing many users’ passwords from one address', () => {
  it('ends after twenty failures a minute', async () => {
    const statuses: number[] = [];
    for (let user = 0; user < 21; user += 1) {
      statuses.push((await guess('127.0.5.5', `user-${user}`)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), 429]);
    const { told } = await signIn('127.0.5.5');
    expect(told['details']).toMatchObject({ limit: 20, window: '1m', retryAfter: 60 });
    expect((await signIn('127.0.5.6')).status).toBe(200);
    desk.clock.nowMs += MINUTE_MS;
    expect((await signIn('127.0.5.5')).status).toBe(200);
  });
});

describe('S11: the address that counts', () => {
  const guessAs = async (user: number, address: string) =>
    desk.login(`user-${user}`, 'a wrong one', { headers: { 'x-forwarded-for': address } });

  it('is not what the caller says it is', async () => {
    for (let user = 0; user < 20; user += 1) await guessAs(user, `203.0.113.${user}`);
    expect((await guessAs(20, '203.0.113.20')).status).toBe(429);
  });

  it('is what a proxy of ours says it is, of the last hop before it', async () => {
    await desk.close();
    desk = await openAuthDesk({ trustProxy: ['127.0.0.1'] });
    for (let user = 0; user < 20; user += 1) await guessAs(user, `203.0.113.${user}, 198.51.100.1`);
    expect((await guessAs(20, '203.0.113.20, 198.51.100.1')).status).toBe(429);
    expect((await guessAs(21, '198.51.100.1, 203.0.113.21')).status).toBe(401);
  });
});
