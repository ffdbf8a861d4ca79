/** Where an account stands: equity, margin, level. */
import { describe, expect, it } from 'vitest';
import { account, facts, order, position, quotes } from '../testing/desk.ts';
import { summarise } from './summary.ts';

describe('the summary of an account', () => {
  it('is 5125.50 of equity, 4875.50 free and a level of 2050.20 % for +125.50 on 5000', () => {
    const held = position({ volume: 10_000n, openPrice: 109_371n, swap: 50n, margin: 25_000n });
    const market = facts({ account: account({ balance: 500_000n }), positions: [held] });
    expect(summarise(market)).toEqual({
      currency: 'USD',
      balance: 500_000n,
      credit: 0n,
      equity: 512_550n,
      margin: 25_000n,
      reserved: 0n,
      freeMargin: 487_550n,
      marginLevel: 205_020n,
      unrealizedPL: 12_550n,
      withdrawable: 487_550n,
      stale: false,
    });
  });

  it('is a level of 49.75 % before and 157.48 % after the worse of two positions is closed', () => {
    const euro = position({ volume: 5_000n, openPrice: 110_000n, margin: 55_000n });
    const pound = position({
      id: 13,
      symbol: 'GBPUSD',
      volume: 2_000n,
      openPrice: 127_000n,
      margin: 25_400n,
    });
    const market = facts({
      account: account({ balance: 100_000n }),
      positions: [euro, pound],
      quotes: quotes({ EURUSD: [108_900n, 108_908n], GBPUSD: [126_750n, 126_762n] }),
    });
    expect(summarise(market)).toMatchObject({ equity: 40_000n, marginLevel: 4_975n });
    const after = { ...market, account: account({ balance: 45_000n }), positions: [pound] };
    expect(summarise(after)).toMatchObject({
      equity: 40_000n,
      margin: 25_400n,
      marginLevel: 15_748n,
    });
  });

  it('has no level while nothing is tied up, and 2000.00 % for 250 on 5000', () => {
    const empty = facts({ account: account({ balance: 500_000n }) });
    expect(summarise(empty)).toMatchObject({ marginLevel: null, freeMargin: 500_000n });
    const working = { ...empty, orders: [order({ reservedMargin: 25_000n })] };
    expect(summarise(working)).toMatchObject({
      reserved: 25_000n,
      margin: 25_000n,
      freeMargin: 475_000n,
      marginLevel: 200_000n,
    });
  });

  it('counts credit into equity and flags a quote that is too old', () => {
    const market = facts({
      account: account({ credit: 10_000n }),
      positions: [position()],
      quotes: quotes({ EURUSD: [109_500n, 109_508n, 10_001] }),
    });
    expect(summarise(market)).toMatchObject({ equity: 1_010_000n, stale: true });
  });

  it('lets out no credit, no floating profit, no margin, and never less than nothing', () => {
    const withdrawable = (changes: Parameters<typeof facts>[0]) =>
      summarise(facts(changes)).withdrawable;
    const holder = account({ balance: 100_000n, credit: 20_000n });
    expect(withdrawable({ account: holder })).toBe(100_000n);
    const gain = position({ openPrice: 109_000n, volume: 10_000n, margin: 30_000n });
    expect(withdrawable({ account: holder, positions: [gain] })).toBe(100_000n);
    const loss = position({ openPrice: 110_000n, volume: 10_000n, margin: 30_000n });
    expect(withdrawable({ account: holder, positions: [loss] })).toBe(19_600n);
    expect(withdrawable({ account: account({ balance: -5n, credit: 20_000n }) })).toBe(0n);
  });
});
