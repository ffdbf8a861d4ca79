/** Does what a writer is told, on whichever thread it lives. */
import type { DatabaseSync } from 'node:sqlite';
import type { Row } from '../table-spec.ts';
import { type Prepare, preparer } from './statements.ts';
import type { Task, Write } from './writer-messages.ts';

/** @throws Error of the statement that failed; nothing of the transaction is left then. */
export type CarryOut = (task: Task) => readonly Row[];

/** @param database - Nobody else uses this connection. */
export function writerOn(database: DatabaseSync): CarryOut {
  const prepare = preparer(database);
  let failure: { readonly error: unknown } | null = null;
  return (task) => {
    const failed = failure;
    const isLast = task.next === 'commit' || task.next === 'rollback';
    if (isLast) failure = null;
    // Nothing is left of its beginning, so nothing may come of its end.
    if (failed !== null && task.next !== 'rollback') throw failed.error;
    try {
      return carryOut(database, prepare, task);
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      if (!isLast) failure = { error };
      throw error;
    }
  };
}

function carryOut(
  database: DatabaseSync,
  prepare: Prepare,
  { writes, next }: Task,
): readonly Row[] {
  if (next === 'rollback') {
    if (database.isTransaction) database.exec('ROLLBACK');
    return [];
  }
  if (!database.isTransaction) database.exec('BEGIN IMMEDIATE');
  for (const write of writes) run(prepare, write);
  if (next === 'part') return [];
  if (next !== 'commit') return prepare(next.sql).all(...next.values) as Row[];
  database.exec('COMMIT');
  return [];
}

function run(prepare: Prepare, { sql, width, values }: Write): void {
  const statement = prepare(sql);
  if (width === 0) statement.run();
  for (let at = 0; at < values.length; at += width) {
    statement.run(...values.slice(at, at + width));
  }
}
