/** Too much to do, over real HTTP: who is sent away, in which words, and who never is. */
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../http/server.ts';
import { implement } from '../procedures/procedure.ts';
import { busyContract, busyDesk } from '../testing/busy-contract.ts';
import type { Priority } from './admission.ts';

let url = '';
let waitMs = 0;
let server: ReturnType<typeof createServer>;
let desk: ReturnType<typeof busyDesk>;
const PRIORITY: Readonly<Record<string, Priority>> = {
  'desk.cancel': 'urgent',
  'desk.report': 'report',
};
const limit = { name: 'all', perMinute: 1_000, burst: 0 };
const lines: string[] = [];

beforeEach(async () => {
  waitMs = 0;
  lines.length = 0;
  desk = busyDesk(5);
  server = createServer({
    procedures: implement(busyContract, desk.handlers),
    authenticate: async () => ({ kind: 'nobody' }),
    log: pino({}, { write: (line) => void lines.push(line) }),
    policies: {
      of: (path) => ({ limit, priority: PRIORITY[path] ?? null }),
      other: limit,
      paths: {},
    },
    waitMs: () => Math.max(waitMs, desk.queue.waitMs()),
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterEach(async () => server.close());

const post = async (path: string) =>
  fetch(url + path, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
const statuses = async (): Promise<number[]> =>
  (
    await Promise.all([
      fetch(`${url}/report`),
      fetch(`${url}/read`),
      post('/place'),
      post('/cancel'),
    ])
  ).map(({ status }) => status);

describe('a service with too much to do', () => {
  it.each([
    [0, [200, 200, 200, 200]],
    [60, [503, 200, 200, 200]],
    [100, [503, 503, 200, 200]],
    [200, [503, 503, 503, 200]],
    [500, [503, 503, 503, 503]],
  ])(
    'whose work waits %d ms sends reports, reads, orders and cancels away: %j',
    async (ms, told) => {
      waitMs = ms;
      expect(await statuses()).toEqual(told);
    },
  );

  it('says so in the catalogue’s words, and spreads the return over three seconds', async () => {
    waitMs = 200;
    const waits = new Set<string | null>();
    const refused = await Promise.all(Array.from({ length: 30 }, async () => post('/place')));
    for (const answer of refused) {
      const body = (await answer.json()) as Record<string, unknown>;
      expect(body).toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        details: { kind: 'OVERLOADED', estimatedRestore: null },
      });
      expect(answer.headers.get('x-error-outcome')).toBe('NOT_APPLIED');
      waits.add(answer.headers.get('retry-after'));
    }
    expect(waits).toEqual(new Set(['1', '2', '3']));
    expect(desk.done()).toBe(0);
    // Thirty refusals and one line: the log is not to be flooded by what floods the service.
    expect(lines).toHaveLength(1);
  });

  it('tells it a little later, so that a crowd of the refused leaves time for those inside', async () => {
    waitMs = 200;
    const askedMs = performance.now();
    expect((await post('/place')).status).toBe(503);
    expect(performance.now() - askedMs).toBeGreaterThan(200);
  });

  it('speaks tRPC to those who do, and lets a batch in for the best of its calls', async () => {
    waitMs = 200;
    const place = await post('/trpc/desk.place');
    expect(place.status).toBe(503);
    expect(await place.json()).toMatchObject({
      error: { data: { code: 'SERVICE_UNAVAILABLE', retry: { kind: 'after' } } },
    });
    const batch = await post('/trpc/desk.place,desk.cancel?batch=1');
    expect(batch.status).toBe(200);
  });

  it('still says that it is alive', async () => {
    waitMs = 10_000;
    for (const path of ['/health', '/health/live', '/health/ready']) {
      expect((await fetch(url + path)).status).toBe(200);
    }
  });

  it('lets calls that only wait for somebody else fill nothing', async () => {
    const waiting = Array.from({ length: 100 }, async () => post('/wait'));
    await new Promise((wake) => setTimeout(wake, 150));
    expect((await post('/place')).status).toBe(200);
    const ended = await Promise.all(waiting);
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('serves what it can and sends the rest away, and then serves everybody again', async () => {
    const rush = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        await new Promise((wake) => setTimeout(wake, index * 2));
        return (await post('/place')).status;
      }),
    );
    const served = rush.filter((status) => status === 200).length;
    expect(served).toBeGreaterThan(40);
    expect(rush.filter((status) => status === 503)).toHaveLength(300 - served);
    expect((await post('/place')).status).toBe(200);
  });
});
