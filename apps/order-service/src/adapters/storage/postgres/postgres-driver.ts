/**
 * PostgreSQL behind the driver port. Transactions run on a connection of their own, at READ COMMITTED: each statement
 * after a lock sees what stood when the lock was granted.
 */
import type { Postgres } from '@faultline/service';
import { DatabaseError, type Pool } from 'pg';
import type { Durability } from '../../../ports/store.ts';
import { type Driver, Overtaken, type Reader, type Writer } from '../driver.ts';
import { type Row, tableOf } from '../table-spec.ts';
import { CommitMark } from './commit-mark.ts';
import { columnsOf, insertSql, saveSql, selectSql, Statements, toText } from './dialect.ts';
import { rethrow } from './lost.ts';
import { type Ask, Session } from './session.ts';

const TRIES_MAX = 3;
/** Serialization failure and deadlock: the server took the other one's side. */
const OVERTAKEN: ReadonlySet<string | undefined> = new Set(['40001', '40P01']);
const SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** @param postgres - Migrated; closed with the driver. */
export function postgresDriver({ writers, readers }: Postgres): Driver {
  const statements = new Statements();
  const mark = new CommitMark();
  const ask: Ask = async (sql, values = []) => {
    const query = { ...statements.of(sql), values: values.map(toText) };
    return (await readers.query<Row>(query).catch(rethrow)).rows;
  };
  const writing = {
    pool: writers,
    statements,
    begin: 'BEGIN',
    prelude: mark.set.bind(mark),
  };
  return {
    ...readerOf(ask),
    exclusive: false,
    lock: 'FOR UPDATE',
    // A statement takes any number of rows, and a second one of its kind costs more than it saves.
    partMax: Infinity,
    snapshot: async (work) => {
      const session = await Session.open({ pool: readers, statements, begin: SNAPSHOT });
      // Nothing was written, so nothing is lost with the commit.
      return inSession(session, readerOf(session.ask), { work, wasCommitted: async () => true });
    },
    transaction: async (work, committed) => {
      const answer = await untilNotOvertaken(async () => {
        const session = await Session.open(writing);
        const wasCommitted = async () => mark.wasCommitted(readers);
        return inSession(session, writerOf(session.ask), { work, wasCommitted });
      });
      committed?.(answer);
      return answer;
    },
    durability: async () => durability(readers),
    close: async () => {
      await mark.remove(writers).catch(() => undefined);
      await Promise.all([writers.end(), readers.end()]);
    },
  };
}

interface Part<P, R> {
  readonly work: (port: P) => Promise<R>;
  readonly wasCommitted: () => Promise<boolean | null>;
}

async function inSession<P, R>(
  session: Session,
  port: P,
  { work, wasCommitted }: Part<P, R>,
): Promise<R> {
  try {
    const answer = await work(port);
    await session.commit(wasCommitted);
    return answer;
  } catch (error) {
    await session.rollBack();
    throw error;
  }
}

async function untilNotOvertaken<R>(run: () => Promise<R>): Promise<R> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (tries >= TRIES_MAX || !isOvertaken(error)) throw error;
    }
  }
}

const isOvertaken = (error: unknown): boolean =>
  error instanceof Overtaken || (error instanceof DatabaseError && OVERTAKEN.has(error.code));

const readerOf = (ask: Ask): Reader => ({
  rows: async (spec, rest, values) => {
    const table = tableOf(spec);
    return (await ask(selectSql(table, rest), values)).map(table.record);
  },
  all: ask,
});

const writerOf = (ask: Ask): Writer => ({
  ...readerOf(ask),
  last: readerOf(ask),
  // The next begins when this one is committed.
  behind: null,
  save: async (spec, records) => {
    const table = tableOf(spec);
    if (records.length > 0) await ask(saveSql(table), columnsOf(table, records));
  },
  insert: async (spec, records) => {
    const table = tableOf(spec);
    if (records.length > 0) await ask(insertSql(table), columnsOf(table, records));
  },
  run: async (sql, values) => void (await ask(sql, values)),
  // Everything was sent when it was asked for.
  pass: () => undefined,
  lockNames: async (names) => {
    if (names.length === 0) return;
    const sql = `SELECT pg_advisory_xact_lock(hashtextextended(name, 0))
                 FROM unnest(?::text[]) WITH ORDINALITY AS wanted (name, at) ORDER BY at`;
    await ask(sql, [[...new Set(names)].toSorted()]);
  },
});

/** A server told not to wait for its disk forgets, when it falls, what it has confirmed. */
async function durability(pool: Pool): Promise<Durability> {
  const shown = async (setting: 'fsync' | 'synchronous_commit'): Promise<unknown> =>
    (await pool.query<Row>(`SHOW ${setting}`).catch(rethrow)).rows[0]?.[setting];
  const [fsync, commits] = [await shown('fsync'), await shown('synchronous_commit')];
  return fsync === 'on' && commits !== 'off' ? 'power-loss' : 'process-crash';
}
