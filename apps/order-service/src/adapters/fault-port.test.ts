/** Faults on demand: for whoever holds the service token, as often as asked, and in the words of the catalogue. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareServer, createLogger } from '@faultline/service';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfiguration } from '../env.ts';
import type { Store } from '../ports/store.ts';
import { faultPort } from './fault-port.ts';
import { openSqliteStore } from './storage/sqlite/open.ts';

const TOKEN = 'a-service-token-of-thirty-two-characters';
const log = createLogger('order-service', { level: 'silent' });

let root: string;
let sound: Store;
let store: Store;
let server: FastifyInstance;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'fault-port-'));
  sound = await openSqliteStore(root, log);
  const port = faultPort(sound, log);
  store = port.store;
  server = bareServer({ log });
  port.register(server, TOKEN);
});
afterEach(async () => {
  await server.close();
  await sound.close();
  rmSync(root, { recursive: true });
});

const ask = async (payload: object, token = TOKEN) =>
  server.inject({
    method: 'POST',
    url: '/testing/fault',
    payload,
    headers: { authorization: `Bearer ${token}` },
  });
const command = async () =>
  store.commit({ key: { scope: 'test', key: 'a-key' } }, () => ({ answer: 'done' }));

describe('a fault', () => {
  it('of the database meets so many commands, and the next one is well', async () => {
    expect((await ask({ kind: 'database', count: 2 })).statusCode).toBe(200);
    for (const _ of [1, 2])
      await expect(command()).rejects.toMatchObject({ code: 'DATABASE_ERROR' });
    expect(await command()).toBe('done');
  });

  it('of our own is an error that nobody has catalogued', async () => {
    await ask({ kind: 'internal' });
    await expect(command()).rejects.toThrow('a fault that somebody asked for');
    expect(await command()).toBe('done');
  });

  it('leaves alone what nobody asked for under a key', async () => {
    await ask({ kind: 'internal' });
    expect(await store.commit({}, () => ({ answer: 'done' }))).toBe('done');
  });

  it.each([
    [{ kind: 'fire' }, 'kind'],
    [{ kind: 'database', count: 0 }, 'count'],
  ])('%j is refused', async (body, field) => {
    const answer = await ask(body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'INVALID_REQUEST', details: { field } });
  });

  it('is not for whoever lacks the service token', async () => {
    expect((await ask({ kind: 'database' }, 'somebody-else')).json()).toMatchObject({
      code: 'AUTH_INVALID',
    });
    expect(await command()).toBe('done');
  });
});

it('the port does not exist in production', () => {
  expect(readConfiguration({ NODE_ENV: 'production' }).faultPort).toBe(false);
  expect(readConfiguration({}).faultPort).toBe(true);
});
