/** Databases on a real PostgreSQL server, each empty and its own. For tests only. */
import { createDatabase } from '@faultline/testkit';

export interface TestDatabase {
  readonly url: string;
  /** Past the service: what somebody with a database client could do. Values come as text. */
  readonly query: (sql: string) => Promise<readonly Record<string, string | null>[]>;
  readonly drop: () => Promise<void>;
}

const AS_SERVICE = {
  options: '-c search_path=lp_service',
  types: { getTypeParser: () => String },
};

export async function newDatabase(server: string): Promise<TestDatabase> {
  const { url, ask, drop } = await createDatabase(server);
  const query = async (sql: string) =>
    (await ask(sql, AS_SERVICE)) as readonly Record<string, string | null>[];
  return { url, query, drop };
}
