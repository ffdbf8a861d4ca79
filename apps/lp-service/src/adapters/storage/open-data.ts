/**
 * Where this service keeps its orders and its FIX sessions: in a directory of its own, whose lock makes it the owner, or
 * in a database that several processes share, of which one owns the sessions.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, openPostgres } from '@faultline/service';
import type { Ownership } from '../../ports/ownership.ts';
import type { OpenBook, OpenBookOptions } from './open-book.ts';
import { openPostgresBook } from './postgres/book.ts';
import { FencedTransactions } from './postgres/fenced.ts';
import { Lease } from './postgres/lease.ts';
import { MIGRATIONS, SCHEMA_NAME } from './postgres/schema.ts';
import { openSqliteBook } from './sqlite/book.ts';

interface Place {
  /** `null` for the directory. */
  readonly databaseUrl: string | null;
  /** Locked by the caller. */
  readonly directory: string;
}

export interface Data {
  readonly ownership: Ownership;
  /** Call as the owner. */
  readonly openBook: (options: OpenBookOptions) => Promise<OpenBook>;
  /** After the book: gives the sessions back. */
  readonly close: () => Promise<void>;
}

/** A process that hangs in a transaction holds up whoever wants to take over. */
const IDLE_IN_TRANSACTION_MS = 2_000;

const ALWAYS: Ownership = { acquire: async () => {}, release: async () => {} };

export async function openData(
  { databaseUrl, directory }: Place,
  { onLost, log }: { readonly onLost: (reason: string) => void; readonly log: Logger },
): Promise<Data> {
  if (databaseUrl === null) {
    return {
      ownership: ALWAYS,
      openBook: async (options) => openSqliteBook(directory, options),
      close: async () => {},
    };
  }
  const postgres = await openPostgres(databaseUrl, {
    migrations: MIGRATIONS,
    schema: SCHEMA_NAME,
    idleInTransactionMs: IDLE_IN_TRANSACTION_MS,
    log,
  });
  const { readers, writers } = postgres;
  const lease = new Lease({ pool: readers, owner: instanceOf(directory), onLost, log });
  const transactions = new FencedTransactions(postgres, lease);
  return {
    ownership: lease,
    openBook: async (options) => {
      const opened = await openPostgresBook(transactions, options);
      return { ...opened, close: async () => opened.sessionStore.close() };
    },
    close: async () => {
      await lease.release();
      await Promise.all([writers.end(), readers.end()]);
    },
  };
}

/** A name for all runs on one directory. It is locked, so an earlier run of that name is dead for certain. */
function instanceOf(directory: string): string {
  const file = join(directory, 'instance');
  if (!existsSync(file)) writeFileSync(file, randomUUID(), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
