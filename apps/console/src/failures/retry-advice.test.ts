/** When trying again makes sense, as the one who waits needs it. */
import type { Failure } from '@faultline/client';
import { describe, expect, it } from 'vitest';
import { adviceOf } from './retry-advice.ts';

const AT_MS = Date.parse('2026-11-21T08:00:00Z');

const of = (retry: Failure['retry'], details: Failure['details'] = {}) =>
  ({ retry, details }) as Pick<Failure, 'retry' | 'details'>;

describe('the advice on trying again', () => {
  it('counts a wait from the moment that the failure was shown', () => {
    expect(adviceOf(of({ kind: 'after', afterMs: 30_000 }), AT_MS)).toEqual({
      kind: 'from',
      atMs: AT_MS + 30_000,
      countdown: true,
    });
    expect(
      adviceOf(of({ kind: 'backoff', delaysMs: [1_000, 2_000], max: 2 }), AT_MS),
    ).toMatchObject({
      atMs: AT_MS + 1_000,
    });
  });

  it('does not send anybody back before the time that the house itself has named', () => {
    const retry = { kind: 'backoff', delaysMs: [5_000], max: 10 } as const;
    const restored = (estimatedRestore: string | null) =>
      adviceOf(
        of(retry, { reason: 'Upgrade', kind: 'MAINTENANCE', estimatedRestore } as never),
        AT_MS,
      );
    expect(restored('2026-11-21T09:00:00Z')).toMatchObject({ atMs: AT_MS + 3_600_000 });
    expect(restored(null)).toMatchObject({ atMs: AT_MS + 5_000 });
  });

  it('tells a time of day where counting down would be silly', () => {
    const opens = '2026-11-22T22:05:00Z';
    expect(adviceOf(of({ kind: 'at', at: opens }), AT_MS)).toEqual({
      kind: 'from',
      atMs: Date.parse(opens),
      countdown: false,
    });
  });

  it('never promises what the failure does not', () => {
    expect(adviceOf(of({ kind: 'never' }), AT_MS)).toEqual({ kind: 'never' });
    expect(adviceOf(of({ kind: 'same-key' }), AT_MS)).toEqual({ kind: 'same-key' });
    expect(adviceOf(of({ kind: 'at', at: 'soon' }), AT_MS)).toEqual({ kind: 'never' });
  });
});
