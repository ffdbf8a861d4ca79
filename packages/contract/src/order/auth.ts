/** Signing in and out. A wrong name and a wrong password get the same answer after the same time. */
import { z } from 'zod';
import { idempotencyKey, instant, serialId } from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';
import { UserView } from './views.ts';

const PASSWORD_MAX = 128;

/** A name or the number of an account. */
const username = z
  .string()
  .max(128)
  .regex(/^\P{Cc}*$/u, 'Control characters are not allowed.');

const done = z.strictObject({ success: z.literal(true) });

export const auth = {
  /** Trades a name (or account number) and a password for tokens. */
  login: mutation({
    needs: 'public',
    input: z.strictObject({
      username,
      password: z.string().max(PASSWORD_MAX),
      /** On REST: answer with a refresh token, too. tRPC always does. */
      refresh: z.literal(1).optional(),
    }),
    output: z.strictObject({
      accessToken: z.string(),
      expiresInSec: z.int(),
      /** Absent on REST unless asked for. */
      refreshToken: z.string().optional(),
      user: UserView,
    }),
    errors: ['ACCOUNT_DISABLED'],
    rest: post('/login', { refresh: 'integer' }),
  }),
  /**
   * Trades a refresh token for new tokens. Each may be used once: a second use ends the whole sign-in. The same use under
   * the same key, because its answer was lost, gets the same refresh token again for two minutes.
   */
  refresh: mutation({
    needs: 'public',
    input: z.strictObject({
      refreshToken: z.string().max(256),
      /** By chance, and longer than elsewhere: the next token follows from this one and the key. */
      idempotencyKey: idempotencyKey.min(22, 'It must have 22 characters or more.').optional(),
    }),
    output: z.strictObject({
      accessToken: z.string(),
      expiresInSec: z.int(),
      refreshToken: z.string(),
      user: UserView,
    }),
    errors: ['ACCOUNT_DISABLED'],
    rest: post('/api/auth/refresh'),
  }),
  /** Ends this sign-in, or every one of the caller's. Tokens that were given out are worthless at once. */
  logout: mutation({
    needs: 'trader',
    input: z.strictObject({ allSessions: z.boolean().optional() }),
    output: done,
    errors: [],
    rest: post('/api/auth/logout'),
  }),
  /** Ends every other sign-in of the caller's, too. */
  changePassword: mutation({
    needs: 'trader',
    input: z.strictObject({
      old: z.string().max(PASSWORD_MAX),
      new: z.string().min(8).max(PASSWORD_MAX),
    }),
    output: done,
    errors: [],
    rest: post('/api/auth/password'),
  }),
  /** Who the token belongs to, and the accounts that it may trade. */
  me: query({
    needs: 'trader',
    input: z.strictObject({}),
    output: z.strictObject({
      user: UserView,
      accounts: z.array(
        z.strictObject({ id: serialId, accountNumber: z.string(), currency: z.string() }),
      ),
    }),
    errors: [],
    rest: get('/api/me'),
  }),
  /** Where the caller is signed in now, the latest first. */
  sessions: query({
    needs: 'trader',
    input: z.strictObject({}),
    output: z.strictObject({
      sessions: z.array(
        z.strictObject({
          /** The one that asks. */
          current: z.boolean(),
          ip: z.string(),
          createdAt: instant,
          lastUsedAt: instant,
          expiresAt: instant,
        }),
      ),
    }),
    errors: [],
    rest: get('/api/auth/sessions'),
  }),
};
