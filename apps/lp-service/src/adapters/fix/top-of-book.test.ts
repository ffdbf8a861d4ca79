/** The best prices out of snapshots and increments. */
import { describe, expect, it } from 'vitest';
import { dec } from '../../testing/orders.ts';
import { TopOfBook } from './top-of-book.ts';

function bookOf(bid: string, ask: string): TopOfBook {
  const book = new TopOfBook();
  book.reset([
    { mdEntryType: '0', mdEntryPx: dec(bid) },
    { mdEntryType: '1', mdEntryPx: dec(ask) },
  ]);
  return book;
}

describe('the top of the book', () => {
  it('is the best of a snapshot of many levels', () => {
    const book = new TopOfBook();
    book.reset([
      { mdEntryType: '0', mdEntryPx: dec('1.1') },
      { mdEntryType: '0', mdEntryPx: dec('1.2') },
      { mdEntryType: '1', mdEntryPx: dec('1.4') },
      { mdEntryType: '1', mdEntryPx: dec('1.3') },
    ]);
    expect(book.prices).toEqual({ bid: dec('1.2'), ask: dec('1.3') });
  });

  it('follows a deletion and a new price in either order', () => {
    const gone = { mdUpdateAction: '2', mdEntryType: '0', mdEntryPx: dec('1.1') } as const;
    const fresh = { mdUpdateAction: '0', mdEntryType: '0', mdEntryPx: dec('1.2') } as const;
    for (const changes of [
      [gone, fresh],
      [fresh, gone],
    ]) {
      const book = bookOf('1.1', '1.3');
      for (const change of changes) book.change(change);
      expect(book.prices).toEqual({ bid: dec('1.2'), ask: dec('1.3') });
    }
  });

  it('has no prices while a side is empty', () => {
    const book = bookOf('1.1', '1.3');
    book.change({ mdUpdateAction: '2', mdEntryType: '1' });
    expect(book.prices).toBeNull();
    book.change({ mdUpdateAction: '1', mdEntryType: '1', mdEntryPx: dec('1.25') });
    expect(book.prices).toEqual({ bid: dec('1.1'), ask: dec('1.25') });
  });
});
