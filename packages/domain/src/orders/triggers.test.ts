/** When the market reaches an order or a stop. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { position, quote } from '../testing/desk.ts';
import { pending } from '../testing/pending-orders.ts';
import type { Order } from './order.ts';
import { isTriggered, reachedLevel } from './triggers.ts';

const at = (bid: bigint, ask: bigint) => quote('EURUSD', [bid, ask]);
const stop = (triggerPrice: bigint, changes: Partial<Order> = {}): Order =>
  pending({ type: 'STOP', limitPrice: null, triggerPrice, ...changes });

describe('a pending order wakes', () => {
  it('as a limit at its price or better, by the side that it trades on', () => {
    const buy = pending({ limitPrice: 109_000n });
    expect(isTriggered(buy, at(108_999n, 109_001n))).toBe(false);
    expect(isTriggered(buy, at(108_992n, 109_000n))).toBe(true);
    const sell = pending({ side: 'SELL', limitPrice: 110_000n });
    expect(isTriggered(sell, at(109_999n, 110_007n))).toBe(false);
    expect(isTriggered(sell, at(110_000n, 110_008n))).toBe(true);
  });

  it('as a stop at its price or worse', () => {
    expect(isTriggered(stop(110_000n), at(109_991n, 109_999n))).toBe(false);
    expect(isTriggered(stop(110_000n), at(109_992n, 110_000n))).toBe(true);
    const sell = stop(109_000n, { side: 'SELL' });
    expect(isTriggered(sell, at(109_001n, 109_009n))).toBe(false);
    expect(isTriggered(sell, at(108_000n, 108_008n))).toBe(true);
  });

  it('as a stop-limit by its trigger first and by its limit afterwards', () => {
    const both = stop(110_000n, { type: 'STOP_LIMIT', limitPrice: 109_900n });
    expect(isTriggered(both, at(109_800n, 109_808n))).toBe(false);
    expect(isTriggered(both, at(110_000n, 110_008n))).toBe(true);
    const woken = { ...both, triggeredAtMs: 1 };
    expect(isTriggered(woken, at(110_000n, 110_008n))).toBe(false);
    expect(isTriggered(woken, at(109_800n, 109_808n))).toBe(true);
  });

  it('only while it rests', () => {
    for (const status of ['ROUTED', 'TRIGGERED', 'CANCELLED', 'EXPIRED'] as const) {
      expect(isTriggered(pending({ status }), at(1n, 2n))).toBe(false);
    }
  });
});

describe('a position is closed by price', () => {
  const BUY = position({ sl: 109_000n, tp: 110_000n });
  const SELL = position({ side: 'SELL', sl: 110_000n, tp: 109_000n });

  it('at the bid when it is a BUY, at the ask when it is a SELL', () => {
    expect(reachedLevel(BUY, at(109_001n, 109_009n))).toBeNull();
    expect(reachedLevel(BUY, at(109_000n, 109_008n))).toBe('SL');
    expect(reachedLevel(BUY, at(109_999n, 110_007n))).toBeNull();
    expect(reachedLevel(BUY, at(110_000n, 110_008n))).toBe('TP');
    expect(reachedLevel(SELL, at(109_991n, 109_999n))).toBeNull();
    expect(reachedLevel(SELL, at(109_992n, 110_000n))).toBe('SL');
    expect(reachedLevel(SELL, at(108_993n, 109_001n))).toBeNull();
    expect(reachedLevel(SELL, at(108_992n, 109_000n))).toBe('TP');
  });

  it('with a trailing stop says so', () => {
    const trailing = { type: 'FIXED', distance: 100n, step: null, best: 109_100n } as const;
    expect(reachedLevel({ ...BUY, trailing }, at(108_999n, 109_007n))).toBe('TRAILING');
    expect(reachedLevel({ ...BUY, trailing }, at(110_000n, 110_008n))).toBe('TP');
  });

  it('never while an order is closing it, and never without levels', () => {
    expect(reachedLevel({ ...BUY, status: 'CLOSING' }, at(1n, 2n))).toBeNull();
    expect(reachedLevel(position(), at(1n, 2n))).toBeNull();
  });

  it('in the mirror of the other side', () => {
    const prices = fc.bigInt({ min: 2n, max: 1_000n });
    fc.assert(
      fc.property(prices, prices, prices, (sl, tp, price) => {
        // Turning prices round zero turns BUY into SELL, and its bid into the ask.
        const long = reachedLevel(position({ sl, tp }), at(price, price + 1n));
        const mirrored = position({ side: 'SELL', sl: -sl, tp: -tp });
        expect(reachedLevel(mirrored, at(-price - 1n, -price))).toBe(long);
      }),
    );
  });
});
