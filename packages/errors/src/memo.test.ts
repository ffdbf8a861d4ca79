/** What is remembered is bounded. */
import { describe, expect, it } from 'vitest';
import { memo } from './memo.ts';

describe('a memo', () => {
  it('never keeps more answers than its limit', () => {
    let calls = 0;
    const square = memo(2, (n: number) => {
      calls += 1;
      return n * n;
    });
    expect([1, 1, 2, 3, 1].map(square)).toEqual([1, 1, 4, 9, 1]);
    expect(calls).toBe(4);
  });
});
