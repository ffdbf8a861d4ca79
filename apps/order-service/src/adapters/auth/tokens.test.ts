/** Forged, bent and borrowed tokens over HTTP: none gets in, and none makes the server look anywhere but at its own keys. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CompactSign,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { type AuthDesk, openAuthDesk, START_MS } from '../../testing/auth-desk.ts';

let desk: AuthDesk;
let trap: Server;
let connections = 0;
let signing: JWK;
let kid = '';
let token = '';
beforeAll(async () => {
  desk = await openAuthDesk();
  trap = createServer((_request, answer) => answer.end(JSON.stringify({ keys: [] })));
  trap.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  signing = (await desk.keys.read())?.signing ?? {};
  const { told } = await ask(`${desk.url}/.well-known/jwks.json`);
  kid = String((told['keys'] as JWK[])[0]?.kid);
});
beforeEach(async () => {
  desk.clock.nowMs = START_MS;
  token = String((await desk.login()).told['accessToken']);
});
afterAll(async () => {
  await desk.close();
  await new Promise((resolve) => trap.close(resolve));
});

const claimsOf = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
const headerOf = (jwt: string): Record<string, unknown> => claimsOf(`.${jwt}`);

/** The right token with other claims or headers, really signed by our key. */
async function signed(claims: object, header: object = {}): Promise<string> {
  const key = await importJWK(signing, 'EdDSA');
  return new SignJWT({ ...claimsOf(token), ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt', ...header })
    .sign(key);
}

async function refusedAs(forged: string): Promise<unknown> {
  const { status, told } = await desk.me(forged);
  expect([status, told['code']]).toEqual([401, 'AUTH_INVALID']);
  return (told['details'] as { reason: string }).reason;
}

describe('an access token', () => {
  it('says who, which role, which sign-in, and by which key', () => {
    expect(headerOf(token)).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid });
    expect(claimsOf(token)).toEqual({
      iss: 'faultline',
      aud: 'faultline-order-service',
      sub: 'user_trader',
      role: 'TRADER',
      gen: 1,
      sid: expect.stringMatching(/^ses_/),
      iat: START_MS / 1_000,
      nbf: START_MS / 1_000,
      exp: START_MS / 1_000 + 900,
    });
  });

  it('is good until its very second and then says when that was', async () => {
    desk.clock.nowMs += 899_999;
    expect((await desk.me(token)).status).toBe(200);
    desk.clock.nowMs += 1;
    const { status, told } = await desk.me(token);
    expect([status, told]).toEqual([
      401,
      {
        error: 'Authentication token expired',
        code: 'AUTH_EXPIRED',
        details: { expiredAt: '2026-01-19T12:15:00Z' },
      },
    ]);
  });

  it('expires for a server that never saw it before, too', async () => {
    const { accessToken } = (await desk.login()).told;
    desk.clock.nowMs += 900_000;
    expect((await desk.me(accessToken)).told['code']).toBe('AUTH_EXPIRED');
  });

  it('signed by us with our own claims is let in, so that the refusals below mean something', async () => {
    expect((await desk.me(await signed({}))).status).toBe(200);
  });
});

describe('without a token', () => {
  it.each([
    {},
    { authorization: '' },
    { authorization: 'Bearer' },
    { authorization: 'Basic eDp5' },
  ])('AUTH_REQUIRED: %j', async (headers) => {
    const answer = await ask(`${desk.url}/api/me`, { headers });
    expect([answer.status, answer.told['code']]).toEqual([401, 'AUTH_REQUIRED']);
  });
});

describe('S3: the algorithm', () => {
  const publicJwk = (): JWK => ({ kty: 'OKP', crv: 'Ed25519', x: String(signing.x) });
  const hmac = async (secret: string): Promise<string> =>
    new SignJWT(claimsOf(token))
      .setProtectedHeader({ alg: 'HS256', kid, typ: 'at+jwt' })
      .sign(new TextEncoder().encode(secret));

  it('is ours: none, or no signature', async () => {
    const none = new UnsecuredJWT(claimsOf(token)).encode();
    expect(await refusedAs(none)).toBe('MALFORMED');
    const [head, body] = token.split('.');
    expect(await refusedAs(`${head}.${body}.`)).toBe('SIGNATURE');
    expect(await refusedAs(`${head}.${body}`)).toBe('MALFORMED');
  });

  it.each(['', ' ', '\n'])('is ours: our public key as a secret, after %j', async (before) => {
    const key = await importJWK(publicJwk(), 'EdDSA');
    if (key instanceof Uint8Array) throw new Error('no key pair');
    expect(await refusedAs(await hmac(before + (await exportSPKI(key))))).toBe('MALFORMED');
    expect(await refusedAs(await hmac(before + JSON.stringify(publicJwk())))).toBe('MALFORMED');
  });

  it.each(['RS256', 'ES256'])('is ours: a good %s signature of somebody', async (alg) => {
    const { privateKey } = await generateKeyPair(alg);
    const jwt = await new SignJWT(claimsOf(token))
      .setProtectedHeader({ alg, kid, typ: 'at+jwt' })
      .sign(privateKey);
    expect(await refusedAs(jwt)).toBe('MALFORMED');
  });
});

