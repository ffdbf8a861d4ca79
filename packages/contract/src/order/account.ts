/** An account in figures. */
import { z } from 'zod';
import { serialId } from '../codecs.ts';
import { get, query, subscription } from '../op.ts';
import { AccountItem } from './account-events.ts';
import { SummaryView } from './views.ts';

export const account = {
  summary: query({
    needs: 'trader',
    input: z.strictObject({ accountId: serialId.optional() }),
    output: SummaryView,
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/api/account/summary', { accountId: 'integer' }),
  }),
  /**
   * What happens to an account, as it happens. Events are numbered without gaps; whoever lost the line asks again after the
   * last number. When that is too long ago, or without a number, the first item is RESYNC with everything as it stands.
   * What is in no journal has no number: ACCOUNT_TICK, SYMBOL_STATE_CHANGED, CONNECTION_STATE.
   */
  stream: subscription({
    needs: 'trader',
    input: z.strictObject({
      accountId: serialId.optional(),
      lastEventSeq: z.int().nonnegative().optional(),
    }),
    output: AccountItem,
    errors: ['ACCOUNT_NOT_FOUND'],
    rest: get('/api/events', { accountId: 'integer', lastEventSeq: 'integer' }),
  }),
};
