/** The whole order service as a stranger meets it: which doors there are, how often they open, what they count. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderContract, parseInput, rowsOf } from '@faultline/contract';
import { createLogger } from '@faultline/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, buildApp } from '../../app.ts';
import { OLDER_DOORS } from '../rest-facade/facade.ts';
import { readConfiguration } from '../../env.ts';
import { ask } from '../../testing/ask.ts';
import { fieldsOf, sampleInput } from '../../testing/sample-input.ts';

const SERVICE_TOKEN = 'the-service-token-of-this-very-test-0123456789';
const CANARY = 'canary.person@example.com';
const lines: string[] = [];
const log = createLogger('edge', { destination: { write: (line) => void lines.push(line) } });
const opened: { app: App; directory: string }[] = [];

async function open(env: Record<string, string>): Promise<{ app: App; url: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'faultline-edge-'));
  const configuration = readConfiguration({ LP_URL: 'http://127.0.0.1:9', ...env });
  const app = await buildApp({ configuration, directory, serviceToken: SERVICE_TOKEN, log });
  opened.push({ app, directory });
  await app.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.server.address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${port}` };
}
const signIn = async (url: string, name: string): Promise<string> => {
  const body = { username: name, password: `${name}-demo` };
  return String((await ask(`${url}/login`, { body })).told['token']);
};

let free: { app: App; url: string };
let admin = '';
let trader = '';
beforeAll(async () => {
  free = await open({ RATE_LIMITS: 'off' });
  admin = await signIn(free.url, 'admin');
  trader = await signIn(free.url, 'trader');
});
afterAll(async () => {
  for (const { app, directory } of opened) {
    await app.close();
    rmSync(directory, { recursive: true });
  }
});

/** The router's own tree, four characters a level, as `METHOD /path`. */
function routesOf({ server }: App): string[] {
  const above: string[] = [];
  return server
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', name = '', methods = ''] =
        /^([ │├└─]*)(.*?)(?: \(([A-Z, ]+)\))?$/u.exec(line) ?? [];
      above.length = Math.max(0, indent.length / 4 - 1);
      above.push(name);
      const path = above.join('');
      return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${path}`);
    });
}

describe('S34: the doors', () => {
  it('are those of the contract and the few that every service has', () => {
    const primary = rowsOf(orderContract).flatMap(({ op: { rest } }) => rest ?? []);
    const older = OLDER_DOORS.map(({ rest }) => rest);
    const known = [...primary, ...older].map(({ method, path }) => `${method} ${path}`);
    const service = [
      '/health',
      '/health/live',
      '/health/ready',
      '/.well-known/jwks.json',
      '/openapi.json',
      '/docs',
      '/docs/style.css',
      '/ws',
    ];
    const others = routesOf(free.app).filter(
      (route) =>
        !route.startsWith('HEAD ') &&
        !route.endsWith(' /trpc/*') &&
        // The handler of what is not there.
        !route.endsWith(' *') &&
        !known.includes(route) &&
        // Only outside production, and only with the service token: see its own test.
        route !== 'POST /testing/fault' &&
        !service.some((path) => route === `GET ${path}`),
    );
    expect(others).toEqual([]);
    expect(routesOf(free.app)).toEqual(expect.arrayContaining(known));
  });

  it.each(['/metrics', '/debug', '/.env', '/admin', '/api', '/trpc'])(
    'have no side entrance at %s',
    async (path) => {
      expect((await ask(free.url + path, { token: admin })).status).toBe(404);
    },
  );
});

const SMUGGLED = ['balance', 'role', 'status', 'userId', 'isAdmin', 'margin'];
const commands = rowsOf(orderContract).filter(({ op }) => op.kind === 'mutation');

/** On a machine that has too much to do the edge rightly says so; whoever asks again is answered. */
async function answered(...asked: Parameters<typeof ask>): ReturnType<typeof ask> {
  for (;;) {
    const answer = await ask(...asked);
    if (!answer.text.includes('OVERLOADED')) return answer;
  }
}

describe('S13: a command with a field that is not its own', () => {
  it.each(commands)('$path is refused', async ({ path, op }) => {
    const token = op.needs === 'admin' || op.needs === 'support' ? admin : trader;
    const fields = fieldsOf(op);
    for (const field of SMUGGLED.filter((name) => !fields.includes(name))) {
      const sample = sampleInput(op, {});
      const body = { ...sample, [field]: 1 };
      const answer = await answered(`${free.url}/trpc/${path}`, { token, body });
      // Where the sample has a fault of its own that is named instead; refused it is anyway.
      const named = parseInput(op, sample).ok ? { field } : {};
      expect(answer.told).toMatchObject({ code: 'INVALID_REQUEST', details: named });
    }
  });
});

const BENT = [
  '1e999',
  '"0.1"',
  '"0x10"',
  'true',
  '[0.1]',
  '1e-320',
  '0.015',
  '-0',
  '9007199254740993',
];

describe('S16: a volume', () => {
  it.each(BENT)('is never bent into a number that fits: %s', async (volume) => {
    const body = `{"symbol":"EURUSD","side":"BUY","volume":${volume}}`;
    const answer = await fetch(`${free.url}/api/orders/market`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${trader}`, 'content-type': 'application/json' },
    });
    const { code } = (await answer.json()) as { code: string };
    expect([answer.status, code]).toEqual([
      400,
      expect.stringMatching(/^INVALID_(PARAMETER_TYPE|VOLUME|REQUEST)$/),
    ]);
  });
});

