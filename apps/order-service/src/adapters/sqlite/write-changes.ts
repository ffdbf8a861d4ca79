/** Writes what a decision changed, in an order in which no row points at one that is not there yet. */
import type { DatabaseSync } from 'node:sqlite';
import type { Changes, Settled } from '../../ports/store.ts';
import type { Counters } from './counters.ts';
import type { Tables } from './store.ts';

/** @returns A writer to be called inside a transaction. */
export function changeWriter(
  database: DatabaseSync,
  tables: Tables,
  counters: Counters,
): (changes: Changes) => void {
  const delivered = database.prepare('DELETE FROM outbox WHERE order_id = ?');
  const settle = database.prepare(
    'UPDATE idempotency SET answer = ?, refusal = ? WHERE order_id = ? AND answer IS NULL AND refusal IS NULL',
  );
  const addState = database.prepare(
    'INSERT INTO order_states (order_id, version, status, at_ms) VALUES (?, ?, ?, ?)',
  );
  const forget = database.prepare('DELETE FROM idempotency WHERE order_id = ?');
  const tell = ({ orderId, answer, refusal }: Settled): void =>
    void settle.run(jsonOrNull(answer), jsonOrNull(refusal), orderId);
  return (changes) => {
    const { atMs, orders = [], lastReportSeq } = changes;
    each(changes.users, tables.users.save);
    each(changes.instruments, tables.instruments.save);
    each(changes.accounts, tables.accounts.save);
    each(orders, tables.orders.save);
    each(orders, ({ id, version, status }) => void addState.run(id, version, status, atMs));
    each(changes.positions, tables.positions.save);
    each(changes.deals, tables.deals.insert);
    each(changes.postings, tables.postings.insert);
    each(changes.outbox, tables.outbox.insert);
    each(changes.delivered, (orderId) => void delivered.run(orderId));
    each(changes.remember, tables.idempotency.save);
    each(changes.settled, tell);
    each(changes.forgotten, (orderId) => void forget.run(orderId));
    each(changes.breaks, tables.breaks.save);
    if (lastReportSeq !== undefined) counters.setLastReportSeq(lastReportSeq);
  };
}

const each = <T>(records: readonly T[] | undefined, write: (record: T) => void): void =>
  records?.forEach((record) => write(record));

const jsonOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);
