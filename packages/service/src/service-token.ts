/** The secret by which our own processes know each other. The first one to start makes it; nobody else may read it. */
import { randomBytes, timingSafeEqual, createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail } from '@faultline/errors';
import { StartRefused } from './start-refused.ts';
import type { EnvironmentReader } from './env.ts';
import type { Authenticate } from './http/context.ts';

const TOKEN_CHARS_MIN = 32;

/** The token itself, for where it comes from a store of secrets; `null` for the file. */
export function serviceTokenFrom(read: EnvironmentReader): string | null {
  const token = read.text('SERVICE_TOKEN', '');
  if (token === '') return null;
  if (token.length < TOKEN_CHARS_MIN) {
    read.refuse(`SERVICE_TOKEN must have at least ${TOKEN_CHARS_MIN} characters`);
  }
  if (read.text('SERVICE_TOKEN_FILE', '') !== '') {
    read.refuse('set SERVICE_TOKEN or SERVICE_TOKEN_FILE, not both');
  }
  return token;
}

/** Reads the token file; makes it, readable by its owner only, when there is none. */
export function readServiceToken(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  try {
    // `wx`: of two processes that start at once, exactly one writes.
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const token = readFileSync(file, 'utf8').trim();
  if (token.length < TOKEN_CHARS_MIN) {
    throw new StartRefused(`the service token in ${file} is too short`);
  }
  return token;
}

/** Lets in whoever holds the service token, and no person. */
export function serviceAuthenticator(token: string): Authenticate {
  const expected = digest(token);
  return async (authorization) => {
    const given = bearerToken(authorization);
    if (!timingSafeEqual(digest(given), expected)) {
      throw fail('AUTH_INVALID', { reason: 'SIGNATURE' });
    }
    return { kind: 'service' };
  };
}

/** The token of an Authorization header; throws AUTH_REQUIRED when there is none. */
export function bearerToken(authorization: string | undefined): string {
  const [scheme, token] = (authorization ?? '').split(' ', 2);
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw fail('AUTH_REQUIRED');
  return token;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
