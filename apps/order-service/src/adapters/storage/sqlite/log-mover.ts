/**
 * A thread that moves a long log into the file while others go on writing it. Only a log of which nothing is left begins
 * again at its start: when little is left, it says so, for whoever writes to move the rest between two transactions.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { connectSqlite } from '@faultline/service/sqlite';

/** 64 MiB of log: the longer it is, the more often a page is written in it before it moves into the file once. */
const LOG_PAGES_MAX = 16_384;
/** Moved in a few milliseconds. */
const REST_PAGES_MAX = 512;
/** Each moves what was written during the one before. */
const PASSES_MAX = 4;
const LOOK_MS = 25;

const database = connectSqlite(String(workerData));
const look = database.prepare('PRAGMA wal_checkpoint(NOOP)');
const move = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');

setInterval(moveLongLog, LOOK_MS);

function moveLongLog(): void {
  const { pages, left } = logNow();
  if (pages < LOG_PAGES_MAX || left === 0) return;
  for (let pass = 0; pass < PASSES_MAX && logNow().left > REST_PAGES_MAX; pass += 1) move.get();
  parentPort?.postMessage('rest');
}

function logNow(): { readonly pages: number; readonly left: number } {
  const row = look.get();
  const pages = Number(row?.['log'] ?? 0);
  return { pages, left: pages - Number(row?.['checkpointed'] ?? 0) };
}
