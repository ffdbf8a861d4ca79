/** When silence is doubt, and when the provider is asked. */
import { describe, expect, it } from 'vitest';
import { anOrder, SENT_AT_MS } from '../testing/orders.ts';
import { askDelayMs, isAskedFor, overdueAtMs } from './schedule.ts';

describe('an order', () => {
  it('is overdue when its time is up', () => {
    expect(overdueAtMs(anOrder(), 5_000)).toBe(SENT_AT_MS + 5_000);
  });

  it('cannot be overdue twice', () => {
    expect(overdueAtMs(anOrder({ inDoubt: true }), 5_000)).toBeNull();
  });

  it('that was restored gets the time until the next answer', () => {
    expect(overdueAtMs(anOrder({ restoredAtMs: 7 }), 5_000)).toBe(15_007);
  });

  it('is asked for while in doubt, and on until it ends', () => {
    expect(isAskedFor(anOrder())).toBe(false);
    expect(isAskedFor(anOrder({ inDoubt: true }))).toBe(true);
    expect(isAskedFor(anOrder({ restoredAtMs: 7 }))).toBe(true);
  });

  it('is asked for after 1, 2 and 4 seconds, then every 10', () => {
    expect([0, 1, 2, 3, 4].map(askDelayMs)).toEqual([1_000, 2_000, 4_000, 10_000, 10_000]);
  });
});
