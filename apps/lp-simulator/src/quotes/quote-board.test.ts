/** Walking, pinned, stopped, released. */
import { describe, expect, it } from 'vitest';
import { isStopped, openBoard, pin, quoteOf, release, stop, tick } from './quote-board.ts';

describe('the quote board', () => {
  it('opens with the start prices and their spreads', () => {
    const prices = ['EURUSD', 'USDJPY', 'BTCUSD'].map((symbol) => {
      const { bid, ask } = quoteOf(openBoard(1), symbol) ?? {};
      return [bid, ask];
    });
    expect(prices).toEqual([
      [109_500n, 109_508n],
      [155_000n, 155_010n],
      [9_500_000n, 9_501_500n],
    ]);
  });

  it('keeps the spread while it walks', () => {
    let board = openBoard(7);
    for (let step = 0; step < 20; step += 1) board = tick(board);
    const quote = quoteOf(board, 'XAUUSD');
    expect((quote?.ask ?? 0n) - (quote?.bid ?? 0n)).toBe(25n);
    expect(quote?.bid).not.toBe(265_000n);
  });

  it('shows a pinned price until it is released, and then the walk as if nothing had been', () => {
    const pinned = pin(openBoard(1), 'EURUSD', { bid: 110_000n, ask: 110_010n });
    expect(quoteOf(tick(pinned), 'EURUSD')).toMatchObject({ bid: 110_000n, ask: 110_010n });
    expect(quoteOf(release(tick(pinned)), 'EURUSD')).toEqual(quoteOf(tick(openBoard(1)), 'EURUSD'));
    expect(quoteOf(tick(pinned), 'GBPUSD')).toEqual(quoteOf(tick(openBoard(1)), 'GBPUSD'));
  });

  it('keeps the last price of a stopped symbol', () => {
    const stopped = stop(tick(openBoard(1)), 'EURUSD');
    expect(isStopped(stopped, 'EURUSD')).toBe(true);
    expect(quoteOf(tick(stopped), 'EURUSD')).toEqual(quoteOf(stopped, 'EURUSD'));
    expect(isStopped(release(stopped), 'EURUSD')).toBe(false);
  });

  it('knows no other symbols', () => {
    expect(quoteOf(openBoard(1), 'EUR/USD')).toBeUndefined();
  });
});
