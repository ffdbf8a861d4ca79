/** Two accounts of the same day: where they agree nothing is said, and where they do not, which of them has what. */
import { decimalOf } from '@faultline/errors';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareFills, type Fill } from './compare-fills.ts';

const DAY = { fromMs: 1_000, toMs: 2_000 };
const fill = (execId: string, changes: Partial<Fill> = {}): Fill => ({
  execId,
  orderId: 'ORD-1',
  symbol: 'EURUSD',
  qty: decimalOf(10_000),
  price: decimalOf(1.095),
  atMs: 1_500,
  ...changes,
});
const told = (ours: readonly Fill[], theirs: readonly Fill[]) =>
  compareFills(ours, theirs, DAY).map(({ kind, execId }) => [kind, execId]);

it('says nothing of a fill that both have, however its numbers are written', () => {
  const theirs = fill('E1', { qty: { unscaled: 1_000_000n, scale: 2 }, atMs: 999 });
  expect(told([fill('E1')], [theirs])).toEqual([]);
});

it('says who has a fill that the other has not', () => {
  expect(told([fill('E1')], [fill('E2')])).toEqual([
    ['NOT_THEIRS', 'E1'],
    ['NOT_OURS', 'E2'],
  ]);
});

it.each([{ qty: decimalOf(9_000) }, { price: decimalOf(1.0951) }, { symbol: 'GBPUSD' }])(
  'says that a fill differs by %o',
  (changes) => {
    expect(told([fill('E1')], [fill('E1', changes)])).toEqual([['DIFFERENT', 'E1']]);
  },
);

it('leaves alone what lies outside of the day on either side', () => {
  const before = fill('E1', { atMs: 999 });
  const after = fill('E2', { atMs: 2_000 });
  expect(told([before, after], [])).toEqual([]);
  expect(told([], [before, after])).toEqual([]);
});

it('finds exactly the fills that were taken from one side', () => {
  const ids = fc.uniqueArray(fc.nat(99), { maxLength: 30 });
  fc.assert(
    fc.property(ids, ids, (all, lost) => {
      const ours = all.map((id) => fill(`E${id}`));
      const theirs = ours.filter(({ execId }) => !lost.includes(Number(execId.slice(1))));
      const missing = ours.length - theirs.length;
      expect(told(ours, theirs)).toHaveLength(missing);
      expect(told(theirs, ours)).toHaveLength(missing);
    }),
  );
});
