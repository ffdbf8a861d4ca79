/** Which keys something in the database is still sealed with. Reads and changes nothing, whoever else has it open. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { mt5File, type Place, SCHEMA_NAME } from './open-mt5.ts';

const SEALED = `SELECT password AS sealed FROM mt5_instances UNION ALL
  SELECT agent_token FROM mt5_instances WHERE agent_token IS NOT NULL UNION ALL
  SELECT value FROM mt5_settings WHERE name = 'fingerprint-key'`;

/** @returns the names of the keys. Rejects where the database cannot be asked: then no key may be dropped. */
export async function keysInUse({ databaseUrl, directory }: Place): Promise<ReadonlySet<string>> {
  const rows = databaseUrl === null ? inFile(mt5File(directory)) : await inPostgres(databaseUrl);
  return new Set(rows.map(({ sealed }) => String(sealed).split('.', 1)[0] ?? ''));
}

type Rows = readonly Record<string, unknown>[];

function inFile(file: string): Rows {
  if (!existsSync(file)) return [];
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(SEALED).all();
  } finally {
    database.close();
  }
}

async function inPostgres(connectionString: string): Promise<Rows> {
  const client = new Client({ connectionString, options: `-c search_path=${SCHEMA_NAME}` });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string | null }>(
      `SELECT to_regclass('mt5_instances') AS table`,
    );
    if (rows[0]?.table === null) return [];
    return (await client.query<{ sealed: string }>(SEALED)).rows;
  } finally {
    await client.end();
  }
}
