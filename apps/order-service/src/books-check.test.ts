/** Broken books are noticed before anybody trades on them, by the service and by the command. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, openDataDir } from '@faultline/service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from './adapters/storage/sqlite/open.ts';
import { checkBooks } from './books-check.ts';
import { fillDemoData } from './demo-data.ts';

const lines: string[] = [];
const log = createLogger('books', { destination: { write: (line) => void lines.push(line) } });
let root = '';
beforeEach(async () => {
  lines.length = 0;
  root = mkdtempSync(join(tmpdir(), 'faultline-books-'));
  mkdirSync(join(root, 'order'));
  const store = await openSqliteStore(join(root, 'order'), log);
  await fillDemoData(store, { hash: async (p) => p }, 1_000);
  const entry = { actorId: 'u', role: 'ADMIN', action: 'a', target: 't', reason: null };
  const audit = [1, 2, 3].map((atMs) => ({
    ...entry,
    before: null,
    after: { atMs },
    requestId: 'r',
    ip: '::1',
    atMs,
  }));
  await store.commit({}, () => ({ answer: null, changes: { atMs: 0, audit } }));
  await store.close();
});
afterEach(() => rmSync(root, { recursive: true }));

function tamper(sql: string): void {
  const database = new DatabaseSync(join(root, 'order', 'order.db'));
  database.exec(sql);
  database.close();
}
const STOLEN = 'UPDATE accounts SET balance = balance + 1 WHERE id = 3';
const ALTERED = `DROP TRIGGER audit_no_update; UPDATE audit SET target = 'x' WHERE seq = 2`;

async function check(mode: 'refuse' | 'warn' | 'off'): Promise<void> {
  const store = await openSqliteStore(join(root, 'order'), log);
  try {
    await checkBooks(store, { mode, log });
  } finally {
    await store.close();
  }
}

describe('the start', () => {
  it('says nothing about books that are whole', async () => {
    await check('refuse');
    expect(lines).toEqual([]);
  });

  it('is refused with what is wrong and what to do', async () => {
    tamper(STOLEN);
    tamper(ALTERED);
    await expect(check('refuse')).rejects.toThrow(
      /sum of their postings: 3\n.*entry 2 does not follow[^]*BOOKS_CHECK=warn/,
    );
    expect(lines).toHaveLength(2);
  });

  it('goes on with a line in the log where somebody has said so', async () => {
    tamper(STOLEN);
    await check('warn');
    expect(lines.join()).toContain('the books are broken');
    await check('off');
    expect(lines).toHaveLength(1);
  });
});

describe('S37: npm run verify', () => {
  const verify = async (): Promise<{ code: number | null; said: string }> =>
    new Promise((resolve) => {
      const script = join(import.meta.dirname, 'adapters', 'verify', 'main.ts');
      const child = spawn(process.execPath, [script, root], { stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => (said += text));
      }
      child.on('close', (code) => resolve({ code, said }));
    });

  it('ends with 0 for whole books', async () => {
    expect(await verify()).toEqual({ code: 0, said: 'the books are whole\n' });
  });

  it('names the first bad entry and ends with 1', async () => {
    tamper(ALTERED);
    const { code, said } = await verify();
    expect([code, said]).toEqual([1, expect.stringContaining('entry 2 does not follow')]);
  });

  it('leaves the data of a running service alone', async () => {
    const held = await openDataDir(root, 'order');
    const { code, said } = await verify();
    expect([code, said]).toEqual([1, expect.stringContaining('another process already uses')]);
    await held.release();
  });
});
