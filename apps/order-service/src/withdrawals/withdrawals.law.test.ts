/** The law of withdrawals: in whatever order they are asked for and decided, all at once, no cent is lost or made. */
import { decimalOf, isAppError } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk } from '../testing/broker-desk.ts';
import { ann } from '../testing/desk.ts';

type Act =
  | { readonly kind: 'ask'; readonly cents: number }
  | { readonly kind: 'cancel' | 'approve' | 'reject' | 'pay'; readonly id: number };

const ACTS = fc.oneof(
  fc.record({ kind: fc.constant('ask' as const), cents: fc.integer({ min: 1, max: 600_000 }) }),
  fc.record({
    kind: fc.constantFrom('cancel' as const, 'approve' as const, 'reject' as const, 'pay' as const),
    id: fc.integer({ min: 1, max: 6 }),
  }),
);

async function run(desk: BrokerDesk, act: Act): Promise<unknown> {
  if (act.kind === 'ask') {
    const terms = {
      accountId: 1,
      method: 'CRYPTO',
      destination: 'bc1qxy2kgdygjrsqtzq2n0yrf',
    } as const;
    return desk.withdrawals.request({ ...terms, amount: decimalOf(act.cents / 100) }, by(ann));
  }
  const wish = { withdrawalId: `WD-${act.id}` };
  const { approve, reject, markPaid } = desk.admin.withdrawals;
  switch (act.kind) {
    case 'cancel':
      return desk.withdrawals.cancel(wish, by(ann));
    case 'approve':
      return approve(wish, by(adm));
    case 'reject':
      return reject({ ...wish, reason: 'No' }, by(adm));
    case 'pay':
      return markPaid(wish, by(adm));
  }
}

describe('withdrawals', () => {
  it('leave on the balance what was there less what is out, and stay within the limits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ACTS, { minLength: 1, maxLength: 25 }), async (acts) => {
        const desk = await openBrokerDesk();
        const ended = await Promise.allSettled(acts.map(async (act) => run(desk, act)));
        const crashed = ended.filter((end) => end.status === 'rejected' && !isAppError(end.reason));
        expect(crashed).toEqual([]);
        const all = await desk.store.pages.withdrawals({ after: null, limit: 100 });
        const out = all
          .filter(({ status }) => status !== 'REJECTED' && status !== 'CANCELLED')
          .reduce((sum, { amount }) => sum + amount, 0n);
        expect((await desk.account(1)).balance).toBe(1_000_000n - out);
        expect(out <= 1_000_000n).toBe(true);
        await desk.closeSoundly();
      }),
      { numRuns: 30 },
    );
  });
});
