/** UTCTimestamps agree with the calendar that everybody uses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTimestamp, parseTimestamp } from './timestamp.ts';

describe('timestamps', () => {
  it('agree with the ISO calendar for any millisecond of 1970 to 2100', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }), (epochMs) => {
        const iso = new Date(epochMs).toISOString();
        const expected = `${iso.slice(0, 10).replaceAll('-', '')}-${iso.slice(11, 23)}`;
        expect(formatTimestamp(epochMs)).toBe(expected);
        expect(parseTimestamp(expected)).toBe(epochMs);
      }),
    );
  });

  it('read whole seconds, microseconds and leap seconds', () => {
    expect(parseTimestamp('20260102-03:04:05')).toBe(Date.UTC(2026, 0, 2, 3, 4, 5));
    expect(parseTimestamp('20260102-03:04:05.678901')).toBe(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
    expect(parseTimestamp('20161231-23:59:60')).toBe(Date.UTC(2017, 0, 1));
  });

  it.each([
    '',
    '20260230-00:00:00',
    '20261301-00:00:00',
    '20260102-24:00:00',
    '20260102 03:04:05',
    '20260102-03:04',
  ])('refuse %j', (text) => expect(parseTimestamp(text)).toBeNull());
});
