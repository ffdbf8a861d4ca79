/** Holds four witnesses against each other: the tester's log, the public API, the provider's book and the ledger. Pure. */
import type { JournalEntry } from './journal.ts';

/** An order as its owner sees it. */
interface SeenOrder {
  readonly id: string;
  /** The idempotency key that leads to it; null when none does. */
  readonly key: string | null;
  readonly status: string;
  readonly filledVolume: number;
}

/** An order as the provider sees it. Quantities in the units in which the orders are counted. */
interface ProviderOrder {
  readonly clOrdId: string;
  readonly filledVolume: number;
}

export interface Witnesses {
  readonly journal: readonly JournalEntry[];
  /** All that there are. */
  readonly orders: readonly SeenOrder[];
  readonly book: readonly ProviderOrder[];
  /** Every account that the ledger does not explain, by name. */
  readonly unexplained: readonly string[];
}

export interface Fault {
  /** `LOGIN`: of a terminal; found by whoever ran the logins. */
  readonly kind: 'LOST' | 'DOUBLED' | 'NOT_TERMINAL' | 'BOOKS_DIFFER' | 'LEDGER' | 'LOGIN';
  readonly what: string;
}

const TERMINAL: ReadonlySet<string> = new Set(['FILLED', 'CANCELLED', 'REJECTED', 'EXPIRED']);

/** Everything that is wrong; nothing when all is well. */
export function findFaults(witnesses: Witnesses): readonly Fault[] {
  return [
    ...lost(witnesses),
    ...doubled(witnesses),
    ...unfinished(witnesses),
    ...differences(witnesses),
    ...witnesses.unexplained.map((what): Fault => ({ kind: 'LEDGER', what })),
  ];
}

/** What was acknowledged is there, filled, under the same name; what was refused is not. */
function lost({ journal, orders }: Witnesses): readonly Fault[] {
  const byKey = Map.groupBy(orders, ({ key }) => key);
  return journal.flatMap((entry): readonly Fault[] => {
    const seen = byKey.get(entry.key) ?? [];
    if (entry.kind === 'acknowledged') {
      const there = seen.some(({ id, status }) => id === entry.orderId && status === 'FILLED');
      return there ? [] : [{ kind: 'LOST', what: `${entry.key} as ${entry.orderId}` }];
    }
    const filled = entry.kind === 'refused' && seen.some(({ filledVolume }) => filledVolume > 0);
    return filled ? [{ kind: 'BOOKS_DIFFER', what: `${entry.key} was refused and filled` }] : [];
  });
}

function doubled({ orders, book }: Witnesses): readonly Fault[] {
  const keyed = orders.filter(({ key }) => key !== null).map(({ key }) => `key ${key}`);
  const names = Map.groupBy([...keyed, ...book.map(({ clOrdId }) => clOrdId)], (name) => name);
  // Filled, and the key that it was placed with leads to another one: the key was served twice.
  const strays = orders.filter(({ key, filledVolume }) => key === null && filledVolume > 0);
  return [
    ...[...names].filter(([, all]) => all.length > 1).map(([what]) => what),
    ...strays.map(({ id }) => id),
  ].map((what): Fault => ({ kind: 'DOUBLED', what }));
}

function unfinished({ orders }: Witnesses): readonly Fault[] {
  return orders
    .filter(({ status }) => !TERMINAL.has(status))
    .map(({ id, status }): Fault => ({ kind: 'NOT_TERMINAL', what: `${id} is ${status}` }));
}

/** Fills are counted, not matched by name: the provider does not know our names. */
function differences({ orders, book }: Witnesses): readonly Fault[] {
  const ours = orders.filter(({ filledVolume }) => filledVolume > 0).length;
  const theirs = book.filter(({ filledVolume }) => filledVolume > 0).length;
  const ourSum = orders.reduce((sum, { filledVolume }) => sum + filledVolume, 0);
  const theirSum = book.reduce((sum, { filledVolume }) => sum + filledVolume, 0);
  const same = ours === theirs && ourSum === theirSum;
  const what = `${ours} orders of ${ourSum} here, ${theirs} of ${theirSum} at the provider`;
  return same ? [] : [{ kind: 'BOOKS_DIFFER', what }];
}
