/** One suite for every session store: what a store must keep, and what it must refuse. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoredMessage } from '../src/session/session.ts';
import { encode, field } from '../src/wire/encode.ts';
import { MemorySessionStore } from './memory-store.ts';
import { PostgresSessionStore } from './postgres-store.ts';
import { SqliteSessionStore } from './sqlite-store.ts';
import type { MessageQuery, SessionStore, StoreBatch } from './store.ts';
import { openSessionTables, type SessionTables } from './testing/session-tables.ts';

function sent(seq: number, msgType = 'H', body = field(11, `O${seq}`)): StoredMessage {
  const header = {
    beginString: 'FIX.4.4',
    msgType,
    msgSeqNum: seq,
    senderCompId: 'FLT',
    targetCompId: 'YOFX',
    sendingTimeMs: 1000 + seq,
  };
  return { seq, msgType, sendingTimeMs: 1000 + seq, bytes: encode(header, body) };
}

const outgoing = (seq: number, message = sent(seq)) => ({
  sessionId: 'S1',
  nextOut: seq + 1,
  outgoing: message,
});

/** A store may refuse before it returns; to whoever waits for a commit that is the same. */
const commit = async (store: SessionStore<string>, batch: StoreBatch<string>) =>
  store.commit(batch);

/** The application's side of the transaction: a list, and one change that is always refused. */
function applyTo(rows: string[]) {
  return (change: string) => {
    if (change === 'refused') throw new Error('refused');
    rows.push(change);
  };
}

