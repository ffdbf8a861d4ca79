/** Refresh tokens: the id of a sign-in and 256 random bits. Only a hash of the whole is ever stored. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { RefreshTokens } from '../../auth/deps.ts';

const ID_BYTES = 16;
const SECRET_BYTES = 32;
const FORM = /^(ses_[\w-]{22})\.[\w-]{43}$/;

export const refreshTokens: RefreshTokens = {
  newSessionId: () => `ses_${randomBytes(ID_BYTES).toString('base64url')}`,
  issue: (sessionId) => issued(sessionId, randomBytes(SECRET_BYTES)),
  next: ({ token, sessionId }, key) =>
    issued(
      sessionId,
      key === undefined
        ? randomBytes(SECRET_BYTES)
        : createHmac('sha256', token).update(`next ${key}`).digest(),
    ),
  read: (token) => {
    const sessionId = FORM.exec(token)?.[1];
    return sessionId === undefined ? null : { sessionId, hash: hashOf(token) };
  },
};

function issued(sessionId: string, secret: Buffer): { token: string; hash: string } {
  const token = `${sessionId}.${secret.toString('base64url')}`;
  return { token, hash: hashOf(token) };
}

/** Without salt and fast on purpose: nobody guesses 256 bits. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
