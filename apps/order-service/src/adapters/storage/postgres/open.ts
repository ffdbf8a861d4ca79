/** The storage port on a PostgreSQL database, which several processes may share. */
import { type Logger, openPostgres } from '@faultline/service';
import type { Store } from '../../../ports/store.ts';
import { SCHEMA, type SchemaStep } from '../schema.ts';
import { openStore } from '../store.ts';
import { postgresDriver } from './postgres-driver.ts';

/** @param url - `postgres://user:password@host:port/database`; the tables are made where there are none. */
export async function openPostgresStore(url: string, log: Logger): Promise<Store> {
  const postgres = await openPostgres(url, { migrations: SCHEMA.map(migrationOf), log });
  return openStore(postgresDriver(postgres), log);
}

const migrationOf = ({ sql, appendOnly }: SchemaStep): string =>
  [sql, ...(appendOnly.length > 0 ? [REFUSAL] : []), ...appendOnly.map(guard)].join('\n');

const REFUSAL = `
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;`;

const guard = (table: string): string => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
