/** The baseline of the durable store: the rows of orders and reports inserted in a loop, without a session. */
import { DatabaseSync } from 'node:sqlite';
import { prepareStatements } from '../node/sqlite-schema.ts';
import { median } from './figures.ts';

const ROUNDS = 5;
const ORDERS = 20_000;
/** Orders of one transaction: about what a turn of the event loop brings in the pipelined bench. */
const GROUP = 250;

/** Orders per second: two rows for each, single inserts, every transaction on the disk before the next. */
export function insertsPerSecond(file: string): number {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  const { insert } = prepareStatements(database);
  const bytes = Buffer.alloc(250, 'x');
  let seq = 0;
  const rounds = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    for (let order = 0; order < ORDERS; order += GROUP) {
      database.exec('BEGIN IMMEDIATE');
      for (let one = 0; one < GROUP; one += 1) {
        seq += 1;
        insert.run('YOFX1', 1, 'OUT', seq, 'D', 1_767_323_045_678, bytes);
        insert.run('YOFX1', 1, 'IN', seq, '8', 1_767_323_045_678, bytes);
      }
      database.exec('COMMIT');
    }
    return (ORDERS * 1000) / (performance.now() - startedAt);
  });
  database.close();
  return Math.round(median(rounds));
}
