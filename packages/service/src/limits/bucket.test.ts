/** The law of a bucket: never more than it holds and gets back, and never less than it promised. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Allowance, take } from './bucket.ts';
import { MemoryBuckets } from './memory-buckets.ts';

const allowances = fc.record({ perMinute: fc.integer({ min: 1, max: 300 }), burst: fc.nat(60) });
const waits = fc.array(fc.nat(5_000), { minLength: 1, maxLength: 300 });

function drawn(allowance: Allowance, gapsMs: readonly number[]) {
  let nowMs = 1_000_000;
  let fullAtMs = 0;
  return gapsMs.map((gapMs) => {
    nowMs += gapMs;
    const taken = take(allowance, { fullAtMs, nowMs });
    fullAtMs = taken.fullAtMs;
    return { nowMs, ...taken.standing };
  });
}

describe('a bucket', () => {
  it('lets through at most what it holds and what comes back, in any stretch of time', () => {
    fc.assert(
      fc.property(allowances, waits, (allowance, gapsMs) => {
        const passed = drawn(allowance, gapsMs).filter(({ allowed }) => allowed);
        const { perMinute, burst } = allowance;
        for (const [index, first] of passed.entries()) {
          const last = passed.at(-1) ?? first;
          const back = ((last.nowMs - first.nowMs) / 60_000) * perMinute;
          expect(passed.length - index).toBeLessThanOrEqual(perMinute + burst + back + 1e-4);
        }
      }),
    );
  });

  it('keeps its word: who waits as long as a refusal says is let through', () => {
    fc.assert(
      fc.property(allowances, waits, (allowance, gapsMs) => {
        let nowMs = 0;
        let fullAtMs = 0;
        for (const gapMs of gapsMs) {
          nowMs += gapMs / 50;
          const { standing, ...after } = take(allowance, { fullAtMs, nowMs });
          ({ fullAtMs } = after);
          if (standing.allowed) continue;
          const then = take(allowance, { fullAtMs, nowMs: nowMs + standing.resetMs });
          expect(then.standing.allowed).toBe(true);
        }
      }),
    );
  });

  it('counts down the minute’s allowance, then spends the burst, then refuses', () => {
    const all = drawn({ perMinute: 5, burst: 2 }, Array<number>(9).fill(0));
    expect(all.map(({ remaining }) => remaining)).toEqual([4, 3, 2, 1, 0, 0, 0, 0, 0]);
    expect(all.filter(({ allowed }) => allowed)).toHaveLength(7);
    expect(all.at(-1)?.resetMs).toBe(12_000);
  });
});

describe('the buckets of a process', () => {
  it('are as many as may be kept, however many callers come', () => {
    let nowMs = 0;
    const buckets = new MemoryBuckets(() => nowMs);
    const one = { perMinute: 1, burst: 0 };
    expect(buckets.take('first', one).allowed).toBe(true);
    expect(buckets.take('first', one).allowed).toBe(false);
    for (let index = 0; index < 100_000; index += 1) buckets.take(`flood ${index}`, one);
    nowMs += 1;
    // Room was made where it was oldest.
    expect(buckets.take('flood 99999', one).allowed).toBe(false);
    expect(buckets.take('first', one).allowed).toBe(true);
  });
});
