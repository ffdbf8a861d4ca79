/** When trying again makes sense, as the one who waits needs it. */
import { describe, expect, it } from 'vitest';
import { adviceOf } from './retry-advice.ts';

const AT_MS = Date.parse('2026-11-21T08:00:00Z');

describe('the advice on trying again', () => {
  it('counts a wait from the moment that the failure was shown', () => {
    expect(adviceOf({ kind: 'after', afterMs: 30_000 }, AT_MS)).toEqual({
      kind: 'from',
      atMs: AT_MS + 30_000,
      countdown: true,
    });
    expect(adviceOf({ kind: 'backoff', delaysMs: [1_000, 2_000], max: 2 }, AT_MS)).toMatchObject({
      atMs: AT_MS + 1_000,
    });
  });

  it('tells a time of day where counting down would be silly', () => {
    const opens = '2026-11-22T22:05:00Z';
    expect(adviceOf({ kind: 'at', at: opens }, AT_MS)).toEqual({
      kind: 'from',
      atMs: Date.parse(opens),
      countdown: false,
    });
  });

  it('never promises what the failure does not', () => {
    expect(adviceOf({ kind: 'never' }, AT_MS)).toEqual({ kind: 'never' });
    expect(adviceOf({ kind: 'same-key' }, AT_MS)).toEqual({ kind: 'same-key' });
    expect(adviceOf({ kind: 'at', at: 'soon' }, AT_MS)).toEqual({ kind: 'never' });
  });
});
