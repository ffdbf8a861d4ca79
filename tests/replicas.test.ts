/** Several order services on one PostgreSQL: one book, one leader, and every caller told the same wherever they ask. */
import { createDatabase, findPostgres, type OwnDatabase } from '@faultline/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, bookOf, http, signIn, simulate, until } from './harness/http.ts';
import { isLeading, type Replica, startReplica } from './harness/replica.ts';
import { firstColumn } from './harness/servers.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

const server = await findPostgres(process.env);

const SMALL = { symbol: 'EURUSD', side: 'BUY', volume: 0.01 };
const POUNDS = { ...SMALL, symbol: 'GBPUSD' };
/** At 1:100 and 1.095, seven of these take 9,198 of 10,000. */
const SEVENTH = { symbol: 'EURUSD', side: 'BUY', volume: 1.2 };

describe.skipIf(server === null)('two order services on one database', () => {
  let database: OwnDatabase;
  /** Its order service is the first, and leads. */
  let first: System;
  let second: Replica;
  beforeAll(async () => {
    database = await createDatabase(server ?? '');
    const { url: DATABASE_URL } = database;
    first = await startSystem({ DATABASE_URL, RECONNECT_INITIAL_MS: '100' });
    second = await startReplica({
      DATABASE_URL,
      LP_URL: /LP service (http:[^;]+);/.exec(first.lines.join('\n'))?.[1] ?? '',
      SERVICE_TOKEN_FILE: `${first.dataDir}/service-token`,
    });
    await simulate(first, '/quotes', { symbol: 'EURUSD', bid: 1.09496, ask: 1.09504 });
  }, 60_000);
  afterAll(async () => {
    await second.stop();
    await first.stop();
    await removeData(first);
    await database.drop();
  });

  const place = async (
    at: { readonly url: string },
    token: string,
    body: object,
    kind = 'market',
  ): Promise<Answer> =>
    // A machine that is busy with something else may send orders away, which then certainly are not done.
    until(
      async () => http(`${at.url}/api/orders/${kind}`, { token, body }),
      ({ status }) => status !== 503,
    );

  it('accept of 50 orders at once as many as the margin is for', async () => {
    expect(await isLeading(second)).toBe(false);
    const token = await signIn(first, 'trader2');
    const booked = (await bookOf(first)).length;
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, nth) =>
        place(nth % 2 === 0 ? first : second, token, { ...SEVENTH, accountId: 3 }),
      ),
    );
    const codes = answers.map(({ status, body }) => (status === 200 ? 'FILLED' : body['code']));
    const count = (wanted: string): number => codes.filter((code) => code === wanted).length;
    expect(new Set(codes)).toEqual(new Set(['FILLED', 'MARGIN_INSUFFICIENT']));
    expect(count('FILLED')).toBe(7);
    expect(await bookOf(first)).toHaveLength(booked + 7);
  });

  it('tell a listener at the one, without a gap, what was commanded at either', async () => {
    const token = await signIn(first);
    const hangUp = new AbortController();
    const heard = numbersOf(`${second.url}/api/events?accountId=1&lastEventSeq=0`, {
      token,
      signal: hangUp.signal,
    });
    const turns = Array.from({ length: 10 }, (_, nth) => (nth % 2 === 0 ? first : second));
    for (const at of turns) expect((await place(at, token, SMALL)).status).toBe(200);
    const newest = Number(
      (await firstColumn(database, 'SELECT last_event_seq FROM accounts WHERE id = 1'))[0],
    );
    expect(newest).toBeGreaterThanOrEqual(turns.length);
    await until(
      async () => heard.numbers,
      (numbers) => numbers.includes(newest),
    );
    hangUp.abort();
    expect(heard.numbers).toEqual(heard.numbers.map((_, nth) => nth + 1));
    await heard.over;
  });

  it('both refuse what an administrator halted at one of them, and accept it again afterwards', async () => {
    const token = await signIn(first);
    const admin = await signIn(first, 'admin');
    const change = async (what: 'halt' | 'resume', body: object = {}): Promise<number> => {
      const url = `${first.url}/admin/symbols/${what}`;
      return (await http(url, { token: admin, body: { symbol: 'GBPUSD', ...body } })).status;
    };
    const told = async (): Promise<unknown> => {
      return (await place(second, token, POUNDS)).body['code'];
    };
    expect(await change('halt', { reason: 'SYMBOL_HALTED' })).toBe(200);
    await until(told, (code) => code === 'MARKET_CLOSED', 5_000);
    expect(await change('resume')).toBe(200);
    await until(told, (code) => code === undefined, 5_000);
  });

  it('cover once what clients have opened at either', async () => {
    const token = await signIn(first);
    const admin = await signIn(first, 'admin');
    const asAdmin = async (path: string, body: object): Promise<void> => {
      expect((await http(first.url + path, { token: admin, body })).status).toBe(200);
    };
    await asAdmin('/admin/account/update', { accountId: 4, marginMode: 'NETTING' });
    await asAdmin('/api/config', { hedgeAccountId: 4 });
    const rule = {
      id: 'half',
      enabled: true,
      when: { symbols: ['GBPUSD'], accounts: [2], isDemo: true },
      route: { book: 'B', lps: null, hedgePercent: 50 },
      note: 'Half of it',
    };
    await asAdmin('/api/routing/rules', rule);
    const pound = { ...POUNDS, accountId: 2, volume: 0.2 };
    for (const at of [second, first, second]) {
      await until(
        async () => place(at, token, pound),
        ({ status }) => status === 200,
      );
    }
    for (const at of [first, second]) {
      const { text } = await until(
        async () => http(`${at.url}/api/hedges`, { token: admin }),
        (shown) => shown.text.includes('"hedgedVolume":0.3,"gap":0,"underWayOrderId":null'),
      );
      expect(JSON.parse(text)).toMatchObject([{ symbol: 'GBPUSD', targetVolume: 0.3 }]);
    }
    const rows = await database.ask("SELECT id FROM orders WHERE source = 'HEDGE'");
    const ids = rows.map((row) => String(row['id']));
    const filled = (await bookOf(first)).filter(({ clOrdId }) =>
      ids.some((id) => clOrdId.startsWith(`${id}-`)),
    );
    expect(filled.reduce((sum, { cumQty }) => sum + cumQty, 0)).toBe(30_000);
  });

  it('both turn away whoever has signed out at one of them, at once', async () => {
    const token = await signIn(first);
    const me = async (): Promise<number> => (await http(`${second.url}/api/me`, { token })).status;
    expect(await me()).toBe(200);
    expect((await http(`${first.url}/api/auth/logout`, { token, body: {} })).status).toBe(200);
    // Without being told, it would believe the sign-in for five seconds.
    await until(me, (status) => status === 401, 3_000);
  });

  it('go on when the leader is killed: what waits is triggered, what is under way is ended', async () => {
    const token = await signIn(first);
    const limit = { ...SMALL, price: 1.09 };
    const waiting = await place(first, token, limit, 'limit');
    expect(waiting.status).toBe(200);
    const id = String(waiting.body['id']);
    await simulate(first, '/behaviour', { mode: 'delay', ms: 2_000, count: 1 });
    const underWay = place(second, token, SMALL);
    await until(
      async () => firstColumn(database, "SELECT id FROM orders WHERE status = 'ROUTED'"),
      (orders) => orders.length === 1,
    );
    const killed = first.kill('order-service');
    await until(async () => isLeading(second), Boolean, 10_000);
    // Its fill was reported to the survivor, which had not asked for reports before.
    expect((await underWay).status).toBe(200);
    await simulate(first, '/quotes', { symbol: 'EURUSD', bid: 1.08992, ask: 1.09 });
    const order = async (): Promise<unknown> => {
      const { body } = await http(`${second.url}/api/orders/${id}`, { token });
      return (body['order'] as Answer['body'] | undefined)?.['status'];
    };
    await until(order, (status) => status === 'FILLED', 10_000);
    await killed;
    expect(await isLeading(second)).toBe(true);
  }, 40_000);

  it('go on when the leader is frozen, and it decides nothing more when it thaws', async () => {
    expect(await isLeading(second)).toBe(true);
    const token = await signIn(first);
    const waiting = await place(first, token, { ...POUNDS, price: 1.24 }, 'limit');
    // Nobody has a position in it yet that the new price would stop out.
    const inPounds = async (): Promise<number> =>
      (await bookOf(first)).filter(({ symbol }) => symbol === 'GBPUSD').length;
    const order = async (): Promise<unknown> => {
      const url = `${first.url}/api/orders/${String(waiting.body['id'])}`;
      const { body } = await http(url, { token });
      return (body['order'] as Answer['body'] | undefined)?.['status'];
    };
    const before = await inPounds();
    const thaw = second.pause();
    try {
      await simulate(first, '/quotes', { symbol: 'GBPUSD', bid: 1.23992, ask: 1.24 });
      // Somebody leads who can: nobody else triggers.
      await until(order, (status) => status === 'FILLED', 20_000);
    } finally {
      thaw();
    }
    await until(
      async () => isLeading(second),
      (leads) => !leads,
      10_000,
    );
    // Were the order triggered again, it would be twice at the provider.
    await simulate(first, '/quotes', { symbol: 'GBPUSD', bid: 1.23991, ask: 1.23999 });
    expect((await place(second, token, POUNDS)).status).toBe(200);
    expect(await inPounds()).toBe(before + 2);
  }, 60_000);
});

