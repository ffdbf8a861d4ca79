/** How the house covers what its own book holds: what each symbol asks for, what is held, and why not more. */
import { z } from 'zod';
import { decimal, instant, orderId } from '../codecs.ts';
import { get, query } from '../op.ts';

export const adminHedges = {
  /** Every symbol that is to be covered, held or on its way; none while no hedge account is set. Lots: bought above 0, sold below. */
  list: query({
    needs: 'support',
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        symbol: z.string(),
        /** What open positions of our own book ask for, rounded toward 0 to the symbol's volume step. */
        targetVolume: decimal,
        /** What the hedge account holds. */
        hedgedVolume: decimal,
        /** `targetVolume` less `hedgedVolume`: less than the symbol's least volume stays as it is. */
        gap: decimal,
        /** The order that may still close the gap; no other is sent before it has ended. */
        underWayOrderId: orderId.nullable(),
        /** Why the last order was refused, or was not filled to its end; null once one is. */
        lastRefusal: z.string().nullable(),
        /** Since when orders have been refused, or one has been under way; null while neither is so. */
        since: instant.nullable(),
      }),
    ),
    errors: [],
    rest: get('/api/hedges'),
  }),
};
