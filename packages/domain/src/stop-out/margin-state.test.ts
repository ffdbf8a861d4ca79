/** When an account's owner is told that margin runs out, and when again. */
import { describe, expect, it } from 'vitest';
import { group } from '../testing/desk.ts';
import type { MarginState } from './margin-state.ts';
import { marginState } from './margin-state.ts';

/** The states and events along a path of margin levels, from an account that was not called. */
function along(levels: readonly (bigint | null)[]) {
  let active = false;
  return levels.map((marginLevel): [MarginState['state'], MarginState['event']] => {
    const { state, event, marginCallActive } = marginState({ marginLevel }, group(), active);
    active = marginCallActive;
    return [state, event];
  });
}

describe('the margin state', () => {
  it('is a margin call at 100.00 % and a stop-out at 50.00 %, to the hundredth', () => {
    expect(along([10_001n])).toEqual([['NORMAL', null]]);
    expect(along([10_000n])).toEqual([['MARGIN_CALL', 'MARGIN_CALL']]);
    expect(along([5_001n])).toEqual([['MARGIN_CALL', 'MARGIN_CALL']]);
    expect(along([5_000n])).toEqual([['STOP_OUT', 'MARGIN_CALL']]);
  });

  it('calls once, and again only after a recovery by more than five points', () => {
    expect(along([9_900n, 9_000n, 10_400n, 10_500n, 9_900n, 10_501n, 10_400n, 10_000n])).toEqual([
      ['MARGIN_CALL', 'MARGIN_CALL'],
      ['MARGIN_CALL', null],
      ['MARGIN_CALL', null],
      ['MARGIN_CALL', null],
      ['MARGIN_CALL', null],
      ['NORMAL', 'MARGIN_CALL_CLEARED'],
      ['NORMAL', null],
      ['MARGIN_CALL', 'MARGIN_CALL'],
    ]);
  });

  it('is over when nothing is tied up', () => {
    expect(along([4_000n, 4_000n, null, null])).toEqual([
      ['STOP_OUT', 'MARGIN_CALL'],
      ['STOP_OUT', null],
      ['NORMAL', 'MARGIN_CALL_CLEARED'],
      ['NORMAL', null],
    ]);
  });

  it('is a stop-out below zero as well', () => {
    expect(along([-2_000n])).toEqual([['STOP_OUT', 'MARGIN_CALL']]);
  });
});
