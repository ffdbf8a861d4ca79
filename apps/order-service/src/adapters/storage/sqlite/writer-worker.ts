/**
 * The thread that writes. A commit waits for the disk; here nobody else has to wait with it. It keeps the order in which
 * it is told things, and decides nothing.
 */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { connectSqlite } from '@faultline/service/sqlite';
import { writerOn } from './carry-out.ts';
import type { Answer, Task } from './writer-messages.ts';

const database = connectSqlite(String(workerData));
const carryOut = writerOn(database);

// A commit does not wait until a long log has been moved: see `log-mover.ts`.
database.exec('PRAGMA wal_autocheckpoint = 0');
const mover = new Worker(new URL('log-mover.ts', import.meta.url), { workerData });
let restIsLeft = false;
mover.on('message', () => {
  restIsLeft = true;
  moveRest();
});

parentPort?.on('message', (task: Task | 'close') => {
  if (task === 'close') return void close();
  parentPort?.postMessage(answerTo(task));
  moveRest();
});

/** Between two transactions, so that nothing comes after what is moved. */
function moveRest(): void {
  if (!restIsLeft || database.isTransaction) return;
  restIsLeft = false;
  database.exec('PRAGMA wal_checkpoint(PASSIVE)');
}

async function close(): Promise<void> {
  await mover.terminate();
  database.close();
  parentPort?.close();
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
