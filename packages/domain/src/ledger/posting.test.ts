/** Postings of a deal: they balance, and they are what the balance changed by. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceChange, dealPostings } from './posting.ts';

const reference = () => {
  let last = 0;
  return { accountId: 1, dealId: 'DL-9', atMs: 5, postingId: () => (last += 1) };
};

describe('the postings of a deal', () => {
  it('moves a gain from the house to the client and a charge back', () => {
    const postings = dealPostings(
      [
        { type: 'REALIZED_PL', change: 2_500n },
        { type: 'SWAP', change: 0n },
        { type: 'COMMISSION', change: -35n },
      ],
      reference(),
    );
    const common = { refType: 'DEAL', refId: 'DL-9', atMs: 5 };
    expect(postings).toEqual([
      {
        ...common,
        id: 1,
        debit: 'house:trading',
        credit: 'client:1',
        amount: 2_500n,
        type: 'REALIZED_PL',
      },
      {
        ...common,
        id: 2,
        debit: 'client:1',
        credit: 'house:commission',
        amount: 35n,
        type: 'COMMISSION',
      },
    ]);
  });

  it('sums to zero over all ledger accounts and to the changes on the client’s', () => {
    const changes = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    const entries = fc.array(
      fc.record({
        type: fc.constantFrom('REALIZED_PL' as const, 'SWAP' as const, 'COMMISSION' as const),
        change: changes,
      }),
    );
    fc.assert(
      fc.property(entries, (all) => {
        const postings = dealPostings(all, reference());
        const total = all.reduce((sum, { change }) => sum + change, 0n);
        expect(balanceChange(postings, 'client:1')).toBe(total);
        const house = ['house:trading', 'house:commission'];
        expect(house.reduce((sum, name) => sum + balanceChange(postings, name), 0n)).toBe(-total);
        expect(postings.every(({ amount }) => amount > 0n)).toBe(true);
      }),
    );
  });
});
