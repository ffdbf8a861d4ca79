/** Streams over both doors, by real clients: items in order, resumed after a number, refused and failed as any call. */
import type { AddressInfo } from 'node:net';
import type { Caller, RouterOf } from '@faultline/contract';
import { fail } from '@faultline/errors';
import { createTRPCClient, httpSubscriptionLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { implement } from '../procedures/procedure.ts';
import { counting, demoContract, demoHandlers } from '../testing/demo-contract.ts';
import { createServer } from './server.ts';

const log = createLogger('test', { level: 'silent' });
const authenticate = async () => ({ kind: 'nobody' }) as const;
const procedures = implement(demoContract, demoHandlers);
/** Calls are over soon here; streams are not. */
const server = createServer({ procedures, authenticate, log, callTimeoutMs: 20 });
let url = '';
beforeAll(async () => {
  await server.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(async () => server.close());

const hungUp = async (): Promise<void> => vi.waitFor(() => expect(counting.open).toBe(0));

/** Reads events as text until there are so many. */
async function read(count: number, headers: Record<string, string> = {}): Promise<string[]> {
  const hangUp = new AbortController();
  const response = await fetch(`${url}/count`, { headers, signal: hangUp.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const events: string[] = [];
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    events.push(...text.split('\n\n').slice(0, -1));
    text = text.slice(text.lastIndexOf('\n\n') + 2);
    if (events.length > count) break;
  }
  hangUp.abort();
  return events;
}

describe('a stream over REST', () => {
  it('sends each item with its number and type, and ends when the caller hangs up', async () => {
    const [connected, first, second] = await read(3);
    expect(connected).toBe(': connected');
    expect(first).toBe('id: 1\nevent: COUNT\ndata: {"seq":1,"type":"COUNT","amount":1}');
    expect(second).toContain('id: 2\n');
    await hungUp();
  });

  it('goes on after the number that the caller heard last', async () => {
    const [, first] = await read(2, { 'last-event-id': '7' });
    expect(first).toContain('id: 8\n');
    await hungUp();
  });

  it('tells a refusal as any other call does, and a crash as an event without its cause', async () => {
    const refused = await fetch(`${url}/count?lastEventSeq=101`);
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    const events = await read(3, { 'last-event-id': '48', 'accept-language': 'fr' });
    expect(events[2]).toMatch(
      /^event: error\ndata: \{"error":"Erreur interne.*"code":"INTERNAL_ERROR"/,
    );
    expect(events.join('')).not.toContain('fifty');
    await hungUp();
  });
});

describe('a stream over tRPC', () => {
  const client = () =>
    createTRPCClient<RouterOf<typeof demoContract>>({
      links: [httpSubscriptionLink({ url: `${url}/trpc`, EventSource })],
    });

  it('comes to the official client in order, with a number to resume after', async () => {
    const seen: unknown[] = [];
    await new Promise<void>((resolve) => {
      const line = client().demo.count.subscribe(
        { lastEventSeq: 3 },
        {
          onData: (item: unknown) => {
            seen.push(item);
            if (seen.length === 2) {
              line.unsubscribe();
              resolve();
            }
          },
        },
      );
    });
    expect(seen).toMatchObject([
      { id: '4', data: { seq: 4, amount: 4 } },
      { id: '5', data: { seq: 5, amount: 5 } },
    ]);
    await hungUp();
  });

  it('is refused with the code that its row declares', async () => {
    const data = await new Promise<unknown>((resolve) => {
      const line = client().demo.count.subscribe(
        { lastEventSeq: 101 },
        {
          onError: (error) => {
            line.unsubscribe();
            resolve(error.data);
          },
        },
      );
    });
    expect(data).toMatchObject({ code: 'ORDER_NOT_FOUND', details: { orderId: 'ORD-1' } });
  });
});

describe('a stream of somebody who signs out', () => {
  it('ends before its next item, and says why', async () => {
    let signedIn = true;
    const user = {
      kind: 'user',
      userId: 'u',
      username: 'ann',
      role: 'TRADER',
      sessionId: 's',
      signedInAtMs: 0,
    };
    const { count } = demoContract.demo;
    const own = createServer({
      procedures: implement({ demo: { count: { ...count, needs: 'trader' } } } as const, {
        demo: { count: demoHandlers.demo.count },
      }),
      authenticate: async () => {
        if (!signedIn) throw fail('AUTH_INVALID', { reason: 'REVOKED' });
        return user as Caller;
      },
      log,
    });
    const response = await fetch(`${await own.listen({ port: 0, host: '127.0.0.1' })}/count`);
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.includes('id: 2')) signedIn = false;
    }
    expect(text).toMatch(
      /event: error\ndata: .*"code":"AUTH_INVALID","details":\{"reason":"REVOKED"\}/,
    );
    await hungUp();
    await own.close();
  });
});

describe('a stream that has begun', () => {
  it.each(['/count', '/trpc/demo.count?input=%7B%7D'])('has no deadline: %s', async (path) => {
    const hangUp = new AbortController();
    const response = await fetch(url + path, { signal: hangUp.signal });
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.includes('"seq":49')) break;
    }
    hangUp.abort();
    expect(text).toContain('"seq":49');
    await hungUp();
  });
});
