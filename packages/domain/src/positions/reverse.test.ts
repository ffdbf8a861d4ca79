/** Turning a position round, and choosing the positions of a close of many. */
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { account, facts, group, position, refusalOf, valueOf } from '../testing/desk.ts';
import type { Position } from './position.ts';
import { decideReverse } from './reverse.ts';
import { positionsToClose } from './select-positions.ts';

const reverse = (held: Position, changes: Partial<TradingFacts> = {}) =>
  decideReverse({ maxDeviation: null }, held, facts({ positions: [held], ...changes }));

describe('a reversal', () => {
  it('closes the position and opens its volume on the other side', () => {
    const { close, open } = valueOf(reverse(position({ sl: 109_000n })));
    expect(close).toMatchObject({ side: 'SELL', volume: 1_000n, reduces: 12, source: 'REVERSE' });
    expect(open).toMatchObject({
      side: 'SELL',
      volume: 1_000n,
      reduces: null,
      source: 'REVERSE',
      sl: null,
      reservedMargin: 10_985n,
    });
  });

  it('opens as if the close had happened: its margin is free, its loss and commission are paid', () => {
    const held = position();
    // 4 points lost on 0.1 lot are 0.40; two commissions of 0.35 and margin of 109.50 have to remain.
    const enough = 10_950n + 35n + 35n + 40n;
    expect(reverse(held, { account: account({ balance: enough }) }).ok).toBe(true);
    expect(refusalOf(reverse(held, { account: account({ balance: enough - 1n }) })).code).toBe(
      'MARGIN_INSUFFICIENT',
    );
    const tight = group({ maxOpenPositions: 1, hedging: false });
    expect(reverse(held, { group: tight }).ok).toBe(true);
  });

  it('is refused when either half is, and then nothing is closed', () => {
    const locked = position({ status: 'CLOSING', lockOrderId: 'ORD-9' });
    expect(refusalOf(reverse(locked)).code).toBe('POSITION_LOCKED');
    const closeOnly = { account: account({ tradeState: 'CLOSE_ONLY' }) } as const;
    expect(refusalOf(reverse(position(), closeOnly)).code).toBe('TRADING_RESTRICTED');
    expect(refusalOf(reverse(position({ volume: 1_033n }))).code).toBe('INVALID_VOLUME');
  });
});

describe('a close of many', () => {
  const won = position({ id: 1, openPrice: 109_000n });
  const lost = position({ id: 2, openPrice: 110_000n });
  const even = position({ id: 3, openPrice: 109_496n });
  const short = position({ id: 4, side: 'SELL', openPrice: 110_000n, swap: -1n });
  const gold = position({ id: 5, symbol: 'XAUUSD', openPrice: 264_000n });
  const all = facts({ positions: [won, lost, even, short, gold] });
  const every = { filter: 'ALL', symbol: null, side: null } as const;
  const idsOf = (wanted: Parameters<typeof positionsToClose>[0]) =>
    positionsToClose(wanted, all).map(({ id }) => id);

  it('takes all, or what has won or lost, swap included', () => {
    expect(idsOf(every)).toEqual([1, 2, 3, 4, 5]);
    expect(idsOf({ ...every, filter: 'WINNERS' })).toEqual([1, 4, 5]);
    expect(idsOf({ ...every, filter: 'LOSERS' })).toEqual([2]);
  });

  it('may be narrowed to a symbol and a side', () => {
    expect(idsOf({ ...every, symbol: 'EURUSD' })).toEqual([1, 2, 3, 4]);
    expect(idsOf({ ...every, symbol: 'EURUSD', side: 'SELL' })).toEqual([4]);
    expect(idsOf({ filter: 'WINNERS', symbol: 'XAUUSD', side: 'SELL' })).toEqual([]);
  });
});
