/** Where this service keeps its data and its keys: in a directory of its own, or in a database that several processes share. */
import type { Logger } from '@faultline/service';
import type { Store } from '../ports/store.ts';
import { keyFile } from './auth/key-file.ts';
import type { KeyStore } from './auth/key-set.ts';
import { keyTable } from './auth/key-table.ts';
import { openPostgresDriver } from './storage/postgres/open.ts';
import { openSqliteStore } from './storage/sqlite/open.ts';
import { openStore } from './storage/store.ts';

interface Place {
  /** `null` for the directory. */
  readonly databaseUrl: string | null;
  readonly directory: string;
}

export async function openData(
  { databaseUrl, directory }: Place,
  log: Logger,
): Promise<{ readonly store: Store; readonly keys: KeyStore }> {
  if (databaseUrl === null) {
    return { store: await openSqliteStore(directory, log), keys: keyFile(directory) };
  }
  const driver = await openPostgresDriver(databaseUrl, log);
  return { store: await openStore(driver, log), keys: keyTable(driver) };
}
