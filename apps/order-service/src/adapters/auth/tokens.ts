/** Access tokens: signed with our own keys only, every claim required and of one form, no leeway on the expiry. */
import { fail } from '@faultline/errors';
import { Recent } from '@faultline/service';
import { compactVerify, decodeProtectedHeader, errors, SignJWT } from 'jose';
import { z } from 'zod';
import type { AccessClaims, AccessTokens } from '../../auth/deps.ts';
import type { KeyRing } from './key-ring.ts';

const ISSUER = 'faultline';
const AUDIENCE = 'faultline-order-service';
/** RFC 9068: an access token can never be taken for another kind of token. */
const TYPE = 'at+jwt';
/** Tokens seen lately, so that a busy client pays for one signature check and not for thousands. */
const CACHE_MAX = 10_000;

const epochSec = z.int().positive();
const Payload = z.object({
  iss: z.literal(ISSUER),
  aud: z.literal(AUDIENCE),
  sub: z.string(),
  role: z.enum(['TRADER', 'SUPPORT', 'ADMIN']),
  gen: z.int(),
  sid: z.string(),
  iat: epochSec,
  nbf: epochSec,
  exp: epochSec,
});

export interface Tokens extends AccessTokens {
  /** Throws AUTH_INVALID or AUTH_EXPIRED. Says nothing about whether the user or the sign-in still is what it was. */
  readonly verify: (token: string) => Promise<AccessClaims>;
}

interface Seen {
  readonly claims: AccessClaims;
  readonly kid: string;
}

export function createTokens(keys: KeyRing, now: () => number): Tokens {
  const seen = new Recent<string, Seen>(CACHE_MAX);
  return {
    issue: async (claims) => sign(claims, keys, Math.floor(now() / 1_000)),
    verify: async (token) => {
      const known = seen.get(token);
      const isKnown = known !== undefined && keys.holds(known.kid);
      const valid = isKnown ? known : await check(token, keys, now);
      const { expSec } = valid.claims;
      if (expSec * 1_000 <= now()) throw expired(expSec);
      // By all its bytes: a token that differs in one of them is another token.
      if (!isKnown) seen.set(token, valid);
      return valid.claims;
    },
  };
}

async function sign(claims: AccessClaims, keys: KeyRing, nowSec: number): Promise<string> {
  const { userId, role, generation, sessionId, expSec } = claims;
  const { kid, key } = keys.signing();
  return new SignJWT({ role, gen: generation, sid: sessionId })
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(userId)
    .setIssuedAt(nowSec)
    .setNotBefore(nowSec)
    .setExpirationTime(expSec)
    .sign(key);
}

async function check(token: string, keys: KeyRing, now: () => number): Promise<Seen> {
  const kid = kidOf(token);
  const key = await keys.find(kid);
  if (key === null) throw invalid('SIGNATURE');
  const payload = await verified(token, key);
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) throw invalid('MALFORMED');
  const { sub, role, gen, sid, nbf, exp } = parsed.data;
  if (nbf * 1_000 > now()) throw invalid('MALFORMED');
  return { kid, claims: { userId: sub, role, generation: gen, sessionId: sid, expSec: exp } };
}

/** Of the header only the key's id is used, to look among our own: no key and no address in a token is ever followed. */
function kidOf(token: string): string {
  try {
    const { alg, typ, kid } = decodeProtectedHeader(token);
    if (alg === 'EdDSA' && typ === TYPE && typeof kid === 'string') return kid;
  } catch {
    // Not even a header.
  }
  throw invalid('MALFORMED');
}

async function verified(token: string, key: Parameters<typeof compactVerify>[1]): Promise<unknown> {
  try {
    const { payload } = await compactVerify(token, key, { algorithms: ['EdDSA'] });
    return JSON.parse(new TextDecoder().decode(payload));
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) throw invalid('SIGNATURE');
    throw invalid('MALFORMED');
  }
}

const invalid = (reason: 'MALFORMED' | 'SIGNATURE') => fail('AUTH_INVALID', { reason });

const expired = (expSec: number) =>
  fail('AUTH_EXPIRED', { expiredAt: `${new Date(expSec * 1_000).toISOString().slice(0, 19)}Z` });
