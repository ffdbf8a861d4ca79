/** Data directories have one owner, tables only move forward, and the service token is made once. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { readServiceToken, serviceAuthenticator } from '../service-token.ts';
import { DataDirTaken, lockByFile, openDataDir } from './data-dir.ts';
import { connectSqlite, openSqlite } from './sqlite.ts';

const root = mkdtempSync(join(tmpdir(), 'faultline-storage-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('a data directory', () => {
  it('belongs to one owner at a time, and to the next after release', async () => {
    const first = await openDataDir(root, 'order');
    await expect(openDataDir(root, 'order')).rejects.toThrow(DataDirTaken);
    await openDataDir(root, 'lp').then(async (other) => other.release());
    await first.release();
    const second = await openDataDir(root, 'order');
    await second.release();
  });

  it('is free again the moment its owner is killed', async () => {
    const script = `
      const { openDataDir } = await import(${JSON.stringify(join(import.meta.dirname, 'data-dir.ts'))});
      await openDataDir(${JSON.stringify(root)}, 'killed');
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 15_000,
    });
    expect(child.signal).toBe('SIGKILL');
    await openDataDir(root, 'killed').then(async (dir) => dir.release());
  });
});

describe('where there are no abstract sockets', () => {
  it('the owner’s process id in a file keeps others out while that process lives', async () => {
    const owner = lockByFile(root);
    expect(() => lockByFile(root)).toThrow(DataDirTaken);
    await owner.release();
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(root, 'lock'), String(dead));
    await lockByFile(root).release();
  });
});

describe('a database file', () => {
  const steps = ['CREATE TABLE a (n INTEGER)', 'ALTER TABLE a ADD COLUMN m INTEGER'];

  it('takes each step once and waits for the disk on every commit', () => {
    const file = join(root, 'steps.db');
    openSqlite(file, steps.slice(0, 1)).close();
    const database = openSqlite(file, steps);
    database.exec('INSERT INTO a (n, m) VALUES (1, 2)');
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    database.close();
    openSqlite(file, steps).close();
  });

  it('refuses a file from the future', () => {
    const file = join(root, 'future.db');
    openSqlite(file, steps).close();
    expect(() => openSqlite(file, steps.slice(0, 1))).toThrow('newer version');
  });
});

describe('the service token', () => {
  it('is made once, readable by its owner only, and lets in nobody without it', async () => {
    const file = join(root, 'token', 'service-token');
    const token = readServiceToken(file);
    expect(readServiceToken(file)).toBe(token);
    expect(readFileSync(file, 'utf8')).toBe(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const authenticate = serviceAuthenticator(token);
    expect(await authenticate(`Bearer ${token}`)).toEqual({ kind: 'service' });
    await expect(authenticate(`Bearer ${token}x`)).rejects.toMatchObject({ code: 'AUTH_INVALID' });
    await expect(authenticate(undefined)).rejects.toMatchObject({ code: 'AUTH_REQUIRED' });
  });
});

describe('a connection to SQLite', () => {
  it('waits for another thread that has the file to itself for a moment', async () => {
    const file = join(root, 'busy.db');
    openSqlite(file, ['CREATE TABLE t (a)']).close();
    const holder = new Worker(
      `const { DatabaseSync } = require('node:sqlite');
       const { parentPort, workerData } = require('node:worker_threads');
       const database = new DatabaseSync(workerData);
       database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO t VALUES (1)');
       parentPort.postMessage('held');
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
       database.exec('COMMIT');
       database.close();`,
      { eval: true, workerData: file },
    );
    await once(holder, 'message');
    const database = connectSqlite(file);
    expect(database.prepare('SELECT a FROM t').all()).toEqual([{ a: 1 }]);
    database.close();
    await once(holder, 'exit');
  });
});
