/**
 * Who may call what: every procedure of the contract, through every door, for every role, and on whose account. The list
 * is the contract's own, so a new procedure is tested the moment it exists.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, type Op, orderContract, type Role, rowsOf } from '@faultline/contract';
import { decimalOf } from '@faultline/errors';
import { createLogger } from '@faultline/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPasswords } from './adapters/auth/passwords.ts';
import { OLDER_DOORS } from './adapters/rest-facade/facade.ts';
import { openSqliteStore } from './adapters/storage/sqlite/open.ts';
import { type App, buildApp } from './app.ts';
import { readConfiguration } from './env.ts';
import { ask, type Answer } from './testing/ask.ts';
import { CHEAP } from './testing/auth-desk.ts';
import { ann, callBy, openDesk } from './testing/desk.ts';
import { fieldsOf, sampleInput } from './testing/sample-input.ts';

const log = createLogger('access', { level: 'silent' });
const SERVICE_TOKEN = 'the-service-token-of-this-very-test-0123456789';
const ROLES = ['TRADER', 'SUPPORT', 'ADMIN'] as const satisfies Role[];
const USERS = { TRADER: 'trader2', SUPPORT: 'support', ADMIN: 'admin' } as const;
const tokens = new Map<Role, string>();
let directory = '';
let app: App;
let url = '';

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'faultline-access-'));
  await tradeFirst(directory);
  const configuration = readConfiguration({
    LP_URL: 'http://127.0.0.1:9',
    DATA_DIR: directory,
    RATE_LIMITS: 'off',
  });
  app = await buildApp({ configuration, directory, serviceToken: SERVICE_TOKEN, log });
  await app.server.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`;
  for (const role of ROLES) {
    const body = { username: USERS[role], password: `${USERS[role]}-demo` };
    tokens.set(role, String((await ask(`${url}/login`, { body })).told['token']));
  }
});
afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true });
});

/** Leaves order ORD-1 and position 1 on `trader`'s account 1, and users who can sign in. */
async function tradeFirst(into: string): Promise<void> {
  const desk = await openDesk();
  desk.fillsAt(1.09504);
  const order = { accountId: 1, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
  await desk.orders.placeMarket(order, callBy(ann).call);
  cpSync(desk.database.address, into, { recursive: true });
  await desk.close();
  const store = await openSqliteStore(into, log);
  const passwords = createPasswords(CHEAP);
  for (const username of ['trader', ...Object.values(USERS)]) {
    const passwordHash = await passwords.hash(`${username}-demo`);
    await store.commit({ username }, ({ user }) => ({
      answer: null,
      changes: { atMs: 0, users: user === null ? [] : [{ ...user, passwordHash }] },
    }));
  }
  await store.close();
}

type Door = 'REST' | 'TRPC';
interface Place {
  readonly path: string;
  readonly op: Op;
  readonly door: Door;
}

const places: readonly Place[] = [
  ...rowsOf(orderContract).flatMap(({ path, op }): Place[] => [
    { path, op, door: 'TRPC' },
    ...(op.rest === undefined ? [] : [{ path, op, door: 'REST' as const }]),
  ]),
  ...OLDER_DOORS.map(({ rest, op }): Place => ({
    path: `${rest.method} ${rest.path}`,
    op,
    door: 'REST',
  })),
];

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

async function call(
  { path, op, door }: Place,
  input: Readonly<Record<string, unknown>>,
  token?: string,
): Promise<Answer> {
  const asked = op.kind === 'mutation' ? 'POST' : 'GET';
  if (door === 'TRPC') {
    const query = asked === 'GET' ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
    const body = asked === 'GET' ? {} : { body: input };
    return ask(`${url}/trpc/${path}${query}`, { token, ...body });
  }
  const named = new Set<string>();
  const where = (op.rest?.path ?? '').replaceAll(/:(\w+)/g, (_, name: string) => {
    named.add(name);
    return encodeURIComponent(textOf(input[name] ?? 'x'));
  });
  const rest = Object.entries(input).filter(([name]) => !named.has(name));
  const method = op.rest?.method ?? asked;
  if (method !== 'GET') return ask(url + where, { method, token, body: Object.fromEntries(rest) });
  const query = new URLSearchParams(rest.map(([name, value]) => [name, textOf(value)]));
  return ask(`${url}${where}?${query.toString()}`, { token });
}

/** No procedure knows this field: who gets past the door is told so, and nothing is done. */
const STRANGE = { noSuchField: 1 };
const READ_CODES = ['INVALID_REQUEST', 'MISSING_PARAMETER', 'INVALID_PARAMETER_TYPE'];
const RANK: Readonly<Record<Access, number>> = {
  public: 0,
  trader: 1,
  support: 2,
  admin: 3,
  service: 4,
  agent: 4,
};
const rankOf = (role: Role): number => ROLES.indexOf(role) + 1;
/** In the form of `error.data` on tRPC and of the body on REST. */
const codeOf = (answer: Answer): unknown => answer.told['code'];

/** A refused tRPC stream has its status inside. */
function seenIn(answer: Answer) {
  const { status, told } = answer;
  const code = READ_CODES.includes(String(codeOf(answer))) ? 'READ' : codeOf(answer);
  return { status: told['httpStatus'] ?? status, code, details: told['details'] };
}

describe('the list', () => {
  it('has every procedure, each with its tRPC door', () => {
    expect(places.length).toBeGreaterThan(20);
    expect(new Set(places.map(({ op }) => op.needs)).size).toBeGreaterThan(3);
    expect(places.filter(({ op }) => op.needs === 'service')).toEqual([]);
  });

  it('lets strangers into nothing but signing in and the catalogue of errors', () => {
    const open = places.filter(({ op }) => op.needs === 'public').map(({ path }) => path);
    expect(new Set(open)).toEqual(
      new Set(['auth.login', 'auth.refresh', 'errors.catalog', 'errors.explain']),
    );
  });
});

describe.each(places)('S12: $path over $door', (place) => {
  const { op } = place;

  const passes = { status: 400, code: 'READ' };
  const lacks = (role: Role) => ({
    status: 403,
    code: 'PERMISSION_DENIED',
    details: { requiredRole: op.needs.toUpperCase(), userRole: role },
  });

  it.each(ROLES)('takes %s for what it is, before it reads the input', async (role) => {
    const answer = await call(place, STRANGE, tokens.get(role));
    expect(seenIn(answer)).toMatchObject(rankOf(role) < RANK[op.needs] ? lacks(role) : passes);
    expect(answer.headers['cache-control']).toContain('no-store');
  });

  it('S30: asks a stranger for a token, and takes none that is for processes', async () => {
    const strangers = [await call(place, STRANGE), await call(place, STRANGE, SERVICE_TOKEN)];
    const codes = strangers.map((answer) => seenIn(answer).code);
    expect(codes).toEqual(
      op.needs === 'public' ? ['READ', 'READ'] : ['AUTH_REQUIRED', 'AUTH_INVALID'],
    );
  });
});

const FOREIGN = { accountId: 1, orderId: 'ORD-1', positionId: 1 };
const MISSING = { accountId: 9_999, orderId: 'ORD-9999', positionId: 9_999 };
/** trader2's own account together with a thing that is not his. */
const MIXED = { own: { accountId: 3 } };

const owned = places.filter(
  ({ op }) => op.needs === 'trader' && fieldsOf(op).some((field) => Object.hasOwn(FOREIGN, field)),
);

/** Status and body without the ids that were asked for. */
function without({ status, told }: Answer, ids: Readonly<Record<string, unknown>>): string {
  const { requestId: _one, ...rest } = told;
  const secret = new Set(Object.values(ids));
  return JSON.stringify([status, rest], (_name, value: unknown) =>
    secret.has(value) ? 'the id' : value,
  );
}

describe('S1, S2: the things of others', () => {
  it('are asked for by some procedures, or the rest proves nothing', () => {
    expect(owned.length).toBeGreaterThan(8);
  });

  it.each(owned)('$path over $door does not exist for another trader', async (place) => {
    const token = tokens.get('TRADER');
    for (const also of [{}, MIXED.own]) {
      const [theirs, none] = [
        { ...FOREIGN, ...also },
        { ...MISSING, ...also },
      ];
      const others = Object.keys(FOREIGN).filter((id) => !Object.hasOwn(also, id));
      if (!fieldsOf(place.op).some((field) => others.includes(field))) continue;
      const answer = await call(place, sampleInput(place.op, theirs), token);
      expect(codeOf(answer)).toMatch(/_NOT_FOUND$/);
      const missing = await call(place, sampleInput(place.op, none), token);
      expect(without(answer, theirs)).toBe(without(missing, none));
    }
  });

  const commands = owned.filter(({ op }) => op.kind === 'mutation');
  it.each(commands)('$path over $door does not exist for support or admin', async (place) => {
    for (const role of ['SUPPORT', 'ADMIN'] as const) {
      const answer = await call(place, sampleInput(place.op, FOREIGN), tokens.get(role));
      expect(codeOf(answer)).toMatch(/_NOT_FOUND$/);
    }
  });

  const questions = owned.filter(({ op }) => op.kind === 'query');
  it.each(questions)('$path over $door may be looked at by support and admin', async (place) => {
    for (const role of ['SUPPORT', 'ADMIN'] as const) {
      const answer = await call(place, sampleInput(place.op, FOREIGN), tokens.get(role));
      expect(answer.status).toBe(200);
    }
  });
});