let folder = '';
let database: DatabaseSync;
let postgres: SessionTables | null = null;
beforeAll(async () => {
  postgres = await openSessionTables(process.env);
});
afterAll(async () => postgres?.drop());
beforeEach(async () => {
  await postgres?.empty();
  folder = mkdtempSync(join(tmpdir(), 'fix-store-'));
  database = new DatabaseSync(join(folder, 'fix.db'));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const STORES: readonly [string, (apply: (change: string) => void) => SessionStore<string>][] = [
  ['in memory', (apply) => new MemorySessionStore({ apply })],
  ['in SQLite', (apply) => new SqliteSessionStore({ database, apply })],
  ['in PostgreSQL', (apply) => inPostgres(apply)],
];

function inPostgres(apply: (change: string) => void): SessionStore<string> {
  if (postgres === null) throw new Error('no server');
  const { transactions } = postgres;
  return new PostgresSessionStore({
    transactions,
    apply: async (changes) => changes.forEach(apply),
  });
}

describe.each(STORES)('a session store %s', (name, open) => {
  beforeEach((context) => {
    if (name === 'in PostgreSQL' && postgres === null) context.skip();
  });

  it('knows since when the numbers count', async () => {
    const store = open(() => {});
    await store.commit({ sessions: [{ sessionId: 'S1', startedMs: 1000 }], changes: [] });
    await store.commit({ sessions: [outgoing(1)], changes: [] });
    expect(await store.load('S1')).toMatchObject({ nextOut: 2, startedMs: 1000 });
    const again = { sessionId: 'S1', reset: true, nextOut: 1, startedMs: 2000 } as const;
    await store.commit({ sessions: [again], changes: [] });
    expect(await store.load('S1')).toMatchObject({ nextOut: 1, startedMs: 2000 });
  });

  it('starts a session that it does not know with both numbers at 1', async () => {
    const store = open(() => {});
    expect(await store.load('S1')).toEqual({
      sessionId: 'S1',
      nextOut: 1,
      nextIn: 1,
      startedMs: null,
    });
  });

  it('keeps numbers, bytes and changes of one commit', async () => {
    const rows: string[] = [];
    const store = open(applyTo(rows));
    await store.commit({
      sessions: [outgoing(1), { sessionId: 'S1', nextIn: 4, incoming: sent(3) }],
      changes: ['booked'],
    });
    expect(await store.load('S1')).toMatchObject({ nextOut: 2, nextIn: 4 });
    expect(await store.outgoing('S1', 1, 9)).toEqual([sent(1)]);
    expect(rows).toEqual(['booked']);
  });

  it('keeps many messages of one commit in their order', async () => {
    const store = open(() => {});
    const all = Array.from({ length: 21 }, (_, index) => sent(index + 1));
    await store.commit({
      sessions: all.map((message) => outgoing(message.seq, message)),
      changes: [],
    });
    expect(await store.outgoing('S1', 1, 99)).toEqual(all);
    const logged = await store.messages({ sessionId: 'S1' });
    expect(logged.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq).toReversed());
  });

  it('keeps nothing of a commit whose change is refused', async () => {
    const store = open(applyTo([]));
    const refused = commit(store, { sessions: [outgoing(1)], changes: ['refused'] });
    await expect(refused).rejects.toThrow('refused');
    expect(await store.load('S1')).toEqual({
      sessionId: 'S1',
      nextOut: 1,
      nextIn: 1,
      startedMs: null,
    });
    expect(await store.outgoing('S1', 1, 9)).toEqual([]);
  });

  it('takes the good neighbours of a commit that is refused', async () => {
    const rows: string[] = [];
    const store = open(applyTo(rows));
    const results = await Promise.allSettled([
      commit(store, { sessions: [outgoing(1)], changes: ['a'] }),
      commit(store, { sessions: [{ sessionId: 'S2', nextIn: 9 }], changes: ['refused'] }),
      commit(store, { sessions: [{ sessionId: 'S3', nextIn: 5 }], changes: ['b'] }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await store.load('S2')).nextIn).toBe(1);
    expect((await store.load('S3')).nextIn).toBe(5);
  });

  it('never lets a number be used twice', async () => {
    const store = open(() => {});
    await store.commit({ sessions: [outgoing(1)], changes: [] });
    const again = commit(store, { sessions: [outgoing(1, sent(1, 'D'))], changes: [] });
    await expect(again).rejects.toThrow(/used already|unique/i);
    expect(await store.outgoing('S1', 1, 1)).toEqual([sent(1)]);
  });

  it('never resends from before a reset, but still shows it', async () => {
    const store = open(() => {});
    await store.commit({ sessions: [outgoing(1), outgoing(2)], changes: [] });
    const reset = { sessionId: 'S1', reset: true as const, nextOut: 1, nextIn: 1 };
    await store.commit({
      sessions: [reset, outgoing(1, sent(1, 'j', field(380, '0')))],
      changes: [],
    });
    expect((await store.outgoing('S1', 1, 9)).map(({ msgType }) => msgType)).toEqual(['j']);
    expect(await store.messages({})).toHaveLength(3);
  });

  it('shows the latest messages first, filtered and page by page', async () => {
    const store = open(() => {});
    const sessions = [1, 2, 3].map((seq) => outgoing(seq));
    const incoming = { sessionId: 'S1', nextIn: 2, incoming: sent(1, '8', field(17, 'E1')) };
    await store.commit({ sessions: [...sessions, incoming], changes: [] });
    const page = await store.messages({ sessionId: 'S1', direction: 'OUT', limit: 2 });
    expect(page.map(({ seq }) => seq)).toEqual([3, 2]);
    const next = await store.messages({ direction: 'OUT', beforeId: page.at(-1)?.id });
    expect(next.map(({ seq }) => seq)).toEqual([1]);
    expect((await store.messages({ msgType: '8' }))[0]?.text).toContain('|17=E1|');
    expect(await store.messages({ sessionId: 'S9' })).toEqual([]);
  });

  it('finds messages by time and by the whole value of a field', async () => {
    const store = open(() => {});
    await store.commit({ sessions: [1, 2, 3].map((seq) => outgoing(seq)), changes: [] });
    const seqs = async (query: MessageQuery) => (await store.messages(query)).map(({ seq }) => seq);
    expect(await seqs({ fromMs: 1002 })).toEqual([3, 2]);
    expect(await seqs({ fromMs: 1002, toMs: 1003 })).toEqual([2]);
    expect(await seqs({ reference: 'O2' })).toEqual([2]);
    expect(await seqs({ reference: 'O' })).toEqual([]);
  });

  it('shows no password', async () => {
    const store = open(() => {});
    const logon = sent(1, 'A', `${field(553, 'johnny')}${field(554, 'hunter2')}`);
    await store.commit({ sessions: [outgoing(1, logon)], changes: [] });
    const [shown] = await store.messages({});
    expect(shown?.text).toContain('553=jo***|554=***|');
    expect((await store.outgoing('S1', 1, 1))[0]?.bytes.toString()).not.toContain('hunter2');
  });
});

describe('the SQLite session store', () => {
  it('leaves no password in its files', async () => {
    const store = new SqliteSessionStore({ database });
    const logon = sent(1, 'A', field(554, 'hunter2'));
    await store.commit({ sessions: [outgoing(1, logon)], changes: [] });
    for (const name of ['fix.db', 'fix.db-wal']) {
      expect(readFileSync(join(folder, name)).includes('hunter2')).toBe(false);
    }
  });

  it('makes every commit durable against the loss of power', () => {
    const store = new SqliteSessionStore({ database });
    expect(store).toBeDefined();
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('forgets what is old or too much, but not what may still be asked for again', async () => {
    const store = new SqliteSessionStore({ database });
    const again = { sessionId: 'S1', reset: true, nextOut: 1 } as const;
    await store.commit({ sessions: [1, 2, 3].map((seq) => outgoing(seq)), changes: [] });
    await store.commit({ sessions: [again, ...[1, 2].map((seq) => outgoing(seq))], changes: [] });
    const left = async () => (await store.messages({})).map(({ seq }) => seq);
    const nothing = { sinceMs: 0, messagesMax: 100, keepForResend: true };
    expect(store.prune(nothing)).toBe(0);
    expect(store.prune({ ...nothing, messagesMax: 3 })).toBe(2);
    expect(await left()).toEqual([2, 1, 3]);
    expect(store.prune({ ...nothing, sinceMs: 5000 })).toBe(1);
    expect(await left()).toEqual([2, 1]);
    expect(await store.outgoing('S1', 1, 2)).toHaveLength(2);
    expect(store.prune({ ...nothing, sinceMs: 5000, keepForResend: false })).toBe(2);
    expect(await store.load('S1')).toMatchObject({ nextOut: 3 });
  });

  it('forgets old heartbeats and market data, never anything else', async () => {
    const store = new SqliteSessionStore({ database, keepTransient: 10 });
    for (let seq = 1; seq <= 1100; seq += 1) {
      await store.commit({
        sessions: [outgoing(seq, sent(seq, seq === 5 ? 'H' : '0'))],
        changes: [],
      });
    }
    const kept = await store.outgoing('S1', 1, 1100);
    expect(kept[0]?.seq).toBe(5);
    expect(kept.length).toBeLessThan(100);
  });
});

describe('a session store in memory', () => {
  it('forgets messages that are further back than it is to keep', async () => {
    const store = new MemorySessionStore({ keepMessages: 3 });
    for (let seq = 1; seq <= 10; seq += 1) store.commit({ sessions: [outgoing(seq)], changes: [] });
    expect((await store.outgoing('S1', 1, 99)).map(({ seq }) => seq)).toEqual([8, 9, 10]);
    const logged = await store.messages({});
    expect(logged.map(({ id }) => id)).toEqual([10, 9, 8]);
    expect((await store.load('S1')).nextOut).toBe(11);
  });
});