describe('the bytes', () => {
  it('count, all of them, also of a token that was let in before', async () => {
    expect((await desk.me(token)).status).toBe(200);
    const [head, body, signature = ''] = token.split('.');
    const other = signature.startsWith('A') ? 'B' : 'A';
    expect(await refusedAs(`${head}.${body}.${other}${signature.slice(1)}`)).toBe('SIGNATURE');
    const admin = Buffer.from(JSON.stringify({ ...claimsOf(token), role: 'ADMIN' }));
    expect(await refusedAs(`${head}.${admin.toString('base64url')}.${signature}`)).toBe(
      'SIGNATURE',
    );
  });

  it.each(['abc', 'a.b.c', '..', `${'x'.repeat(5_000)}`, 'bnVsbA.bnVsbA.bnVsbA', 'W10.W10.W10'])(
    'have to be a token at all: %s',
    async (text) => {
      expect(await refusedAs(text)).toBe('MALFORMED');
    },
  );
});

describe('S4: a token that we did sign', () => {
  it.each([
    { iss: 'somebody' },
    { iss: undefined },
    { aud: 'faultline-lp-service' },
    { aud: ['faultline-order-service', 'another'] },
    { aud: undefined },
    { sub: undefined },
    { sub: 7 },
    { role: 'ROOT' },
    { role: undefined },
    { gen: undefined },
    { gen: '1' },
    { sid: undefined },
    { iat: undefined },
    { nbf: undefined },
    { nbf: START_MS / 1_000 + 3_600 },
    { exp: undefined },
    { exp: String(START_MS / 1_000 + 900) },
    { exp: -1 },
    { exp: 1.5 },
  ])('with %j is not one of ours', async (claims) => {
    expect(await refusedAs(await signed(claims))).toBe('MALFORMED');
  });

  it('with an expiry beyond all numbers is not one of ours', async () => {
    const text = JSON.stringify(claimsOf(token)).replace(/"exp":\d+/, '"exp":1e999');
    const jwt = await new CompactSign(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt' })
      .sign(await importJWK(signing, 'EdDSA'));
    expect(await refusedAs(jwt)).toBe('MALFORMED');
  });

  it('as another kind of token is not one of ours', async () => {
    expect(await refusedAs(await signed({}, { typ: 'JWT' }))).toBe('MALFORMED');
    expect(await refusedAs(await signed({}, { typ: undefined }))).toBe('MALFORMED');
    expect(await refusedAs(await signed({}, { kid: undefined }))).toBe('MALFORMED');
  });

  it('for a user, a role, a generation or a sign-in that is not, is revoked', async () => {
    for (const claims of [
      { sub: 'user_nobody' },
      { sub: 'user_trader2' },
      { role: 'ADMIN' },
      { gen: 2 },
      { sid: 'ses_none' },
    ]) {
      expect(await refusedAs(await signed(claims))).toBe('REVOKED');
    }
  });
});

describe('S5: the key', () => {
  const address = (): string => `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;

  it.each([
    'another',
    '../../dev/null',
    '/dev/null',
    "' OR 1=1 --",
    '',
    '__proto__',
    'signing-keys.json',
  ])('is looked for among ours only: %j', async (other) => {
    expect(await refusedAs(await signed({}, { kid: other }))).toBe('SIGNATURE');
  });

  it('is never taken from the token, nor fetched from where the token says', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid };
    const headers = [
      { jwk },
      { jku: `${address()}/jwks.json` },
      { x5u: `${address()}/cert.pem` },
      { jwk, jku: `${address()}/jwks.json`, kid: 'mine' },
    ];
    for (const header of headers) {
      const forged = await new SignJWT({ ...claimsOf(token), role: 'ADMIN' })
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt', ...header })
        .sign(privateKey);
      expect(await refusedAs(forged)).toBe('SIGNATURE');
    }
    expect(connections).toBe(0);
    await ask(address());
    expect(connections).toBe(1);
  });
});
