/** What every driver must do with a table: keep each field of each record, and refuse what the schema forbids. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../../../testing/databases.ts';
import type { Driver } from '../driver.ts';
import { type ColumnKind, tableOf, type TableSpec } from '../table-spec.ts';
import * as tables from '../tables/index.ts';

/** Every id is the same, so that each row points at one that is there. */
const SAMPLE: Record<ColumnKind, unknown> = {
  text: 'NULL "{a,\\b}" \'é\' 漢 😀\n?',
  int: 4_102_444_800_123,
  big: 9_223_372_036_854_775_807n,
  bool: true,
  json: { quoted: ['"', '\\', null, 1.5, true, '42n'] },
  told: { text: 'as it was told' },
  exact: { volume: -12_345_678_901_234_567_890n, list: [0n, null, 'n'] },
};

/** Beside the sample: two ends of one posting differ, and an INTEGER column is small. */
const OTHERS: Record<string, object> = {
  postings: { credit: 'client:1' },
  instruments: { digits: 5 },
};

const FIRST = ['users', 'accounts', 'orders', 'positions'];
const rank = ({ name }: TableSpec<object>): number => (FIRST.indexOf(name) + 5) % 5;
const SPECS = (Object.values(tables) as TableSpec<object>[]).toSorted((a, b) => {
  const [first, second] = [rank(a), rank(b)];
  return first - second;
});

const COLUMNS = new Map(SPECS.map((spec) => [spec.name, tableOf(spec).columns[0]]));

const sampleOf = (spec: TableSpec<object>): object => ({
  ...Object.fromEntries(
    Object.entries<ColumnKind>(spec.columns).map(([field, kind]) => [field, SAMPLE[kind]]),
  ),
  ...OTHERS[spec.name],
});

export function tablesSuite(name: string, openDatabase: () => Promise<TestDatabase>): void {
  describe(`the tables on ${name}`, () => {
    let database: TestDatabase;
    let driver: Driver;
    beforeEach(async () => {
      database = await openDatabase();
      driver = await database.openDriver();
    });
    afterEach(async () => {
      await driver.close();
      await database.drop();
    });

    it('keep every field of every record over a restart', async () => {
      await driver.transaction(async (writer) => {
        for (const spec of SPECS) await writer.insert(spec, [sampleOf(spec)]);
      });
      await driver.close();
      driver = await database.openDriver();
      for (const spec of SPECS) {
        expect([spec.name, await driver.rows(spec, '1 = 1')]).toEqual([
          spec.name,
          [sampleOf(spec)],
        ]);
      }
    });

    it('take many rows at once, replace those with the same key, and tell null from nothing', async () => {
      const rows = Array.from({ length: 300 }, (_, index) => ({
        id: String(index).padStart(3, '0'),
        fingerprint: '',
        orderId: index % 2 === 0 ? null : 'null',
        answer: index % 2 === 0 ? null : { index },
        refusal: null,
        createdAtMs: index,
        expiresAtMs: index,
      }));
      await driver.transaction(async (writer) => {
        await writer.save(tables.idempotency, rows);
        const again = rows.slice(7, 8).map((row) => ({ ...row, answer: 'x', createdAtMs: -1 }));
        await writer.save(tables.idempotency, again);
        await writer.save(tables.idempotency, []);
      });
      const found = await driver.rows(
        tables.idempotency,
        'id = ANY(?) OR created_at_ms < ? ORDER BY id',
        [['006', '008', '299', 'nobody'], 0],
      );
      expect(found.map(({ id, orderId, answer }) => [id, orderId, answer])).toEqual([
        ['006', null, null],
        ['007', 'null', 'x'],
        ['008', null, null],
        ['299', 'null', { index: 299 }],
      ]);
      const sums = 'SELECT count(*) AS n, sum(created_at_ms) AS sum FROM idempotency';
      expect(await driver.all(sums)).toEqual([{ n: 300n, sum: 44_842n }]);
    });

    it('keep nothing of a transaction that fails, and go on', async () => {
      const fail = driver.transaction(async (writer) => {
        await writer.run("INSERT INTO counters (name, value) VALUES ('n', 1)");
        throw new Error('changed its mind');
      });
      await expect(fail).rejects.toThrow('changed its mind');
      expect(await driver.all('SELECT name FROM counters')).toEqual([]);
      await driver.transaction(async (writer) =>
        writer.run("DELETE FROM counters WHERE name = 'n'"),
      );
    });

    it('take transactions one at a time, however they are asked for', async () => {
      const add = async () =>
        driver.transaction(async (writer) => {
          const [row] = await writer.all("SELECT value FROM counters WHERE name = 'n'");
          await writer.run(
            `INSERT INTO counters (name, value) VALUES ('n', ?)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
            [Number(row?.['value'] ?? 0) + 1],
          );
        });
      await Promise.all(Array.from({ length: 20 }, add));
      expect(await driver.all("SELECT value FROM counters WHERE name = 'n'")).toEqual([
        { value: 20n },
      ]);
    });

    it('only ever grow where they record what has happened', async () => {
      await driver.transaction(async (writer) => {
        for (const spec of SPECS) await writer.insert(spec, [sampleOf(spec)]);
      });
      for (const table of ['postings', 'deals', 'order_states', 'funds', 'audit']) {
        const column = COLUMNS.get(table);
        await expect(database.query(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toThrow(
          'append-only',
        );
        await expect(database.query(`DELETE FROM ${table}`)).rejects.toThrow('append-only');
      }
    });

    it.each([
      [
        "INSERT INTO postings (id, debit, credit, amount, type, ref_type, ref_id, at_ms) VALUES (1, 'house', 'client:1', 0, 'DEPOSIT', 'SYSTEM', 'x', 0)",
      ],
      [
        "INSERT INTO postings (id, debit, credit, amount, type, ref_type, ref_id, at_ms) VALUES (1, 'client:1', 'client:1', 5, 'DEPOSIT', 'SYSTEM', 'x', 0)",
      ],
      ["INSERT INTO outbox VALUES ('ORD-nobody', 'ORD-nobody', 'SUBMIT', '[]', NULL, 0)"],
    ])('refuse what no books may hold: %s', async (sql) => {
      await expect(database.query(sql)).rejects.toThrow(/constraint/i);
    });
  });
}
