/** What one tick of 1.09496 / 1.09504 sets off. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { facts, HALTED, NOW_MS, position, WEEKEND } from '../testing/desk.ts';
import { pending } from '../testing/pending-orders.ts';
import { decideTick } from './decide-tick.ts';
import { triggerOrder } from './trigger-order.ts';

const trailing = { type: 'FIXED', distance: 100n, step: null, best: 109_400n } as const;
const STOPPED = position({ id: 1, sl: 109_496n });
const WON = position({ id: 2, tp: 109_490n });
const FOLLOWING = position({ id: 3, sl: 109_300n, trailing });
const QUIET = position({ id: 4, sl: 109_000n });
const ELSEWHERE = position({ id: 5, symbol: 'GBPUSD', sl: 200_000n });
const LIMIT = pending({ id: 'ORD-5', limitPrice: 109_504n });
const WAITING = pending({ id: 'ORD-6' });
const EXPIRED = pending({ id: 'ORD-7', limitPrice: 109_504n, expiresAtMs: NOW_MS });
const full: Partial<TradingFacts> = {
  positions: [STOPPED, WON, FOLLOWING, QUIET, ELSEWHERE],
  orders: [LIMIT, WAITING, EXPIRED],
};

describe('a tick', () => {
  it('names the stops that are reached, the stops that follow and the orders that wake', () => {
    const tick = decideTick('EURUSD', facts(full));
    expect(tick.reached).toEqual([
      { position: STOPPED, reason: 'SL' },
      { position: WON, reason: 'TP' },
    ]);
    expect(tick.followed).toEqual([
      { ...FOLLOWING, sl: 109_396n, trailing: { ...trailing, best: 109_496n }, version: 2 },
    ]);
    expect(tick.triggered).toEqual([LIMIT]);
  });

  it('wakes exactly the orders that triggerOrder does not leave waiting', () => {
    const types = fc.constantFrom('LIMIT' as const, 'STOP' as const, 'STOP_LIMIT' as const);
    const prices = fc.bigInt({ min: 109_480n, max: 109_520n });
    const sides = fc.constantFrom('BUY' as const, 'SELL' as const);
    const until = fc.constantFrom(null, NOW_MS, NOW_MS + 1);
    fc.assert(
      fc.property(types, prices, prices, sides, until, (type, near, far, side, expiresAtMs) => {
        const limitPrice = type === 'STOP' ? null : near;
        const triggerPrice = type === 'LIMIT' ? null : far;
        const order = pending({ type, side, limitPrice, triggerPrice, expiresAtMs });
        const given = facts({ orders: [order] });
        const { triggered } = decideTick('EURUSD', given);
        const { kind } = triggerOrder(order, given);
        expect(triggered).toEqual(kind === 'WAITING' ? [] : [order]);
      }),
    );
  });

  it('sets nothing off while nothing may be traded', () => {
    const nothing = { reached: [], followed: [], triggered: [] };
    const quiet = (changes: Partial<TradingFacts>) =>
      decideTick('EURUSD', facts({ ...full, ...changes }));
    expect(quiet({ session: () => WEEKEND })).toEqual(nothing);
    expect(quiet({ session: () => HALTED })).toEqual(nothing);
    expect(quiet({ nowMs: NOW_MS + 10_001 })).toEqual(nothing);
    expect(quiet({ broker: { tradingState: 'HALTED', reason: null } })).toEqual(nothing);
    expect(quiet({ broker: { tradingState: 'REDUCING', reason: null } })).not.toEqual(nothing);
  });
});
