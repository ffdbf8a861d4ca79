/**
 * node:sqlite behind the driver port. Questions are answered on the thread that asks. Much that is written together goes
 * to a thread of its own in one message, so that nobody but its own callers waits for the disk; for little, the way there
 * and back takes longer than the disk.
 */
import { DatabaseSync } from 'node:sqlite';
import type { Driver, Reader } from '../driver.ts';
import { inTurn } from '../together.ts';
import { writerOn } from './carry-out.ts';
import { readerOf } from './statements.ts';
import { type Tell, Transaction } from './transaction.ts';
import { WriterThread } from './writer-thread.ts';

/** About as many rows as one order writes: nobody else waits then. */
const FEW_ROWS = 14;
/** Decided in about a millisecond, which is what the thread that writes takes for them, too. */
const PART_MAX = 32;

/** @param writing - Migrated and exclusively ours; closed with the driver. */
export function sqliteDriver(writing: DatabaseSync, path: string): Driver {
  const reading = new DatabaseSync(path, { readOnly: true });
  const reader = readerOf(reading);
  const { writerFor, close } = writers(writing, path);
  const turn = inTurn();
  return {
    ...reader,
    exclusive: true,
    lock: '',
    partMax: PART_MAX,
    snapshot: snapshots(reading, reader),
    transaction: async (work) =>
      turn(async () => {
        const transaction = new Transaction({ reader, writerFor });
        try {
          const answer = await work(transaction.writer);
          await transaction.commit();
          return answer;
        } catch (error) {
          await transaction.rollBack();
          throw error;
        }
      }),
    // The file waits for the disk on every commit: see `connectSqlite`.
    durability: async () => 'power-loss',
    close: async () => {
      reading.close();
      await close();
    },
  };
}

/** Two connections that write, never at the same time: here, and on a thread that begins with the first big transaction. */
function writers(writing: DatabaseSync, path: string) {
  const carryOut = writerOn(writing);
  const here: Tell = async (task) => carryOut(task);
  let thread: WriterThread | null = null;
  return {
    writerFor: (rows: number): Tell => {
      if (rows > FEW_ROWS) thread ??= startThread(writing, path);
      switch (thread?.state) {
        case 'running':
          return rows > FEW_ROWS ? thread.tell : here;
        // What it wrote last may be in the file and is in nobody's memory: see `Driver.exclusive`.
        case 'gone':
          return thread.tell;
        case 'starting':
        case undefined:
          return here;
      }
    },
    close: async () => {
      writing.close();
      await thread?.close();
    },
  };
}

/** From then on it has the long log moved, of what is written here, too. */
function startThread(writing: DatabaseSync, path: string): WriterThread {
  writing.exec('PRAGMA wal_autocheckpoint = 0');
  return new WriterThread(path);
}

/**
 * Work that asks and does nothing else is over within the turn of the event loop in which it began, so that all who come
 * together may see the same moment.
 */
function snapshots(reading: DatabaseSync, reader: Reader): Driver['snapshot'] {
  let underWay = 0;
  return async (work) => {
    if (underWay === 0) reading.exec('BEGIN');
    underWay += 1;
    try {
      return await work(reader);
    } finally {
      underWay -= 1;
      if (underWay === 0) reading.exec('COMMIT');
    }
  };
}
