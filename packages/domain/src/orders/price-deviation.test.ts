/** How far the market may run away from an order, beside 1.09496 / 1.09504. */
import { decimalOf } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  account,
  facts,
  instrument,
  position,
  refusalOf,
  request,
  valueOf,
} from '../testing/desk.ts';
import { decideClose } from '../positions/decide-close.ts';
import { decideMarketOrder } from './decide-market-order.ts';
import { isNoWorse, worstPrice } from './price-deviation.ts';

describe('an order with a largest deviation', () => {
  const own = facts({ account: account({ book: 'B' }) });
  const seen = (expectedPrice: number, maxDeviation: number | null) =>
    decideMarketOrder(request({ expectedPrice: decimalOf(expectedPrice), maxDeviation }), own);

  it('is refused once the market has moved further against it, with both prices', () => {
    expect(seen(1.09501, 3).ok).toBe(true);
    expect(refusalOf(seen(1.095, 3))).toEqual({
      code: 'PRICE_CHANGED',
      details: {
        symbol: 'EURUSD',
        requestedPrice: 1.095,
        currentPrice: 1.09504,
        maxDeviation: 3,
        digits: 5,
      },
    });
  });

  it('is refused where the price that was seen cannot have been one', () => {
    for (const price of [0, -1.095]) {
      expect(refusalOf(seen(price, null))).toMatchObject({
        code: 'INVALID_PRICE',
        details: { field: 'expectedPrice', price, reason: 'PRICE_OUT_OF_RANGE' },
      });
    }
  });

  it('takes a better price however far it is, and any price when it sets no distance', () => {
    expect(seen(1.2, 0).ok).toBe(true);
    expect(seen(1.0, null).ok).toBe(true);
  });

  it('tells its provider the worst price, from what the client saw or else from now', () => {
    const sent = (changes: Parameters<typeof request>[0]) =>
      valueOf(decideMarketOrder(request(changes), facts()));
    expect(sent({ maxDeviation: 10 })).toMatchObject({ worstPrice: 109_514n, maxDeviation: 10n });
    expect(sent({ maxDeviation: 10, expectedPrice: decimalOf(1.095) })).toMatchObject({
      worstPrice: 109_510n,
    });
    expect(sent({ side: 'SELL', maxDeviation: 10, tif: 'FOK' })).toMatchObject({
      worstPrice: 109_486n,
      tif: 'FOK',
    });
  });

  it('bounds a close by the side on which it is closed', () => {
    const close = (expectedPrice: number) =>
      decideClose(
        { volume: null, maxDeviation: 2, expectedPrice: decimalOf(expectedPrice) },
        position(),
        facts(),
      );
    expect(valueOf(close(1.09498))).toMatchObject({ worstPrice: 109_496n });
    expect(refusalOf(close(1.09499)).code).toBe('PRICE_CHANGED');
  });

  it('never gets a price beyond its bound, and is never refused one within it', () => {
    const prices = fc.bigInt({ min: 1n, max: 10n ** 6n });
    const sides = fc.constantFrom('BUY' as const, 'SELL' as const);
    fc.assert(
      fc.property(sides, prices, prices, (side, expectedPrice, current) => {
        const adverse = side === 'BUY' ? current - expectedPrice : expectedPrice - current;
        const bounded = { side, expectedPrice, maxDeviation: 50n };
        const decision = worstPrice(bounded, instrument('EURUSD'), current);
        expect(decision.ok).toBe(adverse <= 50n);
        expect(decision.ok && !isNoWorse(side, current, decision.value ?? 0n)).toBe(false);
      }),
    );
  });
});
