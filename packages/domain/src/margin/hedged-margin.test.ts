/** Longs and shorts of one symbol together, in the three modes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { position } from '../testing/desk.ts';
import { hedgedMargin } from './hedged-margin.ts';
import { usedMargin } from './used-margin.ts';

const LEGS = {
  BUY: { volume: 3_000n, margin: 30_001n },
  SELL: { volume: 1_000n, margin: 12_000n },
};

describe('hedged margin', () => {
  it('is both, the larger, or the larger for the volume that is not hedged', () => {
    expect(hedgedMargin(LEGS, 'SUM')).toBe(42_001n);
    expect(hedgedMargin(LEGS, 'MAX')).toBe(30_001n);
    expect(hedgedMargin(LEGS, 'NET')).toBe(20_001n);
  });

  it('is nothing in NET for equal volumes, and nothing for nothing', () => {
    const even = { BUY: LEGS.BUY, SELL: { volume: 3_000n, margin: 31_000n } };
    const empty = { volume: 0n, margin: 0n };
    expect(hedgedMargin(even, 'NET')).toBe(0n);
    expect(hedgedMargin({ BUY: empty, SELL: empty }, 'NET')).toBe(0n);
  });

  it('hedges within a symbol and never across', () => {
    const positions = [
      position({ margin: 100n }),
      position({ id: 13, side: 'SELL', margin: 80n }),
      position({ id: 14, symbol: 'GBPUSD', side: 'SELL', margin: 70n }),
    ];
    expect(usedMargin(positions, 'MAX')).toBe(170n);
    expect(usedMargin(positions, 'SUM')).toBe(250n);
  });

  it('never asks for more than the sum', () => {
    const legs = fc.record({
      volume: fc.bigInt({ min: 1n, max: 10n ** 6n }),
      margin: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    });
    fc.assert(
      fc.property(legs, legs, (BUY, SELL) => {
        const both = { BUY, SELL };
        expect(hedgedMargin(both, 'MAX') <= hedgedMargin(both, 'SUM')).toBe(true);
        expect(hedgedMargin(both, 'NET') <= hedgedMargin(both, 'SUM')).toBe(true);
      }),
    );
  });
});
