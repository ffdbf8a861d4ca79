/** New keys without a restart: the command, the server that notices, the tokens that live on, and those that must not. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger, openSqlite } from '@faultline/service';
import type { JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { type AuthDesk, openAuthDesk } from '../../testing/auth-desk.ts';
import { SCHEMA } from '../storage/schema.ts';
import { sqliteDriver } from '../storage/sqlite/sqlite-driver.ts';
import { keyFile } from './key-file.ts';
import { openKeyRing } from './key-ring.ts';
import { type KeyStore, kidOf, newKeySet, rotated } from './key-set.ts';
import { keyTable } from './key-table.ts';
import { createTokens } from './tokens.ts';

const log = createLogger('keys', { level: 'silent' });

let desk: AuthDesk;
beforeEach(async () => {
  desk = await openAuthDesk();
});
afterEach(async () => desk.close());

const tokenOf = async (): Promise<string> => String((await desk.login()).told['accessToken']);
const kidIn = (token: string): unknown =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as JWK).kid;
const shownKids = async (): Promise<unknown[]> => {
  const { told } = await ask(`${desk.url}/.well-known/jwks.json`);
  return (told['keys'] as JWK[]).map(({ kid }) => kid);
};

async function rotate(dropOld = false): Promise<string> {
  const keys = (await desk.keys.read()) ?? (await newKeySet());
  const next = await rotated(keys, { nowMs: desk.clock.nowMs, dropOld });
  await desk.keys.replace(next);
  const kid = await kidOf(next.signing);
  await vi.waitFor(async () => expect((await shownKids())[0]).toBe(kid), { timeout: 5_000 });
  return kid;
}

describe('S6: a new key', () => {
  it('signs what is issued from then on, while older tokens are good until they expire', async () => {
    const before = await tokenOf();
    const kid = await rotate();
    const after = await tokenOf();
    expect([kidIn(after), kidIn(before) === kid]).toEqual([kid, false]);
    expect((await desk.me(before)).status).toBe(200);
    expect((await desk.me(after)).status).toBe(200);
    expect(await shownKids()).toEqual([kid, kidIn(before)]);
  });

  it('outlives the old one, which nobody can sign with any more and which then counts no more', async () => {
    const before = await tokenOf();
    const kid = await rotate();
    expect((await desk.keys.read())?.retired[0]?.jwk).not.toHaveProperty('d');
    // The longest token lives 24 hours; a minute more for what a replica has signed meanwhile.
    desk.clock.nowMs += 86_400_000 + 60_000;
    expect(await shownKids()).toEqual([kid]);
    expect((await desk.me(before)).told).toMatchObject({ details: { reason: 'SIGNATURE' } });
  });

  it('that follows a stolen one ends every token of that at once, also those seen before', async () => {
    const before = await tokenOf();
    expect((await desk.me(before)).status).toBe(200);
    await rotate(true);
    expect((await desk.me(before)).told).toMatchObject({
      code: 'AUTH_INVALID',
      details: { reason: 'SIGNATURE' },
    });
    expect((await desk.me(await tokenOf())).status).toBe(200);
  });

  it('is known to another process the moment somebody shows a token signed by it', async () => {
    const now = (): number => desk.clock.nowMs;
    const hourMs = 3_600_000;
    const options = { store: desk.keys, longestTtlSec: 900, readEveryMs: hourMs, now, log };
    const ring = await openKeyRing(options);
    await rotate();
    const token = await tokenOf();
    desk.clock.nowMs += 1_000;
    expect(await createTokens(ring, now).verify(token)).toMatchObject({ userId: 'user_trader' });
    ring.close();
  });
});

describe('the key file', () => {
  it('is its owner’s only, whole at any moment, and shows no secret to the world', async () => {
    const file = join(desk.directory, 'signing-keys.json');
    await rotate();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(desk.directory).filter((name) => name.startsWith('signing-keys'))).toEqual([
      'signing-keys.json',
    ]);
    const { text } = await ask(`${desk.url}/.well-known/jwks.json`);
    const { signing } = JSON.parse(readFileSync(file, 'utf8')) as { signing: JWK };
    expect(text).toContain(signing.x);
    expect(text).not.toContain(signing.d);
    expect(text).not.toContain('"d"');
  });
});

describe.each(['a file', 'the shared database'])('keys in %s', (place) => {
  let store: KeyStore;
  let close = async (): Promise<void> => undefined;
  beforeEach(() => {
    const directory = join(desk.directory, 'new');
    mkdirSync(directory);
    const path = join(directory, 'shared.db');
    const driver = sqliteDriver(
      openSqlite(
        path,
        SCHEMA.map(({ sql }) => sql),
      ),
      path,
    );
    store = place === 'a file' ? keyFile(directory) : keyTable(driver);
    close = async () => driver.close();
  });
  afterEach(async () => close());

  it('are none at first, and of two first starts at once one', async () => {
    expect(await store.read()).toBeNull();
    const sets = await Promise.all([newKeySet(), newKeySet()]);
    for (const keys of sets) await store.create(keys);
    expect(await store.read()).toEqual(sets[0]);
  });

  it('are replaced as a whole', async () => {
    await store.create(await newKeySet());
    const keys = await rotated(await newKeySet(), { nowMs: 7, dropOld: false });
    await store.replace(keys);
    expect(await store.read()).toEqual(keys);
  });
});

describe('npm run rotate-keys', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'rotate-keys', 'main.ts'), ...args], {
      env: { ...process.env, DATA_DIR: desk.dataRoot },
      encoding: 'utf8',
    });

  it('gives a running server another key, and takes a stolen one away', async () => {
    const before = await tokenOf();
    const { stdout, status } = run();
    expect([status, stdout]).toEqual([0, expect.stringContaining('signing with ')]);
    await vi.waitFor(async () => expect(kidIn(await tokenOf())).not.toBe(kidIn(before)));
    expect((await desk.me(before)).status).toBe(200);
    run('--drop-old');
    await vi.waitFor(async () => expect((await desk.me(before)).status).toBe(401));
  });
});
