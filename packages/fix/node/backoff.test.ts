/** The pauses between attempts to connect. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_RECONNECT, reconnectDelayMs } from './backoff.ts';

describe('the reconnect delay', () => {
  it('doubles from one second to thirty', () => {
    const delays = [0, 1, 2, 3, 4, 5, 60].map((n) => reconnectDelayMs(DEFAULT_RECONNECT, n, 0.5));
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('stays within a fifth of the schedule', () => {
    expect(reconnectDelayMs(DEFAULT_RECONNECT, 0, 0)).toBe(800);
    expect(reconnectDelayMs(DEFAULT_RECONNECT, 0, 0.999_999)).toBe(1200);
  });
});
