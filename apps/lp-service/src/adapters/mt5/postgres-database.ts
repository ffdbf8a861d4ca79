/** The MT5 ledger's statements on PostgreSQL. */
import type { Postgres } from '@faultline/service';
import { type Database, Overtaken, type Statement } from './database.ts';

/** @param postgres - Closed with what is returned. */
export function postgresDatabase({ writers, readers }: Postgres): Database {
  return {
    all: async (sql, values) => (await readers.query(numbered(sql), [...values])).rows,
    write: async (statements) => {
      const client = await writers.connect();
      try {
        await client.query('BEGIN');
        for (const statement of statements) await run(client, statement);
        await client.query('COMMIT');
        client.release();
      } catch (error) {
        // Whatever was under way on this connection is given up with it.
        client.release(true);
        throw error;
      }
    },
    close: async () => void (await Promise.all([writers.end(), readers.end()])),
  };
}

interface Client {
  readonly query: (
    text: string,
    values?: unknown[],
  ) => Promise<{ readonly rowCount: number | null }>;
}

async function run(client: Client, { sql, values, once = false }: Statement): Promise<void> {
  const { rowCount } = await client.query(numbered(sql), [...values]);
  if (once && rowCount !== 1) throw new Overtaken(sql);
}

function numbered(sql: string): string {
  let values = 0;
  return sql.replaceAll('?', () => `$${(values += 1)}`);
}
