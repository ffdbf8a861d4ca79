/** The next transaction is worked out while one is being committed, and again when that one comes to nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@faultline/service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.ts';
import type { Driver, Writer } from '../driver.ts';
import type { TableSpec } from '../table-spec.ts';
import { sqliteDriver } from './sqlite-driver.ts';

interface Note {
  readonly id: number;
  readonly text: string;
}

const NOTES: TableSpec<Note> = {
  name: 'notes',
  key: ['id'],
  columns: { id: 'int', text: 'text' },
};
const TABLE = 'CREATE TABLE notes (id BIGINT PRIMARY KEY, text TEXT NOT NULL)';
const COUNT = 'SELECT count(*) AS count FROM notes';
/** More than is written where it is decided. */
const MANY = 40;

let directory: string;
let driver: Driver;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'faultline-pipeline-'));
  const path = join(directory, 'notes.db');
  driver = sqliteDriver(openSqlite(path, [TABLE]), path);
  await threadRuns();
});

afterEach(async () => {
  await driver.close();
  rmSync(directory, { recursive: true });
});

const many = (from: number): readonly Note[] =>
  Array.from({ length: MANY }, (_, index) => ({ id: from + index, text: `note ${index}` }));

const count = async (reader: Pick<Driver, 'all'> = driver): Promise<number> =>
  Number((await reader.all(COUNT))[0]?.['count']);

/** The thread that writes begins with the first that is long, and is not waited for. */
async function threadRuns(): Promise<void> {
  let isAsync = false;
  for (let from = -1; !isAsync; from -= MANY) {
    const saved = driver.transaction(async (writer) => writer.insert(NOTES, many(from - MANY)));
    const order: string[] = [];
    await Promise.all([
      saved.then(() => order.push('committed')),
      new Promise((resolve) => setImmediate(resolve)).then(() => order.push('turned')),
    ]);
    isAsync = order[0] === 'turned';
  }
  await driver.transaction(async (writer) => writer.run('DELETE FROM notes'));
}

const save =
  (from: number) =>
  async (writer: Writer): Promise<number> => {
    await writer.insert(NOTES, many(from));
    return from;
  };

describe('transactions on SQLite', () => {
  it('are worked out on what the one before will leave behind, while that is being committed', async () => {
    const behind: unknown[] = [];
    const first = driver.transaction(save(1));
    const second = driver.transaction(async (writer) => {
      behind.push(writer.behind?.answer);
      return save(1_001)(writer);
    });
    await Promise.all([first, second]);
    expect(behind).toEqual([1]);
    expect(await count()).toBe(2 * MANY);
  });

  it('are worked out again when the one before was not written', async () => {
    const behind: unknown[] = [];
    const clash = driver.transaction(async (writer) => {
      await save(1)(writer);
      return save(1)(writer);
    });
    const next = driver.transaction(async (writer) => {
      behind.push(writer.behind?.answer ?? null);
      return save(1)(writer);
    });
    await expect(clash).rejects.toMatchObject({ code: 'ERR_SQLITE_ERROR' });
    expect(await next).toBe(1);
    expect(behind).toEqual([1, null]);
    expect(await count()).toBe(MANY);
  });

  it('take back what they have passed on already when the one before was not written', async () => {
    let tries = 0;
    const clash = driver.transaction(async (writer) => {
      await save(1)(writer);
      return save(1)(writer);
    });
    const next = driver.transaction(async (writer) => {
      tries += 1;
      await save(1_001)(writer);
      writer.pass();
      await save(2_001)(writer);
    });
    await expect(clash).rejects.toMatchObject({ code: 'ERR_SQLITE_ERROR' });
    await next;
    expect(tries).toBe(2);
    expect(await count()).toBe(2 * MANY);
  });

  it('see in their questions what the one before has written, and what they have', async () => {
    const first = driver.transaction(save(1));
    const counts = driver.transaction(async (writer) => {
      const before = await count(writer);
      await save(1_001)(writer);
      return [before, await count(writer)];
    });
    await first;
    expect(await counts).toEqual([MANY, 2 * MANY]);
  });

  it('leave no trace when their own work fails behind one that is being committed', async () => {
    const first = driver.transaction(save(1));
    const failing = driver.transaction(async (writer) => {
      await save(1_001)(writer);
      writer.pass();
      throw new Error('a bug');
    });
    const third = driver.transaction(save(2_001));
    await expect(failing).rejects.toThrow('a bug');
    await Promise.all([first, third]);
    expect(await count()).toBe(2 * MANY);
  });

  it('tell of a commit before the next ends, and in their order', async () => {
    const heard: string[] = [];
    const transaction = async (from: number): Promise<number> =>
      driver.transaction(save(from), (answer) => heard.push(`committed ${answer}`));
    const all = [1, 1_001, 2_001].map(async (from) =>
      transaction(from).then(() => heard.push(`told ${from}`)),
    );
    await Promise.all(all);
    expect(heard.filter((one) => one.startsWith('committed'))).toEqual([
      'committed 1',
      'committed 1001',
      'committed 2001',
    ]);
    for (const from of [1, 1_001, 2_001]) {
      expect(heard.indexOf(`committed ${from}`)).toBeLessThan(heard.indexOf(`told ${from}`));
    }
  });

  it('go on after any number that fail', async () => {
    const ended = await Promise.allSettled(
      Array.from({ length: 20 }, async (_, index) =>
        driver.transaction(save(index % 3 === 1 ? 1 : index * 1_000 + 1)),
      ),
    );
    // The first has the numbers that each third one wants.
    const failed = ended.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []));
    expect(failed).toEqual([1, 4, 7, 10, 13, 16, 19]);
    await until(async () => (await count()) === 13 * MANY);
  });
});
