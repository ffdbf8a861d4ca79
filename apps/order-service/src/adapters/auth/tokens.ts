/** Access tokens: signed with our own key only, every claim required, no leeway on the expiry. */
import type { Role, User as Caller } from '@faultline/contract';
import { fail } from '@faultline/errors';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { SigningKey } from './keys.ts';

const ISSUER = 'faultline';
const AUDIENCE = 'faultline-order-service';
const CLAIMS = ['iss', 'aud', 'sub', 'role', 'exp', 'iat'];
const ROLES: readonly unknown[] = ['TRADER', 'SUPPORT', 'ADMIN'] satisfies Role[];
/** Tokens seen lately, so that a busy client pays for one signature check and not for thousands. */
const CACHE_MAX = 10_000;

export interface Tokens {
  readonly issue: (user: Caller, ttlSec: number) => Promise<string>;
  /** Throws AUTH_INVALID or AUTH_EXPIRED. */
  readonly verify: (token: string) => Promise<Caller>;
}

interface Seen {
  readonly caller: Caller;
  readonly expSec: number;
}

export function createTokens(key: SigningKey, now: () => number): Tokens {
  const seen = new Map<string, Seen>();
  return {
    issue: async ({ userId, username, role }, ttlSec) => {
      const nowSec = Math.floor(now() / 1_000);
      return new SignJWT({ role, name: username })
        .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(nowSec)
        .setExpirationTime(nowSec + ttlSec)
        .sign(key.privateKey);
    },
    verify: async (token) => {
      const known = seen.get(token) ?? (await check(token, key, now));
      if (known.expSec * 1_000 <= now()) throw expired(known.expSec);
      remember(seen, token, known);
      return known.caller;
    },
  };
}

function remember(seen: Map<string, Seen>, token: string, known: Seen): void {
  if (seen.has(token)) return;
  const oldest = seen.size >= CACHE_MAX ? seen.keys().next().value : undefined;
  if (oldest !== undefined) seen.delete(oldest);
  seen.set(token, known);
}

async function check(token: string, key: SigningKey, now: () => number): Promise<Seen> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, key.publicKey, {
      algorithms: ['EdDSA'],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: CLAIMS,
      currentDate: new Date(now()),
    });
    if (protectedHeader.kid !== key.kid) throw fail('AUTH_INVALID', { reason: 'SIGNATURE' });
    return seenOf(payload);
  } catch (error) {
    throw asAuthError(error);
  }
}

function seenOf({ sub, role, name, exp }: JWTPayload): Seen {
  if (typeof sub !== 'string' || typeof name !== 'string' || typeof exp !== 'number') {
    throw fail('AUTH_INVALID', { reason: 'MALFORMED' });
  }
  if (!ROLES.includes(role)) throw fail('AUTH_INVALID', { reason: 'MALFORMED' });
  const caller: Caller = { kind: 'user', userId: sub, username: name, role: role as Role };
  return { caller, expSec: exp };
}

function asAuthError(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return expired(Number(error.payload.exp));
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return fail('AUTH_INVALID', { reason: 'SIGNATURE' });
  }
  return error instanceof errors.JOSEError || error instanceof TypeError
    ? fail('AUTH_INVALID', { reason: 'MALFORMED' })
    : error;
}

const expired = (expSec: number) =>
  fail('AUTH_EXPIRED', { expiredAt: `${new Date(expSec * 1_000).toISOString().slice(0, 19)}Z` });
