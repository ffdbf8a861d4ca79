/** The thread that writes keeps what it is told in order, tells what failed, and leaves nothing half done. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqlite } from '@faultline/service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutcomeUnknown, Unreachable } from '../driver.ts';
import { until } from '../../../testing/until.ts';
import type { Task, Write } from './writer-messages.ts';
import { WriterThread } from './writer-thread.ts';

const TABLE = 'CREATE TABLE notes (id BIGINT PRIMARY KEY, text TEXT NOT NULL)';
const ENDLESS =
  'WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up) SELECT max(n) FROM up';

let directory: string;
let path: string;
let thread: WriterThread;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'faultline-writer-'));
  path = join(directory, 'notes.db');
  openSqlite(path, [TABLE]).close();
  thread = new WriterThread(path);
});

afterEach(async () => {
  await thread.close();
  rmSync(directory, { recursive: true });
});

const notes = (...ids: number[]): Write => ({
  sql: 'INSERT INTO notes (id, text) VALUES (?, ?)',
  width: 2,
  values: ids.flatMap((id) => [id, `note ${id}`]),
});
const committed = (...writes: Write[]): Task => ({ writes, next: 'commit' });

/** As somebody else reads the file. */
function stored(): number[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare('SELECT id FROM notes ORDER BY id').all();
  database.close();
  return rows.map(({ id }) => Number(id));
}

function log(): { readonly pages: number; readonly left: number } {
  const database = new DatabaseSync(path);
  const row = database.prepare('PRAGMA wal_checkpoint(NOOP)').get();
  database.close();
  return {
    pages: Number(row?.['log']),
    left: Number(row?.['log']) - Number(row?.['checkpointed']),
  };
}

describe('the thread that writes', () => {
  it('has a whole transaction in the file when it answers', async () => {
    await thread.tell(committed(notes(1, 2), notes(3)));
    expect(stored()).toEqual([1, 2, 3]);
  });

  it('answers a question in the middle with what was written before it, and nobody else sees that', async () => {
    const next = { sql: 'SELECT id FROM notes', values: [] };
    expect(await thread.tell({ writes: [notes(7)], next })).toEqual([{ id: 7n }]);
    expect(stored()).toEqual([]);
    await thread.tell(committed(notes(8)));
    expect(stored()).toEqual([7, 8]);
  });

  it('forgets a transaction that is given up', async () => {
    const next = { sql: 'SELECT id FROM notes', values: [] };
    await thread.tell({ writes: [notes(7)], next });
    await thread.tell({ writes: [], next: 'rollback' });
    await thread.tell(committed(notes(8)));
    expect(stored()).toEqual([8]);
  });

  it('leaves nothing of a transaction that fails, says why, and goes on', async () => {
    await thread.tell(committed(notes(1)));
    const twice = thread.tell(committed(notes(2), notes(1)));
    await expect(twice).rejects.toMatchObject({
      code: 'ERR_SQLITE_ERROR',
      message: expect.stringContaining('UNIQUE'),
    });
    await thread.tell(committed(notes(3)));
    expect(stored()).toEqual([1, 3]);
  });

  it('commits what it was told in parts as one', async () => {
    const part = thread.tell({ writes: [notes(1)], next: 'part' });
    await part;
    expect(stored()).toEqual([]);
    await thread.tell(committed(notes(2)));
    expect(stored()).toEqual([1, 2]);
  });

  it('leaves nothing of a transaction of which a part fails, whatever comes behind it', async () => {
    await thread.tell(committed(notes(1)));
    const unique = { message: expect.stringContaining('UNIQUE') };
    const told = [
      thread.tell({ writes: [notes(2), notes(1)], next: 'part' }),
      thread.tell({ writes: [notes(3)], next: 'part' }),
      thread.tell(committed(notes(4))),
    ];
    for (const { status } of await Promise.allSettled(told)) expect(status).toBe('rejected');
    await expect(told[2]).rejects.toMatchObject(unique);
    expect(stored()).toEqual([1]);
    await thread.tell(committed(notes(5)));
    expect(stored()).toEqual([1, 5]);
  });

  it('takes up the next transaction when one that failed in the middle was given up', async () => {
    const failing = thread.tell({ writes: [notes(1), notes(1)], next: 'part' });
    await expect(failing).rejects.toMatchObject({ code: 'ERR_SQLITE_ERROR' });
    await thread.tell({ writes: [], next: 'rollback' });
    await thread.tell(committed(notes(2)));
    expect(stored()).toEqual([2]);
  });

  it('has a long log moved into the file, after which the log begins again', async () => {
    const text = 'x'.repeat(3_000);
    const sql = 'INSERT INTO notes (id, text) VALUES (?, ?)';
    const ids = Array.from({ length: 3_000 }, (_, index) => index + 1);
    // Only the last makes it long, so that nothing is written once it has been moved.
    for (let round = 0; round < 6; round += 1) {
      const values = ids.flatMap((id) => [round * ids.length + id, text]);
      await thread.tell(committed({ sql, width: 2, values }));
    }
    const before = 6 * ids.length;
    await until(() => log().left === 0);
    await thread.tell(committed(notes(before + 1)));
    expect(log().pages).toBeLessThan(100);
    expect(stored()).toHaveLength(before + 1);
  }, 30_000);

  it('takes nothing any more when it is closed', async () => {
    await thread.close();
    await expect(thread.tell(committed(notes(1)))).rejects.toBeInstanceOf(Unreachable);
  });

  it('leaves the outcome open when it ends in the middle', async () => {
    const dying = new WriterThread(path);
    const asked = dying.tell({ writes: [], next: { sql: ENDLESS, values: [] } });
    await Promise.all([expect(asked).rejects.toBeInstanceOf(OutcomeUnknown), dying.kill()]);
  });
});
