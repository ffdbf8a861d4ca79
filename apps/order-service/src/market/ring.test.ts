/** The ring against a plain list that is cut. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Ring } from './ring.ts';

it('holds exactly the newest, in order, whatever was put in and however much is asked for', () => {
  const puts = fc.array(fc.tuple(fc.boolean(), fc.integer()), { maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), puts, fc.nat(15), (capacity, items, count) => {
      const ring = new Ring<number>(capacity);
      let list: number[] = [];
      for (const [replaces, item] of items) {
        if (replaces) ring.replaceNewest(item);
        else ring.push(item);
        if (!replaces) list = [...list, item].slice(-capacity);
        else if (list.length > 0) list = list.with(-1, item);
        expect(ring.newest).toBe(list.at(-1));
      }
      expect(ring.last(count)).toEqual(count === 0 ? [] : list.slice(-count));
    }),
  );
});
