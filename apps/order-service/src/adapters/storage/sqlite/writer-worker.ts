/**
 * The thread that writes. A commit waits for the disk; here nobody else has to wait with it. It keeps the order in which
 * it is told things, and decides nothing.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { connectSqlite } from '@faultline/service/sqlite';
import { writerOn } from './carry-out.ts';
import type { Answer, Task } from './writer-messages.ts';

const database = connectSqlite(String(workerData));
const carryOut = writerOn(database);

/** 32 MiB of log: the longer it is, the more often a page is written in it before it moves into the file once. */
const LOG_PAGES_MAX = 8_192;
// After the answer, and not before it: see `moveLog`.
database.exec('PRAGMA wal_autocheckpoint = 0');
const logState = database.prepare('PRAGMA wal_checkpoint(NOOP)');

parentPort?.on('message', (task: Task | 'close') => {
  if (task === 'close') {
    database.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(answerTo(task));
  if (task.next === 'commit') moveLog();
});

/** What is in the log is on disk already, so that nobody has to wait: the next group is decided meanwhile. */
function moveLog(): void {
  const pages = Number(logState.get()?.['log'] ?? 0);
  if (pages >= LOG_PAGES_MAX) database.exec('PRAGMA wal_checkpoint(PASSIVE)');
}

function answerTo(task: Task): Answer {
  try {
    return { ok: true, rows: carryOut(task) };
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    return { ok: false, message, code };
  }
}
