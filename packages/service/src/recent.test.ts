/** What was used lately is kept, what was not makes room, and nothing old comes back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Recent } from './recent.ts';

describe('what was used lately', () => {
  it('is found by its key, as it was put there last', () => {
    const recent = new Recent<number, string>(4);
    recent.set(1, 'one');
    recent.set(1, 'uno');
    expect([recent.get(1), recent.get(2)]).toEqual(['uno', undefined]);
  });

  it('stays while it is used, whatever else comes', () => {
    const recent = new Recent<number, string>(4);
    recent.set(0, 'kept');
    for (let key = 1; key < 100; key += 1) {
      recent.set(key, 'new');
      expect(recent.get(0)).toBe('kept');
    }
  });

  it('is gone when it was taken out, and never as it was before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.option(fc.nat(9)))), (steps) => {
        const recent = new Recent<number, number>(4);
        const last = new Map<number, number>();
        for (const [key, value] of steps) {
          if (value === null) recent.delete(key);
          else recent.set(key, value);
          if (value === null) last.delete(key);
          else last.set(key, value);
          expect([undefined, last.get(key)]).toContain(recent.get(key));
        }
        for (const key of [0, 1, 2, 3, 4, 5])
          expect([undefined, last.get(key)]).toContain(recent.get(key));
      }),
    );
  });

  it('is half as many as there is room for, at least, and no more than that', () => {
    const recent = new Recent<number, number>(10);
    for (let key = 0; key < 100; key += 1) recent.set(key, key);
    const kept = Array.from({ length: 100 }, (_, key) => key).filter(
      (key) => recent.get(key) !== undefined,
    );
    expect(kept.length).toBeLessThanOrEqual(10);
    expect(kept.slice(-5)).toEqual([95, 96, 97, 98, 99]);
  });
});
