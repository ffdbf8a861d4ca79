/** The process that holds the store is killed at any moment: numbers go on, nothing is reused, lost or doubled. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { RawMessage } from '../src/wire/raw-message.ts';
import { fillsEverything, openProvider } from './testing/desk.ts';

const TRADER = fileURLToPath(new URL('./testing/trader.ts', import.meta.url));
const KILLS = 6;

/** Runs the trader; kills it `killAfterMs` after its logon, or lets it end by itself. */
function runTrader(args: readonly string[], killAfterMs: number | null): Promise<number | null> {
  const child = spawn(process.execPath, [TRADER, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const leash = setTimeout(() => child.kill('SIGKILL'), 15_000);
  child.stdout.once('data', () => {
    if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      clearTimeout(leash);
      resolve(code);
    });
  });
}

function column(database: DatabaseSync, sql: string): readonly unknown[] {
  return database
    .prepare(sql)
    .all()
    .map((row) => Object.values(row)[0]);
}

it('after each kill -9 the session goes on where its store says', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fix-kill-'));
  const file = join(folder, 'trader.db');
  const bodies = new Map<number, string>();
  const reused: number[] = [];
  const screen = (raw: RawMessage) => {
    const seq = raw.msgSeqNum ?? 0;
    const clOrdId = raw.text(11);
    if (clOrdId === undefined) return 'pass' as const;
    if (bodies.has(seq) && bodies.get(seq) !== clOrdId) reused.push(seq);
    bodies.set(seq, clOrdId);
    return 'pass' as const;
  };
  const application = fillsEverything();
  const acceptor = await openProvider({ application, screen });
  const args = (run: string, orders: string) => [file, String(acceptor.port), run, orders];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await runTrader(args(`R${kill}`, '1000000'), 40 + kill * 35);
  }
  expect(await runTrader(args('last', '0'), null)).toBe(0);
  await acceptor.close();

  const database = new DatabaseSync(file);
  const sent = column(database, 'SELECT cl_ord_id FROM sent');
  const filled = column(database, 'SELECT exec_id FROM filled');
  const neverReceived = new Set(column(database, 'SELECT cl_ord_id FROM never_received'));
  const seqs = column(
    database,
    `SELECT seq FROM fix_messages WHERE direction = 'OUT' AND msg_type <> '0' ORDER BY seq`,
  );
  database.close();
  rmSync(folder, { recursive: true });

  const received = application.heard.flatMap((one) => (one.msgType === 'D' ? [one.clOrdId] : []));
  expect(sent.length).toBeGreaterThan(KILLS);
  expect(reused).toEqual([]);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  expect(new Set(received).size).toBe(received.length);
  // Each order that was committed was either received, and then its fill was applied, or it was never received.
  expect(new Set(filled)).toEqual(new Set(received.map((clOrdId) => `E-${clOrdId}`)));
  const unaccounted = sent.filter(
    (clOrdId) => !received.includes(String(clOrdId)) && !neverReceived.has(clOrdId),
  );
  expect(unaccounted).toEqual([]);
});
