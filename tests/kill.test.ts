/** kill -9 of any process right after an acknowledged order: nothing is lost, nothing is doubled, the numbers go on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, bookOf, http, signIn, until, untilDone } from './harness/http.ts';
import { type PartName, removeData, startSystem, type System } from './harness/system.ts';

let system: System;
let token = '';
beforeAll(async () => {
  system = await startSystem({ ORDER_TIMEOUT_MS: '2000', RECONNECT_INITIAL_MS: '100' });
  token = await signIn(system);
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.01 };
const place = async (key: string): Promise<Answer> =>
  http(`${system.url}/api/orders/market`, {
    token,
    body: order,
    headers: { 'idempotency-key': key },
  });
async function positions(): Promise<{ id: number }[]> {
  const { status, text } = await http(`${system.url}/api/positions`, { token });
  if (status !== 200) throw new Error(`no positions: ${text}`);
  return JSON.parse(text) as { id: number }[];
}

const placeSurely = async (key: string): Promise<Answer> => untilDone(async () => place(key));

interface Session {
  readonly id: string;
  readonly nextOutSeq: number;
  readonly nextInSeq: number;
}

async function sessionNumbers(): Promise<Session> {
  const support = await signIn(system, 'support');
  const { body } = await http(`${system.url}/admin/fix/status`, { token: support });
  const session = (body['sessions'] as Session[]).find(({ id }) => id === 'YOFX1');
  if (session === undefined) throw new Error('no session YOFX1');
  return session;
}

const PARTS: readonly PartName[] = ['order-service', 'lp-service', 'lp-simulator'];

describe.each(PARTS)('kill -9 of the %s', (part) => {
  it('right after an acknowledged order loses and doubles nothing', async () => {
    const before = await positions();
    const numbers = await sessionNumbers();
    const acknowledged = await placeSurely(`acknowledged-${part}`);
    const { id } = acknowledged.body['position'] as { id: number };

    await system.kill(part);

    const after = await until(
      async () => positions().catch((): { id: number }[] => []),
      (list) => list.some((position) => position.id === id),
    );
    expect(after).toHaveLength(before.length + 1);
    // The same key still brings back the same answer, to the byte.
    expect((await placeSurely(`acknowledged-${part}`)).text).toBe(acknowledged.text);
    // Trading goes on, and the provider's book holds exactly one order for each of ours.
    await placeSurely(`next-${part}`);
    expect(await positions()).toHaveLength(before.length + 2);
    const book = await bookOf(system);
    expect(book).toHaveLength(before.length + 2);
    expect(new Set(book.map(({ clOrdId }) => clOrdId)).size).toBe(book.length);
    for (const { cumQty, qty } of book) expect(cumQty).toBe(qty);
    const later = await sessionNumbers();
    expect(later.nextOutSeq).toBeGreaterThan(numbers.nextOutSeq);
    expect(later.nextInSeq).toBeGreaterThan(numbers.nextInSeq);
  });
});

describe('kill -9 while orders are under way', () => {
  it.each(PARTS)(
    'of the %s: every order exists once, with its caller told the truth',
    async (part) => {
      const before = await positions();
      const keys = Array.from({ length: 8 }, (_, index) => `flight-${part}-${index}`);
      const inFlight = keys.map(async (key) => placeSurely(key));
      await new Promise((resolve) => setTimeout(resolve, 15));
      await system.kill(part);
      const answers = await Promise.all(inFlight);
      const ids = answers.map(({ body }) => (body['position'] as { id: number }).id);
      expect(new Set(ids).size).toBe(keys.length);
      expect(await positions()).toHaveLength(before.length + keys.length);
      const book = await bookOf(system);
      expect(book.filter(({ cumQty }) => cumQty > 0)).toHaveLength(before.length + keys.length);
    },
    60_000,
  );
});
