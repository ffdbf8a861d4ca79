/** What an order adds, and the largest volume that fits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account, group, instrument, order, position } from '../testing/desk.ts';
import { pending } from '../testing/pending-orders.ts';
import { covers, largestVolume, requirementOf } from './order-margin.ts';

const EURUSD = instrument('EURUSD');
const TERMS = {
  instrument: EURUSD,
  leverage: 100n,
  currency: 'USD',
  rate: { num: 1_095n, den: 1_000n },
};
const BUY = { side: 'BUY', price: 109_504n, terms: TERMS } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
const nothing = { account: account(), group: group(), positions: [], orders: [] };

describe('the requirement of an order', () => {
  it('is its margin and its commission', () => {
    expect(requirementOf(BUY, nothing)(1_000n)).toEqual({ margin: 10_950n, commission: 35n });
  });

  it('is nothing but commission for a hedge that the larger leg already carries', () => {
    const hedged = { ...nothing, positions: [position()] };
    expect(requirementOf(SELL, hedged)(1_000n)).toEqual({ margin: 0n, commission: 35n });
    expect(requirementOf(SELL, hedged)(1_500n).margin).toBe(5_475n);
  });

  it('is never below zero, even when the order makes the account safer', () => {
    const net = { ...nothing, group: group({ hedgedMargin: 'NET' }), positions: [position()] };
    expect(requirementOf(SELL, net)(1_000n).margin).toBe(0n);
  });

  it('does not let two orders lean on one hedge', () => {
    const leaning = { ...nothing, positions: [position({ side: 'SELL' })], orders: [order()] };
    expect(requirementOf(BUY, leaning)(1_000n).margin).toBe(10_950n);
  });

  it('does not count orders that rest: they may never wake', () => {
    const resting = { ...nothing, positions: [position({ side: 'SELL' })], orders: [pending()] };
    expect(requirementOf(BUY, resting)(1_000n).margin).toBe(0n);
  });

  it('counts neither orders of the other side nor those that close', () => {
    const hedged = {
      ...nothing,
      positions: [position({ side: 'SELL' })],
      orders: [order({ side: 'SELL' }), order({ id: 'ORD-2', reduces: 12 })],
    };
    expect(requirementOf(BUY, hedged)(1_000n).margin).toBe(0n);
  });
});

describe('the largest volume that fits', () => {
  const sizes = fc.bigInt({ min: 100n, max: 30_000n });
  const holdings = fc.array(
    fc.record({ side: fc.constantFrom('BUY' as const, 'SELL' as const), volume: sizes }),
    { maxLength: 4 },
  );

  it('fits, and one step more does not', () => {
    const modes = fc.constantFrom('MAX' as const, 'SUM' as const, 'NET' as const);
    const free = fc.bigInt({ min: -1_000n, max: 20_000_000n });
    fc.assert(
      fc.property(holdings, modes, free, (held, hedgedMargin, freeMargin) => {
        const positions = held.map(({ side, volume }, id) =>
          position({ id, side, volume, margin: volume * 11n }),
        );
        const book = { account: account(), group: group({ hedgedMargin }), positions, orders: [] };
        const requirement = requirementOf(BUY, book);
        const fits = (volume: bigint) => covers(freeMargin, requirement(volume));
        const largest = largestVolume(requirement, freeMargin, EURUSD);
        const next = largest === 0n ? EURUSD.minVolume : largest + EURUSD.volumeStep;
        expect(largest === 0n || fits(largest)).toBe(true);
        expect(largest === EURUSD.maxVolume || !fits(next)).toBe(true);
        expect(largest % EURUSD.volumeStep).toBe(0n);
      }),
    );
  });

  it('is the greatest volume of the instrument when money is no limit', () => {
    expect(largestVolume(requirementOf(BUY, nothing), 10n ** 15n, EURUSD)).toBe(1_000_000n);
  });
});
