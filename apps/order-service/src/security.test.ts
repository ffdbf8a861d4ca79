/** What a hostile caller tries against the whole service, beside what stands with the part that it is aimed at. */
import { orderContract, type Op, rowsOf } from '@faultline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './testing/ask.ts';
import { rest } from './testing/rest.ts';
import { sampleInput } from './testing/sample-input.ts';
import { openServiceDesk, type ServiceDesk } from './testing/service-desk.ts';
import { stateDigest } from './testing/state-digest.ts';

let desk: ServiceDesk;
let tokens: { readonly trader: string; readonly trader2: string; readonly admin: string };
beforeAll(async () => {
  desk = await openServiceDesk();
  tokens = {
    trader: await desk.signIn('trader'),
    trader2: await desk.signIn('trader2'),
    admin: await desk.signIn('admin'),
  };
  const order = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
  const { trader: token } = tokens;
  await rest(`${desk.url}/api/orders/market`, { token, body: order });
  await rest(`${desk.url}/order/limit`, { token, body: { ...order, price: 1.05 } });
});
afterAll(async () => desk.close());

/** What the LP service and the error journals answer, which this desk has not: they are asked in tests of their own. */
const ELSEWHERE = /^(admin\.(lp|fix|mt5)|errors\.(search|get|stats)$)/;
const rows = rowsOf(orderContract).filter(({ path }) => !ELSEWHERE.test(path));
const tokenFor = ({ needs }: Op): string =>
  needs === 'admin' || needs === 'support' ? tokens.admin : tokens.trader;
const queries = rows.filter(({ op }) => op.kind === 'query');

describe('S1: a batch with an order of one’s own and one of somebody else', () => {
  it('answers for the own one, and knows nothing of the other', async () => {
    const input = encodeURIComponent(
      JSON.stringify({ 0: { orderId: 'ORD-1' }, 1: { orderId: 'ORD-99' } }),
    );
    const path = `${desk.url}/trpc/orders.get,orders.get?batch=1&input=${input}`;
    const told = async (token: string) =>
      JSON.parse((await ask(path, { token })).text) as { result?: object; error?: object }[];
    const [mine, none] = await told(tokens.trader);
    expect(mine).toMatchObject({ result: { data: { order: { id: 'ORD-1' } } } });
    expect(none).toMatchObject({ error: { data: { code: 'ORDER_NOT_FOUND' } } });
    const theirs = await told(tokens.trader2);
    expect(theirs).toMatchObject([
      { error: { data: { code: 'ORDER_NOT_FOUND', details: { orderId: 'ORD-1' } } } },
      { error: { data: { code: 'ORDER_NOT_FOUND', details: { orderId: 'ORD-99' } } } },
    ]);
  });
});

/** Fields of our records that are nobody's business, and the password of everybody here. */
const INTERNAL =
  /password|hash|tokenGeneration|token_|requestHash|fingerprint|swappedTo|lastEventSeq/i;

describe('S14: an answer', () => {
  it.each(queries)('of $path holds what its schema says and nothing else', async ({ path, op }) => {
    const input = sampleInput(op, { accountId: 2, orderId: 'ORD-1', positionId: 1 });
    const asked = `${desk.url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
    const { status, text } = await ask(asked, { token: tokenFor(op) });
    const { result } = JSON.parse(text) as { result?: { data: unknown } };
    const fits = status !== 200 || op.output.safeParse(result?.data).success;
    expect([status < 500, fits]).toEqual([true, true]);
    // The catalogue of errors speaks of passwords, and the audit log of what was done with them.
    const speaks = /^(errors|admin\.audit)\./.test(path);
    expect(speaks ? '' : text).not.toMatch(INTERNAL);
  });
});

const INJECTED = [
  "'",
  "' OR '1'='1",
  '1; DROP TABLE orders; --',
  "') UNION SELECT password_hash FROM users --",
  '" OR ""="',
  "\\'; DELETE FROM postings; --",
  '%27%20OR%201=1',
  '$1',
  '?',
];

/** The fields of an input that are free text. */
function textFields(op: Op): string[] {
  const sample = sampleInput(op, { orderId: 'x', cursor: 'x', username: 'x', target: 'x' });
  return Object.keys(sample).filter((field) => typeof sample[field] === 'string');
}
const texts = rows.flatMap(({ path, op }) =>
  op.kind === 'subscription' ? [] : textFields(op).map((field) => ({ path, op, field })),
);

describe('S21: SQL in a text', () => {
  it('is tried in many fields', () => expect(texts.length).toBeGreaterThan(60));

  it.each(texts)('is text in $path, $field', async ({ path, op, field }) => {
    const guarded = op.kind === 'query';
    const before = await stateDigest(desk.database);
    for (const text of INJECTED) {
      // An account and an order that are not there, so that no command succeeds whatever the text means.
      const input = { ...sampleInput(op, { accountId: 9_999, positionId: 9_999 }), [field]: text };
      const query = `?input=${encodeURIComponent(JSON.stringify(input))}`;
      const url = `${desk.url}/trpc/${path}${guarded ? query : ''}`;
      const answer = await ask(url, { token: tokenFor(op), ...(guarded ? {} : { body: input }) });
      expect(answer.status).toBeLessThan(500);
      expect(answer.text).not.toMatch(/SQLITE|syntax error|argon2/i);
    }
    const after = await stateDigest(desk.database);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const table of ['orders', 'positions', 'postings', 'deals', 'accounts', 'withdrawals']) {
      expect([table, after[table]]).toEqual([table, before[table]]);
    }
  });
});
