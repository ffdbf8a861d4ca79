/** The storage port on a PostgreSQL database, which several processes may share. */
import { type Logger, openPostgres } from '@faultline/service';
import type { Store } from '../../../ports/store.ts';
import type { Driver } from '../driver.ts';
import { SCHEMA, type SchemaStep } from '../schema.ts';
import { openStore } from '../store.ts';
import { postgresDriver } from './postgres-driver.ts';

/** @param url - `postgres://user:password@host:port/database`; the tables are made where there are none. */
export const openPostgresStore = async (url: string, log: Logger): Promise<Store> =>
  openStore(await openPostgresDriver(url, log), log);

/** The same, without a store over it. */
export const openPostgresDriver = async (url: string, log: Logger): Promise<Driver> =>
  postgresDriver(await openPostgres(url, { migrations: SCHEMA.map(migrationOf), log }));

const migrationOf = ({ sql, appendOnly }: SchemaStep): string =>
  [sql, ...(appendOnly.length > 0 ? [REFUSAL] : []), ...appendOnly.map(guard)].join('\n');

const REFUSAL = `
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;`;

const guard = (table: string): string => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
