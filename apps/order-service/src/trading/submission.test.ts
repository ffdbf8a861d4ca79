/** How bad a price an order may get. */
import type { Order } from '@faultline/domain';
import { describe, expect, it } from 'vitest';
import { worstPriceOf } from './submission.ts';

type Prices = Pick<
  Order,
  'side' | 'limitPrice' | 'triggerPrice' | 'requestedPrice' | 'maxDeviation'
>;

const worst = (prices: Partial<Prices>) =>
  worstPriceOf({
    side: 'BUY',
    limitPrice: null,
    triggerPrice: null,
    requestedPrice: 109_500n,
    maxDeviation: null,
    ...prices,
  } as Order);

describe('the worst price of an order', () => {
  it('is any at the market, where nobody has said otherwise', () => {
    expect(worst({})).toBeNull();
  });

  it('is the price that was asked for and the deviation that is allowed, against the order', () => {
    expect(worst({ maxDeviation: 5n })).toBe(109_505n);
    expect(worst({ maxDeviation: 5n, side: 'SELL' })).toBe(109_495n);
    expect(worst({ maxDeviation: 0n })).toBe(109_500n);
  });

  it('is measured from the price at which a stop was to wake', () => {
    expect(worst({ maxDeviation: 5n, triggerPrice: 109_600n })).toBe(109_605n);
  });

  it('is never beyond the limit', () => {
    expect(worst({ limitPrice: 109_490n })).toBe(109_490n);
    expect(worst({ limitPrice: 109_502n, maxDeviation: 5n })).toBe(109_502n);
    expect(worst({ limitPrice: 109_502n, maxDeviation: 1n })).toBe(109_501n);
  });
});
