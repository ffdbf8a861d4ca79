/** A caller's own deadline: told as a signal, in time for whoever has not committed yet. */
import type { AddressInfo } from 'node:net';
import type { Handlers } from '@faultline/contract';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createServer } from '../http/server.ts';
import { implement } from '../procedures/procedure.ts';
import { givenUp, timeoutMsOf } from './deadline.ts';

const contract = {
  desk: {
    /** Waits its turn for as long as it is told to, then commits. */
    place: {
      kind: 'mutation',
      needs: 'public',
      input: z.strictObject({ turnMs: z.int() }),
      output: z.strictObject({}),
      errors: [],
      rest: { method: 'POST', path: '/place', query: {} },
    },
  },
} as const;
let committed = 0;
const handlers: Handlers<typeof contract> = {
  desk: {
    place: async ({ turnMs }, { signal }) => {
      const turn = new Promise((wake) => setTimeout(wake, turnMs));
      const over = new Promise((wake) => signal.addEventListener('abort', wake, { once: true }));
      await Promise.race([turn, over]);
      const error = givenUp(signal);
      if (error !== null) throw error;
      committed += 1;
      return {};
    },
  },
};
const server = createServer({
  procedures: implement(contract, handlers),
  authenticate: async () => ({ kind: 'nobody' }),
  log: pino({ enabled: false }),
  callTimeoutMs: 300,
});
let url = '';
beforeAll(async () => {
  await server.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(async () => server.close());

const place = async (turnMs: number, timeout?: string, path = '/place') =>
  fetch(url + path, {
    method: 'POST',
    body: JSON.stringify({ turnMs }),
    headers: {
      'content-type': 'application/json',
      ...(timeout === undefined ? {} : { 'x-request-timeout-ms': timeout }),
    },
  });

describe('a deadline', () => {
  it('that passes before the commit leaves nothing behind, and says so', async () => {
    const before = committed;
    for (const path of ['/place', '/trpc/desk.place']) {
      const answer = await place(5_000, '150', path);
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain('"kind":"OVERLOADED"');
    }
    const plain = await place(5_000, '150');
    expect(plain.headers.get('x-error-outcome')).toBe('NOT_APPLIED');
    expect(committed).toBe(before);
  });

  it('that is far away changes nothing', async () => {
    const before = committed;
    expect((await place(1, '5000')).status).toBe(200);
    expect((await place(1)).status).toBe(200);
    expect(committed).toBe(before + 2);
  });

  it('is at most what the service allows, and nonsense is no deadline', async () => {
    expect((await place(5_000, '60000')).status).toBe(503);
    expect((await place(5_000)).status).toBe(503);
    for (const nonsense of ['0', '-5', 'soon', '1e3', '', '9999999999']) {
      expect(timeoutMsOf(nonsense, 300)).toBe(300);
    }
    expect(timeoutMsOf(undefined, null)).toBeNull();
    expect(timeoutMsOf('200', 300)).toBe(150);
    expect(timeoutMsOf('1000', 300)).toBe(250);
    expect(timeoutMsOf('10', 300)).toBe(1);
  });
});
