/** Counts as they are drawn, and what a search text asks for. */
import { describe, expect, it } from 'vitest';
import { countsByCode, countsByTime, filterOf } from './error-counts.ts';

const COUNTS = [
  { code: 'PRICE_STALE', at: '2026-11-21T08:00:00Z', count: 2 },
  { code: 'LP_TIMEOUT', at: '2026-11-21T09:00:00Z', count: 5 },
  { code: 'PRICE_STALE', at: '2026-11-21T09:00:00Z', count: 1 },
];

describe('counts of errors', () => {
  it('add up by code, the most frequent first, and by time, quiet hours included', () => {
    expect(countsByCode(COUNTS)).toEqual([
      { name: 'LP_TIMEOUT', count: 5 },
      { name: 'PRICE_STALE', count: 3 },
    ]);
    const span = {
      fromMs: Date.parse('2026-11-21T07:30:00Z'),
      toMs: Date.parse('2026-11-21T10:30:00Z'),
      bucketMs: 3_600_000,
    };
    expect(countsByTime(COUNTS, span)).toEqual([
      { name: '2026-11-21T07:00:00.000Z', count: 0 },
      { name: '2026-11-21T08:00:00.000Z', count: 2 },
      { name: '2026-11-21T09:00:00.000Z', count: 6 },
      { name: '2026-11-21T10:00:00.000Z', count: 0 },
    ]);
  });

  it('are searched by whatever id a user names', () => {
    expect(filterOf('')).toEqual({});
    expect(filterOf('err_01ABC')).toEqual({ errorId: 'err_01ABC' });
    expect(filterOf('ORD-17')).toEqual({ orderId: 'ORD-17' });
    expect(filterOf('LP_TIMEOUT')).toEqual({ code: 'LP_TIMEOUT' });
    expect(filterOf('req_01ABC')).toEqual({ requestId: 'req_01ABC' });
  });
});
