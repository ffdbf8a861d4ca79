/** Exchange rates: which way, which side of the quote, and what is said when a pair is missing. */
import { describe, expect, it } from 'vitest';
import { facts, instruments, NOW_MS, pair, quote, quotes } from '../testing/desk.ts';
import { exchangeRate, scaledRate } from './conversion.ts';

const scaled = (way: string, side: 'DUE' | 'OWED' | 'MID', market = facts()) => {
  const [from = '', to = ''] = way.split('→');
  const { rate } = exchangeRate({ from, to, side }, market);
  return rate && scaledRate(rate);
};

describe('exchange rates', () => {
  it('is one for the same currency, without any quote', () => {
    expect(scaled('USD→USD', 'OWED', facts({ quotes: () => undefined }))).toBe(10n ** 10n);
  });

  it('gives the client the bid, takes the ask, and meets in the middle for margin', () => {
    expect(scaled('EUR→USD', 'DUE')).toBe(10_949_600_000n);
    expect(scaled('EUR→USD', 'OWED')).toBe(10_950_400_000n);
    expect(scaled('EUR→USD', 'MID')).toBe(10_950_000_000n);
  });

  it('turns the sides round with the pair', () => {
    expect(scaled('JPY→USD', 'DUE')).toBe((10n ** 13n + 77_502n) / 155_005n);
    expect(scaled('JPY→USD', 'OWED')).toBe((10n ** 13n + 77_497n) / 154_995n);
  });

  it('crosses through USD, exactly', () => {
    const { rate } = exchangeRate({ from: 'EUR', to: 'JPY', side: 'DUE' }, facts());
    expect(rate && rate.num * 10n ** 8n).toBe(rate && 109_496n * 154_995n * rate.den);
  });

  it('crosses through EUR where USD does not lead there', () => {
    const viaEuro = new Map([...instruments(), ['EURSEK', pair('EUR', 'SEK')]] as const);
    const market = facts({
      instruments: viaEuro,
      quotes: quotes({ EURSEK: [1_100_000n, 1_100_000n] }),
    });
    expect(scaled('EUR→SEK', 'MID', market)).toBe(110_000_000_000n);
    expect(scaled('USD→SEK', 'MID', market)).toBe(100_456_621_005n);
  });

  it('takes a live way before a stale one, and a stale one before none', () => {
    const direct = new Map([...instruments(), ['EURJPY', pair('EUR', 'JPY')]] as const);
    const stale = facts({
      instruments: direct,
      quotes: quotes({ EURJPY: [1n, 1n, 10_001] }),
    });
    expect(exchangeRate({ from: 'EUR', to: 'JPY', side: 'MID' }, stale).stale).toBeNull();
    const allStale = facts({
      quotes: quotes({ EURUSD: [109_496n, 109_504n, 10_001] }),
    });
    const found = exchangeRate({ from: 'EUR', to: 'USD', side: 'MID' }, allStale);
    expect(found.rate).not.toBeNull();
    expect(found.stale).toMatchObject({ symbol: 'EURUSD', maxAgeMs: 10_000 });
    expect(found.stale?.quote?.receivedAtMs).toBe(NOW_MS - 10_001);
  });

  it('takes a stale way before one that was never quoted', () => {
    const market = facts({
      instruments: new Map([...instruments(), ['EURJPY', pair('EUR', 'JPY')]] as const),
      quotes: quotes({ USDJPY: [154_995n, 155_005n, 10_001] }),
    });
    const { rate, stale } = exchangeRate({ from: 'EUR', to: 'JPY', side: 'MID' }, market);
    expect(rate && scaledRate(rate)).toBe(1_697_250_000_000n);
    expect(stale?.symbol).toBe('USDJPY');
  });

  it('names the pair that was never quoted, before one that is merely old', () => {
    const market = facts({
      quotes: quotes({ EURUSD: [109_496n, 109_504n, 20_000], USDJPY: null }),
    });
    const { rate, stale } = exchangeRate({ from: 'EUR', to: 'JPY', side: 'MID' }, market);
    expect(rate).toBeNull();
    expect(stale).toEqual({ symbol: 'USDJPY', quote: undefined, maxAgeMs: 10_000 });
  });

  it('names the pair that nobody has defined', () => {
    const { rate, stale } = exchangeRate({ from: 'PLN', to: 'USD', side: 'MID' }, facts());
    expect(rate).toBeNull();
    expect(stale?.symbol).toBe('PLNUSD');
  });

  it('finds a pair under any name, and takes no rate from an index', () => {
    const named = new Map([['EURUSD.m', { ...pair('EUR', 'USD'), name: 'EURUSD.m' }]]);
    const market = facts({
      instruments: named,
      quotes: () => quote('EURUSD.m', [109_496n, 109_504n]),
    });
    expect(scaled('EUR→USD', 'MID', market)).toBe(10_950_000_000n);
    const index = new Map([['JP225', { ...pair('USD', 'JPY'), category: 'INDEX' } as const]]);
    expect(scaled('USD→JPY', 'MID', facts({ instruments: index }))).toBeNull();
  });

  it('converts nothing by a price of zero', () => {
    const market = facts({ quotes: quotes({ USDJPY: [0n, 0n] }) });
    expect(exchangeRate({ from: 'JPY', to: 'USD', side: 'MID' }, market).rate).toBeNull();
  });
});
