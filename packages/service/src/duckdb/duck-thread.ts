/** The thread that has a DuckDB file open: asked for one thing after the other, so that trading waits for none of them. */
import { parentPort, workerData } from 'node:worker_threads';
import { DuckDatabase } from './duck-database.ts';
import type { DuckAnswer, DuckAsked, DuckRow, DuckStart, DuckWork } from './messages.ts';

const NONE: readonly DuckRow[] = [];

const tell = (answer: DuckAnswer): void => parentPort?.postMessage(answer);
const database = new DuckDatabase({
  ...(workerData as DuckStart),
  now: Date.now,
  onSetAside: (as, reason) => tell({ kind: 'set-aside', as, reason }),
});

async function perform(work: DuckWork): Promise<readonly DuckRow[]> {
  switch (work.kind) {
    case 'append':
      await database.append(work.table, work.rows);
      return NONE;
    case 'ask':
      return database.ask(work.sql, work.params);
    case 'close':
      database.close();
      return NONE;
  }
}

async function answer({ id, ...work }: DuckAsked): Promise<void> {
  try {
    tell({ kind: 'done', id, rows: await perform(work) });
  } catch (error) {
    tell({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
  }
  if (work.kind === 'close') parentPort?.close();
}

let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (asked: DuckAsked) => {
  last = last.then(async () => answer(asked));
});
