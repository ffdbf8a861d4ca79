/** Sums that are kept are the sums that would be counted. */
import { coverBySymbol, type Position } from '@faultline/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Book } from '../ports/store.ts';
import { CoverSums } from './cover-sums.ts';

interface Held extends Pick<Position, 'symbol' | 'side' | 'hedgeVolume'> {}

/** Sums look at nothing else of a book. */
const bookOf = (id: number, positions: readonly Held[]) =>
  ({ account: { id }, positions, orders: [] }) as unknown as Book;

const held: fc.Arbitrary<Held> = fc.record({
  symbol: fc.constantFrom('EURUSD', 'XAUUSD'),
  side: fc.constantFrom('BUY', 'SELL'),
  hedgeVolume: fc.bigInt({ min: 0n, max: 3n }),
});

it('are what all accounts together ask for, in whatever order their books come', () => {
  const books = fc.array(fc.tuple(fc.nat(3), fc.array(held, { maxLength: 4 })), { maxLength: 20 });
  fc.assert(
    fc.property(books, (drawn) => {
      const sums = new CoverSums();
      const standing = new Map<number, readonly Held[]>();
      for (const [id, positions] of drawn) {
        const [before, changes] = [texts(sums.bySymbol), sums.changes];
        sums.put(bookOf(id, positions));
        standing.set(id, positions);
        const after = texts(sums.bySymbol);
        expect(after).toBe(texts(coverBySymbol([...standing.values()].flat())));
        expect(after === before || sums.changes > changes).toBe(true);
      }
      sums.clear();
      expect(sums.bySymbol.size).toBe(0);
    }),
  );
});

it('say that nothing has changed of books that ask for nothing', () => {
  const sums = new CoverSums();
  sums.put(bookOf(1, [{ symbol: 'EURUSD', side: 'BUY', hedgeVolume: 0n }]));
  sums.put(bookOf(1, []));
  expect(sums.changes).toBe(0);
});

/** Symbols whose longs and shorts are even ask for nothing. */
const texts = (sums: ReadonlyMap<string, bigint>): string =>
  [...sums]
    .flatMap(([symbol, volume]) => (volume === 0n ? [] : [`${symbol} ${volume}`]))
    .toSorted((a, b) => a.localeCompare(b))
    .join();
