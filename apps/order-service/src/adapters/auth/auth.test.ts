/** Tokens and passwords: what is let in, what is not, and how little it says about why. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User as Caller } from '@faultline/contract';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSigningKey } from './keys.ts';
import { createPasswords } from './passwords.ts';
import { createTokens } from './tokens.ts';

const directory = mkdtempSync(join(tmpdir(), 'faultline-auth-'));
afterAll(() => rmSync(directory, { recursive: true }));

const ann: Caller = { kind: 'user', userId: 'user_ann', username: 'ann', role: 'TRADER' };
const key = await loadSigningKey(directory);
let nowMs = 1_768_824_000_000;
const tokens = createTokens(key, () => nowMs);
const invalid = (reason: string) => ({ code: 'AUTH_INVALID', details: { reason } });

/** A token that we signed, with these claims instead of the right ones. */
const signed = async (claims: Record<string, unknown>): Promise<string> =>
  new SignJWT({
    iss: 'faultline',
    aud: 'faultline-order-service',
    sub: 'user_ann',
    role: 'TRADER',
    name: 'ann',
    iat: nowMs / 1_000,
    exp: nowMs / 1_000 + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
    .sign(key.privateKey);

describe('a token', () => {
  it('tells who signed in, until its very second', async () => {
    const token = await tokens.issue(ann, 60);
    expect(await tokens.verify(token)).toEqual(ann);
    nowMs += 59_999;
    expect(await tokens.verify(token)).toEqual(ann);
    nowMs += 1;
    await expect(tokens.verify(token)).rejects.toMatchObject({
      code: 'AUTH_EXPIRED',
      details: { expiredAt: '2026-01-19T12:01:00Z' },
    });
  });

  it('expires for one who never showed it before, too', async () => {
    const token = await tokens.issue(ann, 60);
    nowMs += 60_000;
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'AUTH_EXPIRED' });
  });

  it('is refused when a byte of it was changed', async () => {
    const token = await tokens.issue(ann, 60);
    const [head, body, signature = ''] = token.split('.');
    const forged = `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    await expect(tokens.verify(forged)).rejects.toMatchObject(invalid('SIGNATURE'));
  });

  it.each(['', 'abc', 'a.b.c', `${'x'.repeat(5_000)}`])('is refused as %j', async (text) => {
    await expect(tokens.verify(text)).rejects.toMatchObject(invalid('MALFORMED'));
  });

  it('is refused without a signature or signed with our public key as a secret', async () => {
    const unsigned = new UnsecuredJWT({ sub: 'user_ann', role: 'ADMIN' }).encode();
    await expect(tokens.verify(unsigned)).rejects.toMatchObject({ code: 'AUTH_INVALID' });
    const hmac = await new SignJWT({ role: 'ADMIN', name: 'ann' })
      .setProtectedHeader({ alg: 'HS256', kid: key.kid })
      .setSubject('user_ann')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(JSON.stringify(key.publicJwk)));
    await expect(tokens.verify(hmac)).rejects.toMatchObject({ code: 'AUTH_INVALID' });
  });

  it.each([
    { iss: 'somebody' },
    { aud: 'another-service' },
    { sub: undefined },
    { role: 'ROOT' },
    { role: undefined },
    { name: 7 },
    { exp: undefined },
    { iat: undefined },
  ])('is refused with %j although we signed it', async (claims) => {
    await expect(tokens.verify(await signed(claims))).rejects.toMatchObject({
      code: 'AUTH_INVALID',
    });
  });

  it('comes from a key that lies readable by its owner only and lasts over restarts', async () => {
    expect(statSync(join(directory, 'signing-key.json')).mode & 0o777).toBe(0o600);
    expect((await loadSigningKey(directory)).kid).toBe(key.kid);
    expect(key.publicJwk).not.toHaveProperty('d');
  });
});

describe('a password', () => {
  const passwords = createPasswords();

  it('is known by its hash only, and never by the same one twice', async () => {
    const [first, second] = await Promise.all([passwords.hash('secret'), passwords.hash('secret')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await passwords.verify('secret', first)).toBe(true);
    expect(await passwords.verify('Secret', first)).toBe(false);
  });

  it('is never right for a user who does not exist', async () => {
    expect(await passwords.verify('', null)).toBe(false);
  });

  it('is not checked at all when too many wait, and says when to come back', async () => {
    const rush = Array.from({ length: 40 }, async () => passwords.verify('x', null));
    const ended = await Promise.allSettled(rush);
    const shed = ended.filter((end) => end.status === 'rejected');
    expect(shed.length).toBeGreaterThan(0);
    expect(shed[0]).toMatchObject({
      reason: { code: 'RATE_LIMIT_EXCEEDED', details: { retryAfter: 1 } },
    });
  });
});
