/** Two servers on one PostgreSQL: what the one gives, the other takes; what the one ends, the other ends, too. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findPostgres } from '@faultline/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask } from '../testing/ask.ts';
import { type AuthDesk, openAuthDesk } from '../testing/auth-desk.ts';
import { postgresDatabase, type TestDatabase } from '../testing/databases.ts';

const server = await findPostgres(process.env);

describe.skipIf(server === null)('two servers on one PostgreSQL', () => {
  let database: TestDatabase;
  let here: AuthDesk;
  let there: AuthDesk;
  beforeEach(async () => {
    database = await postgresDatabase(server ?? '');
    here = await openAuthDesk({ shared: database });
    there = await openAuthDesk({ shared: database });
  });
  afterEach(async () => {
    await here.close();
    await there.close();
    await database.drop();
  });

  const refresh = async (desk: AuthDesk, refreshToken: unknown) =>
    desk.trpc('refresh', { refreshToken });

  it('know each other’s tokens, for they share the keys', async () => {
    const { accessToken, refreshToken } = (await here.login()).told;
    expect((await there.me(accessToken)).status).toBe(200);
    const renewed = (await refresh(there, refreshToken)).told;
    expect((await here.me(renewed['accessToken'])).status).toBe(200);
  });

  it('of a refresh token used at both at once serve exactly one', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { refreshToken } = (await here.login()).told;
      const answers = await Promise.all(
        [here, there, here, there].map(async (desk) => refresh(desk, refreshToken)),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401]);
    }
  });

  it('repeat for each other an answer that was lost, under its key and no other', async () => {
    const refreshUnder = async (desk: AuthDesk, refreshToken: unknown, letter: string) =>
      desk.trpc('refresh', { refreshToken, idempotencyKey: letter.repeat(32) });
    for (let round = 0; round < 10; round += 1) {
      const { refreshToken } = (await here.login()).told;
      const answers = await Promise.all(
        [here, there, here, there].map(async (desk) => refreshUnder(desk, refreshToken, 'a')),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const tokens = new Set(answers.map(({ told }) => told['refreshToken']));
      expect(tokens.size).toBe(1);
      expect((await refreshUnder(there, refreshToken, 'b')).status).toBe(401);
      expect((await refreshUnder(here, [...tokens][0], 'c')).status).toBe(401);
    }
  });

  it('hear within five seconds that a sign-in was ended at the other', async () => {
    const { accessToken } = (await here.login()).told;
    expect((await there.me(accessToken)).status).toBe(200);
    await here.trpc('logout', {}, { token: String(accessToken) });
    expect((await here.me(accessToken)).status).toBe(401);
    there.clock.nowMs += 5_000;
    expect((await there.me(accessToken)).status).toBe(401);
  });

  it('make one generation after the other when the user signs out everywhere at both', async () => {
    const both = [await here.login(), await there.login()];
    const answers = await Promise.all(
      [here, there].map(async (desk, index) =>
        desk.trpc(
          'logout',
          { allSessions: true },
          { token: String(both[index]?.told['accessToken']) },
        ),
      ),
    );
    // One that comes so late that it hears of the other is signed out already, and changes nothing.
    const done = answers.filter(({ status }) => status === 200).length;
    expect(done).toBeGreaterThan(0);
    expect((await here.store.userById('user_trader'))?.tokenGeneration).toBe(1 + done);
  });

  it('both sign with a new key after one command, and take what the old one signed', async () => {
    const before = (await here.login()).told['accessToken'];
    const command = join(import.meta.dirname, '../adapters/auth/rotate-keys/main.ts');
    const env = { ...process.env, DATABASE_URL: database.address };
    const { status, stdout } = spawnSync(process.execPath, [command], { env, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.stringContaining('signing with ')]);
    const kid = /signing with (\S+)/.exec(stdout)?.[1];
    for (const desk of [here, there]) {
      const shown = async () => (await ask(`${desk.url}/.well-known/jwks.json`)).text;
      await vi.waitFor(async () => expect(await shown()).toContain(kid));
      expect((await desk.me(before)).status).toBe(200);
    }
  });
});
