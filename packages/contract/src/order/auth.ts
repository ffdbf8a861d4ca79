/** Signing in. A wrong name and a wrong password get the same answer after the same time. */
import { z } from 'zod';
import { serialId } from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';
import { UserView } from './views.ts';

export const auth = {
  /** Trades a name and a password for a bearer token. */
  login: mutation({
    needs: 'public',
    input: z.strictObject({ username: z.string().max(128), password: z.string().max(128) }),
    output: z.strictObject({ accessToken: z.string(), expiresInSec: z.int(), user: UserView }),
    errors: ['ACCOUNT_DISABLED'],
    rest: post('/login'),
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
};
