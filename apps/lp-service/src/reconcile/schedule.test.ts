/** When silence is doubt, and when the provider is asked. */
import { describe, expect, it } from 'vitest';
import { anOrder, SENT_AT_MS } from '../testing/orders.ts';
import { isAskedFor, isGivenUp, isLongInDoubt, overdueAtMs, retryDelayMs } from './schedule.ts';

describe('an order', () => {
  it('is overdue when its time is up', () => {
    expect(overdueAtMs(anOrder(), 5_000)).toBe(SENT_AT_MS + 5_000);
  });

  it('cannot be overdue twice', () => {
    expect(overdueAtMs(anOrder({ inDoubt: true }), 5_000)).toBeNull();
  });

  it('that was restored gets the time until the next answer', () => {
    expect(overdueAtMs(anOrder({ restoredAtMs: 7 }), 5_000)).toBe(77_007);
  });

  it('is asked for while in doubt, and on until it ends', () => {
    expect(isAskedFor(anOrder())).toBe(false);
    expect(isAskedFor(anOrder({ inDoubt: true }))).toBe(true);
    expect(isAskedFor(anOrder({ restoredAtMs: 7 }))).toBe(true);
  });

  it('is asked for again after 1, 2 and 4 seconds, then every minute, each a fifth more or less', () => {
    const delays = [1, 2, 3, 4, 5];
    expect(delays.map((asked) => retryDelayMs(asked, 0.5))).toEqual([
      1_000, 2_000, 4_000, 60_000, 60_000,
    ]);
    expect([retryDelayMs(1, 0), retryDelayMs(4, 0)]).toEqual([800, 48_000]);
    expect(retryDelayMs(2, 1)).toBeCloseTo(2_400);
    expect([1, 3, 4].map(isGivenUp)).toEqual([false, false, true]);
  });

  it('is an alarm after a minute of doubt', () => {
    expect(isLongInDoubt(0, 59_999)).toBe(false);
    expect(isLongInDoubt(0, 60_000)).toBe(true);
  });
});
