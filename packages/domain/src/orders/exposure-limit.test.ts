/** What an account may hold in the market at once. */
import { decimalOf } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { account, facts, group, order, position, refusalOf, request } from '../testing/desk.ts';
import { limitRequest, pending } from '../testing/pending-orders.ts';
import { decideMarketOrder } from './decide-market-order.ts';
import { decidePendingOrder } from './decide-pending-order.ts';
import { exposureLimit } from './exposure-limit.ts';
import { decideModifyOrder } from './modify-order.ts';
import { previewMarketOrder } from './preview.ts';
import { triggerOrder } from './trigger-order.ts';

/** 20,000.00 USD: 0.1 EURUSD is 10,950.00, so there is room for one such position and not for two. */
const limited = (changes: Partial<TradingFacts> = {}): TradingFacts =>
  facts({
    group: group({ maxExposure: 2_000_000n }),
    account: account({ balance: 100_000_000n }),
    ...changes,
  });
const HELD = { positions: [position()] };

describe('the largest exposure', () => {
  it('refuses what would exceed it, with the limit and what is used, in whole units', () => {
    expect(decideMarketOrder(request(), limited()).ok).toBe(true);
    const refusal = refusalOf(decideMarketOrder(request(), limited(HELD)));
    expect(refusal).toEqual({
      code: 'LIMIT_EXCEEDED',
      details: { kind: 'MAX_EXPOSURE', limit: 20_000, current: 10_950 },
    });
    expect(previewMarketOrder(request(), limited(HELD)).failures[0]).toEqual(refusal);
  });

  it('is the value at the market and not the margin: leverage makes no room', () => {
    const bold = limited({ ...HELD, account: account({ leverage: 500n, balance: 100_000_000n }) });
    expect(refusalOf(decideMarketOrder(request(), bold)).code).toBe('LIMIT_EXCEEDED');
  });

  it('counts orders under way, and neither what rests nor what only closes', () => {
    const code = (orders: TradingFacts['orders']) => {
      const decision = decideMarketOrder(request(), limited({ orders }));
      return decision.ok ? null : decision.refusal.code;
    };
    expect(code([order({ requestedPrice: 109_504n })])).toBe('LIMIT_EXCEEDED');
    expect(code([pending()])).toBeNull();
    expect(code([order({ reduces: 12 })])).toBeNull();
  });

  it('takes longs and shorts of one symbol against each other, and symbols together', () => {
    const opposite = request({ side: 'SELL', volume: 0.2 });
    expect(decideMarketOrder(opposite, limited(HELD)).ok).toBe(true);
    const pound = request({ symbol: 'GBPUSD', volume: 0.1 });
    expect(refusalOf(decideMarketOrder(pound, limited(HELD))).code).toBe('LIMIT_EXCEEDED');
  });

  it('holds for an order that waits, when it is placed, made larger, and woken', () => {
    expect(refusalOf(decidePendingOrder(limitRequest(1.09), limited(HELD))).code).toBe(
      'LIMIT_EXCEEDED',
    );
    const resting = limited({ orders: [pending()] });
    const larger = decideModifyOrder({ volume: decimalOf(0.2) }, pending(), resting);
    expect(refusalOf(larger).code).toBe('LIMIT_EXCEEDED');
    const waiting = pending({ limitPrice: 110_000n });
    expect(triggerOrder(waiting, limited({ ...HELD, orders: [waiting] }))).toMatchObject({
      kind: 'REJECTED',
      refusal: { code: 'LIMIT_EXCEEDED' },
    });
  });

  it('never stands in the way of less exposure, and never lets more through than it says', () => {
    const sides = fc.constantFrom('BUY' as const, 'SELL' as const);
    const volumes = fc.bigInt({ min: 100n, max: 20_000n });
    const positions = fc.array(fc.record({ side: sides, volume: volumes }), { maxLength: 4 });
    fc.assert(
      fc.property(positions, sides, volumes, (held, side, volume) => {
        const given = limited({ positions: held.map((one) => position({ ...one })) });
        const wanted = { symbol: 'USDJPY', side, volume, price: 155_000n };
        const legs = held.map((one) => (one.side === 'BUY' ? one.volume : -one.volume));
        const euro = legs.reduce((sum, leg) => sum + leg, 0n);
        const euroCents = (euro < 0n ? -euro : euro) * 1_095n;
        const allowed = exposureLimit(wanted, given).ok;
        // A lot is 109,500.00 in the euro and 100,000.00 against the yen.
        expect(allowed).toBe(euroCents + volume * 1_000n <= 2_000_000n);
        const less = {
          symbol: 'EURUSD',
          side: euro > 0n ? 'SELL' : 'BUY',
          price: 109_500n,
        } as const;
        const out = exposureLimit({ ...less, volume: euro < 0n ? -euro : euro }, given);
        expect(euro === 0n || out.ok).toBe(true);
      }),
    );
  });
});
