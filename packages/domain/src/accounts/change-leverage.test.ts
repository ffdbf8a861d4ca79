/** Another leverage for an account that holds positions. */
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import {
  account,
  facts,
  group,
  order,
  position,
  quotes,
  refusalOf,
  valueOf,
} from '../testing/desk.ts';
import { changeLeverage } from './change-leverage.ts';

/** 0.1 EURUSD at the market: 109.50 at 1:100. */
const HELD = position({ openPrice: 109_496n });

const market = (balance: bigint, changes: Partial<TradingFacts> = {}) =>
  facts({ account: account({ balance }), positions: [HELD], ...changes });

describe('another leverage', () => {
  it('margins positions anew, account and positions one version on', () => {
    const { account: after, positions } = valueOf(changeLeverage(50n, market(100_000n)));
    expect(after).toMatchObject({ leverage: 50n, version: 8 });
    expect(positions).toEqual([{ ...HELD, margin: 21_900n, version: 2 }]);
  });

  it('is no more than group and instrument allow', () => {
    const capped = market(100_000n, { group: group({ maxLeverage: 200n }) });
    expect(valueOf(changeLeverage(1_000n, capped)).positions[0]?.margin).toBe(5_475n);
    const gold = position({
      symbol: 'XAUUSD',
      volume: 5_000n,
      openPrice: 265_000n,
      margin: 662_500n,
    });
    const golden = market(1_000_000n, { positions: [gold] });
    expect(valueOf(changeLeverage(500n, golden)).positions[0]).toBe(gold);
  });

  it('must leave no less than nothing free, to the cent', () => {
    expect(changeLeverage(50n, market(21_900n)).ok).toBe(true);
    expect(refusalOf(changeLeverage(50n, market(21_899n)))).toEqual({
      code: 'MARGIN_INSUFFICIENT',
      details: {
        requiredMargin: 109.5,
        freeMargin: 109.49,
        availableMargin: 109.49,
        symbol: 'EURUSD',
        volume: 0.1,
        leverage: 50,
        currency: 'USD',
        marginLevelAfter: 99.99,
        maxVolume: 0,
        reason: 'MODIFY_ORDER',
      },
    });
  });

  it('counts what working orders have reserved', () => {
    const working = [order({ reservedMargin: 5_000n })];
    expect(changeLeverage(50n, market(26_900n, { orders: working })).ok).toBe(true);
    expect(changeLeverage(50n, market(26_899n, { orders: working })).ok).toBe(false);
  });

  it('may always be given when it frees margin, even where none is free', () => {
    expect(valueOf(changeLeverage(200n, market(1_000n))).positions[0]?.margin).toBe(5_475n);
  });

  it('leaves a margin as it is that nobody can convert', () => {
    const unquoted = market(100_000n, { quotes: quotes({ EURUSD: null }) });
    expect(valueOf(changeLeverage(50n, unquoted)).positions).toEqual([HELD]);
  });
});
