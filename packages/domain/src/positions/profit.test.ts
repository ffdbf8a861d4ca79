/** Profit of a round trip, and what open positions are worth. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account, facts, instrument, NOW_MS, position, quotes } from '../testing/desk.ts';
import { profitOf, roundTripProfit, valuationOf } from './profit.ts';

describe('profit', () => {
  it('is +79.29 USD for 12300 JPY at an ask of 155.126', () => {
    const market = facts({ quotes: quotes({ USDJPY: [155_123n, 155_126n] }) });
    const yen = position({ symbol: 'USDJPY', volume: 10_000n, openPrice: 155_000n });
    expect(profitOf(yen, market)).toBe(7_929n);
  });

  it('is +25.00 for 0.1 EURUSD from 1.09500 to 1.09750', () => {
    const market = facts({ quotes: quotes({ EURUSD: [109_750n, 109_758n] }) });
    expect(profitOf(position(), market)).toBe(2_500n);
  });

  it('is negated for SELL, which buys back at the ask', () => {
    const market = facts({ quotes: quotes({ EURUSD: [109_742n, 109_750n] }) });
    expect(valuationOf(position({ side: 'SELL' }), market)).toEqual({
      currentPrice: 109_750n,
      profit: -2_500n,
      stale: false,
    });
  });

  it('rounds a converted gain down and a converted loss to the nearest', () => {
    const euros = facts({ account: account({ currency: 'EUR' }) });
    const trade = { side: 'BUY', volume: 100n, openPrice: 109_500n } as const;
    const eurusd = instrument('EURUSD');
    const profitAt = (closePrice: bigint) =>
      roundTripProfit({ ...trade, closePrice }, eurusd, euros).profit;
    // 0.05 USD are 0.0457 EUR at the ask of 1.09504; 0.06 USD owed are 0.0548 EUR, 0.05 are 0.0457.
    expect(profitAt(109_505n)).toBe(4n);
    expect(profitAt(109_495n)).toBe(-5n);
    expect(profitAt(109_494n)).toBe(-5n);
  });

  it('counts accrued swap into the floating profit', () => {
    const market = facts({ quotes: quotes({ EURUSD: [109_500n, 109_508n] }) });
    expect(profitOf(position({ swap: -75n }), market)).toBe(-75n);
  });

  it('values by the last known quote and says that it is old', () => {
    const market = facts({ quotes: quotes({ EURUSD: [109_750n, 109_758n, 60_000] }) });
    expect(valuationOf(position(), market)).toMatchObject({ profit: 2_500n, stale: true });
  });

  it('is stale when only the conversion is, and zero when nothing was ever quoted', () => {
    const stale = facts({
      account: account({ currency: 'GBP' }),
      quotes: quotes({ GBPUSD: [126_994n, 127_006n, 60_000] }),
    });
    expect(valuationOf(position(), stale).stale).toBe(true);
    const silent = facts({ quotes: () => undefined });
    expect(valuationOf(position({ swap: 5n }), silent)).toEqual({
      currentPrice: null,
      profit: 5n,
      stale: true,
    });
  });

  it('of a BUY and the same SELL cancel out without conversion', () => {
    const prices = fc.bigInt({ min: 1n, max: 10n ** 7n });
    fc.assert(
      fc.property(
        prices,
        prices,
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (openPrice, closePrice, volume) => {
          const trade = { openPrice, closePrice, volume };
          const gold = instrument('XAUUSD');
          const long = roundTripProfit({ ...trade, side: 'BUY' }, gold, facts());
          const short = roundTripProfit({ ...trade, side: 'SELL' }, gold, facts());
          expect(long.profit).toBe(-(short.profit ?? 0n));
        },
      ),
    );
  });

  it('never pays a converted gain above its exact worth', () => {
    const moves = fc.bigInt({ min: 1n, max: 100_000n });
    fc.assert(
      fc.property(moves, fc.bigInt({ min: 1n, max: 10n ** 6n }), (move, volume) => {
        const trade = {
          side: 'BUY',
          volume,
          openPrice: 155_000n,
          closePrice: 155_000n + move,
        } as const;
        const { profit } = roundTripProfit(trade, instrument('USDJPY'), facts({ nowMs: NOW_MS }));
        // Profit in cents at the ask of 155.005 never buys back more yen than were made (10 per point and 10^-4 lot).
        expect((profit ?? 0n) * 155_005n <= move * volume * 1_000n).toBe(true);
      }),
    );
  });
});