describe('the limits of the guide', () => {
  it('are on unless somebody says otherwise: seven sign-ins at once, by whichever door', async () => {
    const { url } = await open({});
    const body = { username: 'nobody', password: 'wrong' };
    const statuses: number[] = [];
    for (let index = 0; index < 8; index += 1) {
      const door = index % 2 === 0 ? '/login' : '/trpc/auth.login';
      const from = '127.0.0.9';
      const answer = await ask(url + door, { body: { ...body, username: `n${index}` }, from });
      statuses.push(answer.status);
      expect(answer.headers['x-ratelimit-limit']).toBe('5');
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 401, 429]);
    // Another address has its own, and the other classes are untouched.
    const token = await signIn(url, 'trader');
    const orders = await ask(`${url}/api/orders/ORD-1`, { token });
    expect(orders.headers['x-ratelimit-limit']).toBe('100');
    expect((await ask(`${url}/health`)).headers['x-ratelimit-limit']).toBe('100');
  });

  it('are never off in production', () => {
    expect(() => readConfiguration({ RATE_LIMITS: 'off', NODE_ENV: 'production' })).toThrow(
      'RATE_LIMITS',
    );
  });
});

describe('what is counted and kept', () => {
  it('has the series that tell how commands fare', async () => {
    const text = await free.app.metrics.registry.metrics();
    for (const name of ['commit_groups_total', 'commit_duration_seconds_count', 'calls_total']) {
      expect(text).toMatch(new RegExp(`^faultline_${name}.* [1-9]`, 'm'));
    }
    // A counter that begins with its first error would hide that one from every alert.
    expect(text).toMatch(/^faultline_errors_total\{code="database_error".*\} 0$/m);
    expect(text).toMatch(/^faultline_books_broken\{.*\} 0$/m);
  });

  it('S38: shows nobody who called, neither in a line nor in a series', async () => {
    const body = { username: CANARY, password: 'canary-secret' };
    await ask(`${free.url}/login`, { body, headers: { 'user-agent': CANARY } });
    await ask(`${free.url}/nowhere?email=${CANARY}`, { token: trader });
    await ask(`${free.url}/trpc/orders.get`, { token: `${trader}x`, body: { orderId: CANARY } });
    const kept = lines.join('') + (await free.app.metrics.registry.metrics());
    expect(kept).not.toContain('canary');
    expect(kept).not.toContain(trader);
    expect(kept).not.toContain(SERVICE_TOKEN);
    expect(kept).not.toContain('-demo');
  });
});

describe('readiness', () => {
  it('says what a commit survives', async () => {
    expect((await ask(`${free.url}/health/ready`)).told).toEqual({
      status: 'ready',
      checks: { draining: false, database: 'writable' },
      durability: 'power-loss',
    });
  });
});
