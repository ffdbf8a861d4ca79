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

parentPort?.on('message', (task: Task | 'close') => {
  if (task === 'close') {
    database.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(answerTo(task));
});

function answerTo(task: Task): Answer {
  try {
    return { ok: true, rows: carryOut(task) };
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    return { ok: false, message, code };
  }
}
