/** Commission by lot and side, whole and in parts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commissionOf, commissionOfPart } from './commission.ts';

const PLAN = { commissionPerLot: 350n };

describe('commission', () => {
  it('charges 0.35 for a tenth of a lot at 3.50 per lot', () => {
    expect(commissionOf(1_000n, PLAN)).toBe(35n);
  });

  it('rounds half a cent away from zero', () => {
    expect(commissionOf(100n, PLAN)).toBe(4n);
  });

  it('costs the same in parts as whole', () => {
    const volumes = fc.array(fc.bigInt({ min: 1n, max: 10_000n }), { minLength: 1, maxLength: 20 });
    const plans = fc.record({ commissionPerLot: fc.bigInt({ min: 0n, max: 10_000n }) });
    fc.assert(
      fc.property(volumes, plans, (parts, plan) => {
        let traded = 0n;
        let charged = 0n;
        for (const part of parts) {
          const commission = commissionOfPart(traded, part, plan);
          expect(commission >= 0n).toBe(true);
          charged += commission;
          traded += part;
        }
        expect(charged).toBe(commissionOf(traded, plan));
      }),
    );
  });
});
