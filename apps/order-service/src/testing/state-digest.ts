/** One hash per table: equal digests mean that nothing has changed, and others say where. */
import { createHash } from 'node:crypto';
import { type Row, tableOf, type TableSpec } from '../adapters/storage/table-spec.ts';
import * as tables from '../adapters/storage/tables/index.ts';
import type { TestDatabase } from './databases.ts';

/** A refusal may leave its own answer under the caller's key, and a line in the audit log; prices go on meanwhile. */
const LEFT_BY_REFUSALS: ReadonlySet<string> = new Set(['idempotency', 'audit', 'price_candles']);

/** @returns By table name: the hash of all its rows in the order of their keys. Spent ids and answers told do not count. */
export async function stateDigest(database: TestDatabase): Promise<Record<string, string>> {
  const digest: Record<string, string> = {};
  for (const spec of Object.values(tables) as TableSpec<object>[]) {
    const { name, columns, keyColumns } = tableOf(spec);
    if (LEFT_BY_REFUSALS.has(name)) continue;
    const rows = await database.query(
      `SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${keyColumns.join(', ')}`,
    );
    digest[name] = hashOf(rows);
  }
  return digest;
}

function hashOf(rows: readonly Row[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(JSON.stringify(row, textOfBig)).update('\n');
  return hash.digest('base64url');
}

const textOfBig = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;
