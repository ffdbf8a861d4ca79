/** The error journal on real files: whole ones, ruined ones, one that another process has open, and none at all. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, raise, redact, refuse } from '@faultline/errors';
import { pino } from 'pino';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { DuckFile } from '../duckdb/duck-file.ts';
import { ERRORS_SCHEMA } from './entry.ts';
import { ErrorJournal, type JournalOptions } from './journal.ts';

const root = mkdtempSync(join(tmpdir(), 'faultline-journal-'));
afterAll(() => rmSync(root, { recursive: true }));

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 21, 12);
let nowMs = NOW_MS;

interface Opened {
  readonly journal: ErrorJournal;
  readonly path: string;
  readonly counts: { dropped: number; written: number };
  readonly lines: string[];
}

const opened: Opened[] = [];
afterEach(async () => {
  for (const { journal } of opened.splice(0)) await journal.close();
  nowMs = NOW_MS;
});

function open(name: string, options: Partial<JournalOptions> = {}): Opened {
  mkdirSync(join(root, name), { recursive: true });
  const path = join(root, name, 'journal.duckdb');
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const counts = { dropped: 0, written: 0 };
  const journal = new ErrorJournal({
    service: 'desk',
    file: new DuckFile({ file: path, schema: ERRORS_SCHEMA, log }),
    redact,
    retentionMs: 30 * DAY_MS,
    onDropped: (count) => (counts.dropped += count),
    onWritten: (count) => (counts.written += count),
    log,
    now: () => nowMs,
    ...options,
  });
  const one = { journal, path, counts, lines };
  opened.push(one);
  return one;
}

const caller = {
  kind: 'user',
  userId: 'usr_01JZ00000ABC',
  username: 'somebody',
  sessionId: 'ses_1',
  signedInAtMs: 0,
  role: 'TRADER',
} as const;
const timeout = (orderId: string) =>
  fail('LP_TIMEOUT', { lp: 'YOFX', timeout: 5_000, symbol: 'EURUSD', orderId, outcome: 'UNKNOWN' });
const at = (requestId: string) => ({ procedure: 'orders.placeMarket', requestId, caller });

describe('the error journal', () => {
  it('keeps what an error was, where it happened and what it was about, and masks who it was', async () => {
    const { journal, path } = open('facts');
    journal.record(timeout('ORD-7'), at('req_1'));
    nowMs += 1;
    journal.record(raise(refuse('ACCOUNT_NOT_FOUND', { accountId: 4_711_042 })), {
      ...at('req_2'),
      procedure: '/nobody?email=canary@example.com',
    });
    const [second, first] = await journal.search({ limit: 10 });
    expect(first).toMatchObject({
      atMs: NOW_MS,
      service: 'desk',
      code: 'LP_TIMEOUT',
      category: 'LP',
      outcome: 'UNKNOWN',
      httpStatus: 504,
      procedure: 'orders.placeMarket',
      requestId: 'req_1',
      errorId: null,
      orderId: 'ORD-7',
      lp: 'YOFX',
      account: null,
      user: 'usr_***ABC',
    });
    expect(JSON.parse(first?.details ?? '')).toMatchObject({ timeout: 5_000, symbol: 'EURUSD' });
    expect(second).toMatchObject({ code: 'ACCOUNT_NOT_FOUND', account: '***042' });
    await journal.close();
    const bytes = readFileSync(path, 'latin1');
    expect(bytes).toContain('ORD-7');
    expect(bytes).not.toContain('canary');
    expect(bytes).not.toContain('4711042');
    expect(bytes).not.toContain('01JZ00000ABC');
  });

  it('finds by each of its ids, by code and by time, a page at a time, newest first', async () => {
    const { journal } = open('search');
    for (let index = 0; index < 5; index += 1) {
      nowMs = NOW_MS + index * 1_000;
      journal.record(timeout(`ORD-${index}`), at(`req_${index}`));
    }
    const internal = raise(refuse('INTERNAL_ERROR', { errorId: 'err_X' }), { outcome: 'UNKNOWN' });
    journal.record(internal, at('req_9'));
    const requests = async (wanted: Partial<Parameters<ErrorJournal['search']>[0]>) =>
      (await journal.search({ limit: 10, ...wanted })).map(({ requestId }) => requestId);
    expect(await requests({ requestId: 'req_3' })).toEqual(['req_3']);
    expect(await requests({ orderId: 'ORD-2' })).toEqual(['req_2']);
    expect(await requests({ errorId: 'err_X' })).toEqual(['req_9']);
    expect(await requests({ code: 'LP_TIMEOUT', fromMs: NOW_MS + 3_000 })).toEqual([
      'req_4',
      'req_3',
    ]);
    const first = await journal.search({ code: 'LP_TIMEOUT', limit: 2 });
    const last = first.at(-1);
    if (last === undefined) throw new Error('nothing found');
    expect(await requests({ code: 'LP_TIMEOUT', after: last })).toEqual([
      'req_2',
      'req_1',
      'req_0',
    ]);
    expect(await journal.get('err_X')).toMatchObject({ requestId: 'req_9' });
    expect(await journal.get('err_none')).toBeNull();
    expect(await journal.stats({ bucketMs: 2_000 })).toEqual([
      { startMs: NOW_MS, service: 'desk', code: 'LP_TIMEOUT', outcome: 'UNKNOWN', count: 2 },
      {
        startMs: NOW_MS + 2_000,
        service: 'desk',
        code: 'LP_TIMEOUT',
        outcome: 'UNKNOWN',
        count: 2,
      },
      {
        startMs: NOW_MS + 4_000,
        service: 'desk',
        code: 'INTERNAL_ERROR',
        outcome: 'UNKNOWN',
        count: 1,
      },
      {
        startMs: NOW_MS + 4_000,
        service: 'desk',
        code: 'LP_TIMEOUT',
        outcome: 'UNKNOWN',
        count: 1,
      },
    ]);
  });

  it('is there again after a restart, without what is older than it is to keep', async () => {
    const before = open('restart');
    before.journal.record(timeout('ORD-old'), at('req_old'));
    nowMs = NOW_MS + 20 * DAY_MS;
    before.journal.record(timeout('ORD-new'), at('req_new'));
    await before.journal.close();
    nowMs = NOW_MS + 31 * DAY_MS;
    const { journal } = open('restart');
    journal.record(timeout('ORD-now'), at('req_now'));
    const kept = await journal.search({ limit: 10 });
    expect(kept.map(({ requestId }) => requestId)).toEqual(['req_now', 'req_new']);
  });

  it('opens nothing as long as there is nothing to write or to read', async () => {
    const { journal, path } = open('idle');
    await journal.flush();
    await journal.close();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });
});

describe('what happens to the journal happens to it alone', () => {
  const works = async ({ journal, counts }: Opened, requestId: string): Promise<void> => {
    journal.record(timeout('ORD-1'), at(requestId));
    const found = await journal.search({ requestId, limit: 10 });
    expect(found.map((one) => one.requestId)).toEqual([requestId]);
    expect(counts.dropped).toBe(0);
  };
  const asideIn = ({ path }: Opened) =>
    readdirSync(join(path, '..')).filter((name) => name.includes('.aside-'));

  it.each([
    ['cut in the middle', (path: string) => truncateSync(path, 3_000)],
    ['no database', (path: string) => writeFileSync(path, 'not a database at all'.repeat(500))],
  ])('a file that is %s is set aside and replaced', async (name, ruin) => {
    const before = open(name.replaceAll(' ', '-'));
    await works(before, 'req_before');
    await before.journal.close();
    ruin(before.path);
    const after = open(name.replaceAll(' ', '-'));
    await works(after, 'req_after');
    expect(asideIn(after)).toHaveLength(1);
    expect(after.lines.join('')).toContain('set aside');
  });

  it('so is one with a table of another shape', async () => {
    const odd = open('shape');
    const log = pino({ enabled: false });
    const file = new DuckFile({ file: odd.path, schema: ['CREATE TABLE errors (id BIGINT)'], log });
    await file.ask('SELECT 1 AS one');
    await file.close();
    await works(odd, 'req_after');
    expect(asideIn(odd)).toHaveLength(1);
  });

  it('so is one that another process has open', async () => {
    const locked = open('locked');
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '..', 'testing', 'lock-child.ts'), locked.path],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    await works(locked, 'req_after');
    expect(asideIn(locked).length).toBeGreaterThan(0);
    child.stdin.end();
    await once(child, 'exit');
  });

  it('a folder that is gone costs entries, which are counted, and nothing else', async () => {
    const gone = open('gone');
    rmSync(join(root, 'gone'), { recursive: true });
    gone.journal.record(timeout('ORD-1'), at('req_1'));
    await gone.journal.flush();
    expect(gone.counts).toEqual({ dropped: 1, written: 0 });
    await expect(gone.journal.search({ limit: 1 })).rejects.toThrow('');
    mkdirSync(join(root, 'gone'));
    gone.journal.record(timeout('ORD-1'), at('req_2'));
    await gone.journal.flush();
    expect(gone.counts).toEqual({ dropped: 1, written: 1 });
    expect(gone.lines.join('')).toContain('error journal not written');
  });

  it('a queue that is full loses the newest, counts them, and holds nobody back', async () => {
    const release = Promise.withResolvers<void>();
    const stuck = {
      append: () => release.promise,
      ask: async () => [],
      close: async () => undefined,
    };
    const { journal, counts } = open('full', { file: stuck });
    for (let index = 0; index < 1_500; index += 1) journal.record(timeout('ORD-1'), at('req_1'));
    expect(counts.dropped).toBe(500);
    const flushed = journal.flush();
    journal.record(timeout('ORD-1'), at('req_1'));
    expect(counts.dropped).toBe(501);
    release.resolve();
    await flushed;
    expect(counts).toEqual({ dropped: 501, written: 1_000 });
    journal.record(timeout('ORD-1'), at('req_1'));
    await journal.flush();
    expect(counts).toEqual({ dropped: 501, written: 1_001 });
  });
});