it.skipIf(server === null)(
  'two order services that start at once on an empty database fill it once',
  async () => {
    const database = await createDatabase(server ?? '');
    const env = { DATABASE_URL: database.url, LP_URL: 'http://127.0.0.1:9' };
    const both = await Promise.all([startReplica(env), startReplica(env)]);
    expect(await firstColumn(database, 'SELECT id FROM accounts ORDER BY id')).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
    expect(await firstColumn(database, 'SELECT count(*) FROM users')).toEqual(['4']);
    const leading = await Promise.all(both.map(async (one) => isLeading(one)));
    expect(leading.filter(Boolean)).toHaveLength(1);
    await Promise.all(both.map(async (one) => one.stop()));
    await database.drop();
  },
  60_000,
);

interface Heard {
  readonly numbers: number[];
  /** Resolves when the line has ended. */
  readonly over: Promise<void>;
}

/** The numbers of a stream's events, as they come. */
function numbersOf(url: string, { token, signal }: { token: string; signal: AbortSignal }): Heard {
  const numbers: number[] = [];
  const listen = async (): Promise<void> => {
    const answer = await fetch(url, { signal, headers: { authorization: `Bearer ${token}` } });
    const decoder = new TextDecoder();
    let rest = '';
    for await (const bytes of answer.body ?? []) {
      rest += decoder.decode(bytes, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('id: ')) numbers.push(Number(line.slice(4)));
    }
  };
  const over = listen().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return { numbers, over };
}
