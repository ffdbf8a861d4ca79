/** The checker is checked: a clean run has no fault, and every kind of damage is found. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFaults, type Witnesses } from './find-faults.ts';
import { Journal, readJournal, type JournalEntry } from './journal.ts';

const CLEAN: Witnesses = {
  journal: [
    { kind: 'intent', key: 'a' },
    { kind: 'acknowledged', key: 'a', orderId: 'ORD-1' },
    { kind: 'intent', key: 'b' },
    { kind: 'unknown', key: 'b', why: 'cut' },
    { kind: 'refused', key: 'c', code: 'LP_NOT_CONNECTED' },
  ],
  orders: [
    { id: 'ORD-1', key: 'a', status: 'FILLED', filledVolume: 1000 },
    { id: 'ORD-2', key: 'b', status: 'REJECTED', filledVolume: 0 },
  ],
  book: [{ clOrdId: 'O1', filledVolume: 1000 }],
  unexplained: [],
};
const [FILLED, REJECTED] = CLEAN.orders;
const faultsWith = (changes: Partial<Witnesses>) =>
  findFaults({ ...CLEAN, ...changes }).map(({ kind }) => kind);

describe('four witnesses', () => {
  it('who agree show no fault', () => {
    expect(findFaults(CLEAN)).toEqual([]);
  });

  it('show an acknowledged order that is gone, or is another one now, or was never filled', () => {
    expect(faultsWith({ orders: CLEAN.orders.slice(1), book: [] })).toEqual(['LOST']);
    const renamed = CLEAN.orders.map((order) => ({ ...order, id: `${order.id}0` }));
    expect(faultsWith({ orders: renamed })).toEqual(['LOST']);
    const ended = CLEAN.orders.map((order) => ({ ...order, status: 'REJECTED', filledVolume: 0 }));
    expect(faultsWith({ orders: ended, book: [] })).toEqual(['LOST']);
  });

  it('show an order that was executed twice, here or at the provider', () => {
    const orders = CLEAN.orders.flatMap((order) => [order, { ...order, id: `${order.id}0` }]);
    expect(faultsWith({ orders })).toContain('DOUBLED');
    const stray = orders.map((order, at) => (at === 1 ? { ...order, key: null } : order));
    expect(faultsWith({ orders: stray })).toContain('DOUBLED');
    const book = CLEAN.book.flatMap((order) => [order, { ...order, clOrdId: 'O2' }]);
    expect(faultsWith({ book })).toEqual(['BOOKS_DIFFER']);
  });

  it('show an order that is still in doubt', () => {
    const orders = CLEAN.orders.map((order) =>
      order === REJECTED ? { ...order, status: 'IN_DOUBT' } : order,
    );
    expect(faultsWith({ orders })).toEqual(['NOT_TERMINAL']);
  });

  it('show a refusal that was none', () => {
    const journal: readonly JournalEntry[] = [{ kind: 'refused', key: 'a', code: 'LP_TIMEOUT' }];
    expect(FILLED?.key).toBe('a');
    expect(faultsWith({ journal })).toEqual(['BOOKS_DIFFER']);
  });

  it('show money that nobody can explain', () => {
    expect(faultsWith({ unexplained: ['account 1'] })).toEqual(['LEDGER']);
  });
});

describe('the log of the tester', () => {
  it('gives back what was written, also by a process that is dead', () => {
    const folder = mkdtempSync(join(tmpdir(), 'testkit-'));
    const file = join(folder, 'journal');
    for (const entry of CLEAN.journal) new Journal(file).write(entry);
    expect(readJournal(file)).toEqual(CLEAN.journal);
    rmSync(folder, { recursive: true });
  });
});
