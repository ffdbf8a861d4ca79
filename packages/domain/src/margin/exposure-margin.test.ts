/** Margin of one exposure: the figures that a trader would check by hand, and the law that it covers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Points, Vol4 } from '../money/units.ts';
import { account, facts, group, instrument } from '../testing/desk.ts';
import { appliedLeverage, exposureMargin, marginExchange } from './exposure-margin.ts';

function marginOf(
  symbol: string,
  exposure: { volume: Vol4; price: Points },
  holder = account(),
): bigint {
  const traded = instrument(symbol);
  const { rate } = marginExchange(traded, holder, facts());
  if (rate === null) throw new Error('no rate');
  const leverage = appliedLeverage({ account: holder, group: group() }, traded);
  return exposureMargin(exposure, {
    instrument: traded,
    leverage,
    currency: holder.currency,
    rate,
  });
}

describe('margin of an exposure', () => {
  it('is 109.50 USD for 0.1 EURUSD at 1:100 and a mid of 1.09500', () => {
    expect(marginOf('EURUSD', { volume: 1_000n, price: 109_504n })).toBe(10_950n);
  });

  it('is 500.00 and 250.00 for 1.0 and 0.5 EURUSD in a EUR account at 1:200', () => {
    const euros = account({ currency: 'EUR', leverage: 200n });
    expect(marginOf('EURUSD', { volume: 10_000n, price: 109_504n }, euros)).toBe(50_000n);
    expect(marginOf('EURUSD', { volume: 5_000n, price: 109_504n }, euros)).toBe(25_000n);
  });

  it('is 1000.00 for 1.0 USDJPY at 1:100, and takes no price', () => {
    expect(marginOf('USDJPY', { volume: 10_000n, price: 155_005n })).toBe(100_000n);
  });

  it('is 6625.00 for 0.5 gold at 2650.00, where the instrument caps leverage at 1:20', () => {
    expect(marginOf('XAUUSD', { volume: 5_000n, price: 265_000n })).toBe(662_500n);
  });

  it('is 95.00 for 0.01 BTCUSD at 95000 and ten percent, whatever the leverage', () => {
    const held = { volume: 100n, price: 9_500_000n };
    expect(marginOf('BTCUSD', held)).toBe(9_500n);
    expect(marginOf('BTCUSD', held, account({ leverage: 2n }))).toBe(9_500n);
  });

  it('takes the lowest leverage of account, group and instrument', () => {
    const applied = (leverage: bigint, maxLeverage: bigint) =>
      appliedLeverage(
        { account: account({ leverage }), group: group({ maxLeverage }) },
        instrument('EURUSD'),
      );
    expect(applied(100n, 200n)).toBe(100n);
    expect(applied(400n, 200n)).toBe(200n);
    expect(applied(1_000n, 1_000n)).toBe(500n);
  });

  it('has no cents in a yen account', () => {
    const yen = account({ currency: 'JPY' });
    expect(marginOf('USDJPY', { volume: 100n, price: 155_000n }, yen)).toBe(1_550n);
  });

  it('always covers the exposure, by less than one cent too much', () => {
    const volumes = fc.bigInt({ min: 1n, max: 10_000_000n });
    const prices = fc.bigInt({ min: 1n, max: 10_000_000n });
    const leverages = fc.bigInt({ min: 1n, max: 500n });
    fc.assert(
      fc.property(volumes, prices, leverages, (volume, price, leverage) => {
        const gold = instrument('XAUUSD');
        const rate = { num: 7n, den: 3n };
        const terms = { instrument: gold, leverage, currency: 'USD', rate };
        const margin = exposureMargin({ volume, price }, terms);
        // In hundredths of a cent: volume 10^-4 lots, 100 units a lot, price 10^-2, times the rate.
        const notional = volume * 100n * price * rate.num;
        const covered = margin * leverage * rate.den * 10_000n;
        expect(covered >= notional).toBe(true);
        expect(covered - leverage * rate.den * 10_000n < notional).toBe(true);
      }),
    );
  });
});
