/** Limits as a caller meets them: who is counted together, what costs, and what every answer says about it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLimited } from '../testing/limited-server.ts';

let limited: Awaited<ReturnType<typeof startLimited>>;
beforeEach(async () => {
  limited = await startLimited({ trustProxy: ['127.0.0.1'] });
});
afterEach(async () => limited.server.close());

interface Sent {
  readonly body?: string;
  readonly user?: string;
  readonly from?: string;
}
const send = async (path: string, { body, user, from = '10.0.0.1' }: Sent = {}) => {
  const init = body === undefined ? {} : { method: 'POST', body };
  const headers: Record<string, string> = { 'x-forwarded-for': from };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (user !== undefined) headers['authorization'] = `Bearer ${user}`;
  return fetch(limited.url + path, { ...init, headers });
};
const times = async <T>(count: number, ask: (index: number) => Promise<T>): Promise<T[]> => {
  const answers: T[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await ask(index));
  return answers;
};
const pay = async (sent: Sent = {}) => send('/pay', { body: '{"amount":1}', ...sent });
const statuses = (answers: readonly Response[]): number[] => answers.map(({ status }) => status);
const remaining = ({ headers }: Response) => headers.get('x-ratelimit-remaining');

describe('an address', () => {
  it('is told on every answer where it stands, and on the refusal when to come back', async () => {
    const answers = await times(7, async () => pay());
    expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect(answers.map(remaining)).toEqual(['5', '4', '3', '2', '1', '0', '0']);
    const [first, last] = [answers[0], answers[6]];
    expect(first?.headers.get('x-ratelimit-limit')).toBe('6');
    const nowSec = Math.floor(Date.now() / 1_000);
    const resetSec = Number(first?.headers.get('x-ratelimit-reset')) - nowSec;
    expect(resetSec).toBeGreaterThanOrEqual(9);
    expect(resetSec).toBeLessThanOrEqual(11);
    const { code, details } = (await (last as Response).json()) as Record<
      string,
      Record<string, number>
    >;
    expect(code).toBe('RATE_LIMIT_EXCEEDED');
    const { retryAfter = 0, resetAt = 0 } = details ?? {};
    expect(details).toEqual({ limit: 6, window: '1m', retryAfter, resetAt });
    expect(last?.headers.get('retry-after')).toBe(String(retryAfter));
    expect(last?.headers.get('x-ratelimit-reset')).toBe(String(resetAt));
    expect(retryAfter).toBeGreaterThanOrEqual(9);
    expect(resetAt - nowSec).toBeGreaterThanOrEqual(retryAfter);
  });

  it('draws from one bucket, whichever door it comes through', async () => {
    await times(3, async () => pay());
    const answers = await times(4, async () => send('/trpc/demo.pay', { body: '{"amount":1}' }));
    expect(statuses(answers)).toEqual([200, 200, 200, 429]);
    const { error } = (await (answers[3] as Response).json()) as {
      error: { data: Record<string, unknown> };
    };
    expect(error.data).toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      details: { limit: 6, window: '1m' },
      retry: { kind: 'after' },
    });
    expect(statuses([await send('/double/1')])).toEqual([200]);
  });

  it('pays for each call of a batch, and is refused the rest of it', async () => {
    const input = encodeURIComponent(
      JSON.stringify(Object.fromEntries([...Array(8).keys()].map((key) => [key, { amount: 1 }]))),
    );
    const paths = Array<string>(8).fill('demo.double').join(',');
    const answer = await send(`/trpc/${paths}?batch=1&input=${input}`);
    expect(answer.status).toBe(207);
    const results = (await answer.json()) as readonly { error?: { data: { code: string } } }[];
    expect(results.filter(({ error }) => error === undefined)).toHaveLength(5);
    expect(results.at(-1)?.error?.data.code).toBe('RATE_LIMIT_EXCEEDED');
    expect(remaining(answer)).toBe('0');
    expect(answer.headers.get('retry-after')).not.toBeNull();
  });

  it('pays for what is not there, for what is broken, and for a token that is wrong', async () => {
    const nowhere = await times(5, async () => send('/nowhere'));
    expect(statuses(nowhere)).toEqual([404, 404, 404, 404, 429]);
    expect(nowhere.map(remaining)).toEqual(['3', '2', '1', '0', '0']);
    expect((await send('/trpc/no.such', { from: '10.0.0.2' })).headers).toSatisfy(
      (headers: Headers) => headers.get('x-ratelimit-remaining') === '3',
    );
    const broken = await times(2, async () => send('/pay', { body: '{', from: '10.0.0.3' }));
    expect(statuses(broken)).toEqual([400, 400]);
    expect(broken.map(remaining)).toEqual(['5', '4']);
    const forged = await times(6, async () => send('/mine', { user: 'forged', from: '10.0.0.4' }));
    expect(statuses(forged)).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('is the whole /64 in IPv6, and itself in IPv4 however it is written', async () => {
    await times(6, async (index) => pay({ from: `2001:db8:1:2::${index + 1}` }));
    expect((await pay({ from: '2001:db8:1:2:ffff::1' })).status).toBe(429);
    expect((await pay({ from: '2001:db8:1:3::1' })).status).toBe(200);
    await times(6, async () => pay({ from: '10.0.0.9' }));
    expect((await pay({ from: '::ffff:10.0.0.9' })).status).toBe(429);
  });
});

describe('a person', () => {
  it('is limited over all addresses, and does not spend what others have', async () => {
    const mine = async (user: string, index: number) =>
      send('/mine', { user, from: `10.0.1.${index}` });
    const answers = await times(6, async (index) => mine('admin-ann', index));
    expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 429]);
    // Of the two buckets the tighter one is told.
    expect(answers.map(remaining)).toEqual(['2', '1', '0', '0', '0', '0']);
    expect((await mine('admin-ben', 0)).status).toBe(200);
  });

  it('who may not make a call is told so, and not that there were too many', async () => {
    const answers = await times(6, async (index) =>
      send('/mine', { user: 'trader', from: `10.0.2.${index}` }),
    );
    expect(new Set(statuses(answers))).toEqual(new Set([403]));
  });
});

describe('who is sent away because there is too much to do', () => {
  it('does not pay for it', async () => {
    let waitMs = 10_000;
    const own = await startLimited({ waitMs: () => waitMs });
    const init = { method: 'POST', body: '{"amount":1}' };
    const headers = { 'content-type': 'application/json' };
    const ask = async (path: string) => fetch(own.url + path, { ...init, headers });
    const shed = await times(10, async (index) => ask(index % 2 ? '/pay' : '/trpc/demo.pay'));
    expect(new Set(statuses(shed))).toEqual(new Set([503]));
    waitMs = 0;
    expect(remaining(await ask('/pay'))).toBe('5');
    expect((await fetch(`${own.url}/nowhere`)).headers.get('x-ratelimit-remaining')).toBe('3');
    await own.server.close();
  });
});

describe('what is asked by supervisors', () => {
  it('is never limited, and the page for people is', async () => {
    expect(new Set(statuses(await times(20, async () => send('/health/live'))))).toEqual(
      new Set([200]),
    );
    expect(statuses(await times(3, async () => send('/health')))).toEqual([200, 200, 429]);
  });
});

describe('an address that a caller claims', () => {
  it('counts for nothing without a proxy that is trusted', async () => {
    const own = await startLimited();
    const answers = await times(7, async (index) =>
      fetch(`${own.url}/pay`, {
        method: 'POST',
        body: '{"amount":1}',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.9.9.${index}` },
      }),
    );
    expect(statuses(answers).at(-1)).toBe(429);
    await own.server.close();
  });

  it('is taken from the last hop that is not ours, and not from what stands before it', async () => {
    await times(6, async (index) => pay({ from: `10.5.5.${index}, 10.0.0.1` }));
    expect((await pay({ from: '10.6.6.6, 10.0.0.1' })).status).toBe(429);
  });
});
