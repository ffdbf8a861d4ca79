/** Stops that follow the market, from 1.09496 / 1.09504. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facts, instruments, position, quote, refusalOf, valueOf } from '../testing/desk.ts';
import type { Position } from './position.ts';
import type { TrailingRequest } from './trailing.ts';
import { decideTrailing, followTrailing } from './trailing.ts';

const start = (request: TrailingRequest | null, held: Position = position()) =>
  decideTrailing(request, held, facts());
const FIXED = { type: 'FIXED', distance: 100n } as const;
const STEP = { type: 'STEP', distance: 100n, step: 20n } as const;
const tick = (held: Position, bid: bigint) =>
  followTrailing(held, quote('EURUSD', [bid, bid + 8n]));

describe('a trailing stop', () => {
  it('starts behind the price that would close the position', () => {
    expect(valueOf(start(FIXED))).toMatchObject({
      sl: 109_396n,
      trailing: { type: 'FIXED', distance: 100n, step: null, best: 109_496n },
      version: 2,
    });
    expect(valueOf(start(STEP, position({ side: 'SELL' })))).toMatchObject({
      sl: 109_604n,
      trailing: { type: 'STEP', step: 20n, best: 109_504n },
    });
  });

  it('leaves a tighter stop loss until it is passed', () => {
    const tight = valueOf(start(FIXED, position({ sl: 109_450n })));
    expect(tight.sl).toBe(109_450n);
    expect(tick(tight, 109_540n)).toBe(tight);
    expect(tick(tight, 109_560n)).toMatchObject({ sl: 109_460n });
  });

  it('follows every better price, and no worse one', () => {
    const held = valueOf(start(FIXED));
    const higher = tick(held, 109_497n);
    expect(higher).toMatchObject({ sl: 109_397n, trailing: { best: 109_497n }, version: 3 });
    expect(tick(higher, 109_450n)).toBe(higher);
    expect(tick(higher, 109_497n)).toBe(higher);
  });

  it('in steps follows only by whole ones', () => {
    const held = valueOf(start(STEP));
    expect(tick(held, 109_515n)).toBe(held);
    expect(tick(held, 109_516n)).toMatchObject({ sl: 109_416n });
    expect(tick(held, 109_555n)).toMatchObject({ sl: 109_436n, trailing: { best: 109_555n } });
  });

  it('that was loosened by hand stays there until a better price comes', () => {
    const loosened = { ...valueOf(start(FIXED)), sl: 109_000n };
    expect(tick(loosened, 109_490n)).toBe(loosened);
    expect(tick(loosened, 109_500n)).toMatchObject({ sl: 109_400n });
  });

  it('is let go with its stop loss where it is', () => {
    const held = valueOf(start(FIXED));
    expect(valueOf(start(null, held))).toMatchObject({ sl: 109_396n, trailing: null, version: 3 });
    const plain = position();
    expect(valueOf(start(null, plain))).toBe(plain);
  });

  it('stands still while an order closes the position', () => {
    const held = { ...valueOf(start(FIXED)), status: 'CLOSING' } as const;
    expect(tick(held, 120_000n)).toBe(held);
  });

  it('keeps the distance that the instrument asks for', () => {
    const distant = facts({ instruments: instruments({ EURUSD: { stopsLevel: 101n } }) });
    expect(refusalOf(decideTrailing(FIXED, position(), distant))).toMatchObject({
      code: 'INVALID_SL_TP',
      details: { kind: 'TOO_CLOSE', minDistance: 0.00101, field: 'sl' },
    });
    for (const wrong of [
      { type: 'FIXED', distance: 0n },
      { type: 'STEP', distance: 100n, step: 0n },
      { type: 'FIXED', distance: 109_496n },
    ] as const) {
      expect(refusalOf(start(wrong)).code).toBe('INVALID_SL_TP');
    }
    const held = position({ status: 'CLOSING', lockOrderId: 'ORD-9' });
    expect(refusalOf(start(FIXED, held)).code).toBe('POSITION_LOCKED');
  });

  it('only ever tightens, and is never further from the best price than it may be', () => {
    const prices = fc.array(fc.bigInt({ min: 108_000n, max: 111_000n }), { maxLength: 40 });
    const sides = fc.constantFrom('BUY' as const, 'SELL' as const);
    const kinds = fc.constantFrom<TrailingRequest>(FIXED, STEP);
    fc.assert(
      fc.property(prices, sides, kinds, (bids, side, kind) => {
        let held = valueOf(start(kind, position({ side })));
        let best = side === 'BUY' ? 109_496n : 109_504n;
        for (const bid of bids) {
          const before = held;
          held = tick(held, bid);
          const price = side === 'BUY' ? bid : bid + 8n;
          const sign = side === 'BUY' ? 1n : -1n;
          if (sign * (price - best) > 0n) best = price;
          const moved = sign * ((held.sl ?? 0n) - (before.sl ?? 0n));
          expect(moved >= 0n).toBe(true);
          const slack = kind.type === 'STEP' ? kind.step : 1n;
          expect(moved % slack).toBe(0n);
          const distance = sign * (best - (held.sl ?? 0n));
          expect(distance >= kind.distance && distance < kind.distance + slack).toBe(true);
        }
      }),
    );
  });
});
