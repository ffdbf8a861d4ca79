/** The order service's door by itself: its real store, keys and HTTP server with the auth procedures, and a clock to bend. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderContract } from '@faultline/contract';
import { createLogger, createServer, implement } from '@faultline/service';
import { createMemoryThrottle } from '../adapters/auth/memory-throttle.ts';
import { type Auth, openAuth } from '../adapters/auth/open-auth.ts';
import { type Cost, createPasswords } from '../adapters/auth/passwords.ts';
import { openData } from '../adapters/open-data.ts';
import { restShapes } from '../adapters/rest-shapes.ts';
import { fillDemoData } from '../demo-data.ts';
import type { LoginThrottle } from '../ports/login-throttle.ts';
import type { User } from '../ports/store.ts';
import type { TestDatabase } from './databases.ts';
import { ask, type Question } from './ask.ts';

/** 2026-01-19T12:00:00Z. */
export const START_MS = 1_768_824_000_000;
const KEYS_EVERY_MS = 20;
export const REFRESH_TTL_SEC = 30 * 86_400;
/** So cheap that a test may sign in as often as it likes. */
export const CHEAP: Cost = { memoryKib: 64, passes: 1 };

const log = createLogger('auth-desk', { level: 'silent' });

export type AuthDesk = Awaited<ReturnType<typeof openAuthDesk>>;

interface DeskOptions {
  /** Of a password hash. */
  readonly cost?: Cost;
  readonly throttle?: LoginThrottle;
  readonly trustProxy?: readonly string[];
  /** A database that several desks share, as several processes would. */
  readonly shared?: TestDatabase;
}

export async function openAuthDesk({
  cost = CHEAP,
  throttle,
  shared,
  trustProxy = [],
}: DeskOptions = {}) {
  const dataRoot = mkdtempSync(join(tmpdir(), 'faultline-door-'));
  const directory = join(dataRoot, 'order');
  mkdirSync(directory);
  const clock = { nowMs: START_MS };
  const now = (): number => clock.nowMs;
  const databaseUrl = shared?.address ?? null;
  const { store, keys } = await openData({ databaseUrl, directory }, log);
  await fillDemoData(store, createPasswords(CHEAP), START_MS);
  const auth = await openAuth({
    store,
    keys,
    now,
    log,
    passwords: createPasswords(cost),
    throttle: throttle ?? createMemoryThrottle(now),
    tokenTtlSec: { REST: 86_400, TRPC: 900 },
    refreshTtlSec: REFRESH_TTL_SEC,
    keysEveryMs: KEYS_EVERY_MS,
  });
  const { server, url } = await serve(auth, trustProxy);
  const trpc = async (procedure: string, input: object, more: Omit<Question, 'body'> = {}) =>
    ask(`${url}/trpc/auth.${procedure}`, { ...more, body: input });
  return {
    url,
    dataRoot,
    directory,
    store,
    keys,
    clock,
    trpc,
    me: async (token: unknown) => ask(`${url}/api/me`, { token: String(token) }),
    /** Signs in with the demo password, or with another. */
    login: async (username = 'trader', password = `${username}-demo`, more: Question = {}) =>
      trpc('login', { username, password }, more),
    /** As an administrator, or another process, would change a user. */
    changeUser: async (userId: string, change: Partial<User>) =>
      store.commit({ userId }, ({ user }) => {
        if (user === null) throw new Error('no such user');
        const changed = { ...user, ...change, version: user.version + 1 };
        return { answer: null, changes: { atMs: clock.nowMs, users: [changed] } };
      }),
    close: async () => {
      await server.close();
      auth.close();
      await store.close();
      rmSync(dataRoot, { recursive: true });
    },
  };
}

async function serve(auth: Auth, trustProxy: readonly string[]) {
  const contract = { auth: orderContract.auth };
  const procedures = implement(contract, { auth: auth.handlers });
  const { authenticate } = auth;
  const server = createServer({ procedures, authenticate, log, restShapes, trustProxy });
  server.get('/.well-known/jwks.json', auth.jwks);
  return { server, url: await server.listen({ port: 0, host: '127.0.0.1' }) };
}
