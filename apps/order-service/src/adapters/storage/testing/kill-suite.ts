/** A process that is killed in the middle of its commits: what it acknowledged is there, and the books are in order. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillDemoData } from '../../../demo-data.ts';
import type { TestDatabase } from '../../../testing/databases.ts';
import { passwords } from './store-suite.ts';

const CHILD = join(import.meta.dirname, 'kill-child.ts');
const KILLS = 3;
/** Enough for several groups to be on their way. */
const ACKNOWLEDGED_MIN = 200;

export function killSuite(name: string, openDatabase: () => Promise<TestDatabase>): void {
  describe(`a process killed while it commits on ${name}`, () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await openDatabase();
      const store = await database.open();
      await fillDemoData(store, passwords, 1_000);
      await store.close();
    });
    afterEach(async () => database.drop());

    it('has lost nothing that it acknowledged, and has done nothing by halves', async () => {
      const acknowledged = new Set<string>();
      for (let kill = 0; kill < KILLS; kill += 1) {
        for (const key of await runAndKill(database.address, `run${kill}`)) acknowledged.add(key);
      }
      const store = await database.open();
      expect(await store.verify()).toEqual({ unexplained: [], auditBreak: null });
      await store.close();
      const keys = await database.query('SELECT id FROM idempotency');
      const kept = new Set(keys.map((row) => row['id']));
      expect([...acknowledged].filter((key) => !kept.has(`kill:${key}`))).toEqual([]);
      // Each command is there whole: its posting, its event and its answer.
      const counts = await database.query(
        `SELECT (SELECT count(*) FROM postings) - 4 AS postings,
                (SELECT count(*) FROM account_events) AS events`,
      );
      expect(counts).toEqual([{ postings: BigInt(kept.size), events: BigInt(kept.size) }]);
    });
  });
}

/** @returns What the child had acknowledged when it died. */
async function runAndKill(address: string, run: string): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, address, run], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > ACKNOWLEDGED_MIN) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`the child died by itself: ${signal}`);
  // What comes after the last line break may be half a key.
  return said.split('\n').slice(0, -1);
}
