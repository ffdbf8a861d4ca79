/** Lines that break in every way they can: each event arrives once and in order, and the reader knows how the line does. */
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { AccountEvent, EventPayload } from './follow.ts';
import { createOrderClient } from '../client.ts';
import type { Failure } from '../failure.ts';
import {
  errorShape,
  refuse,
  scriptedServer,
  type ScriptedServer,
} from '../testing/scripted-server.ts';
import type { OpenLine } from './follow.ts';
import type { LineState } from './health.ts';

let server: ScriptedServer;
let line: OpenLine;
afterEach(async () => {
  line.close();
  await server.close();
});

const begin = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('event: connected\ndata: {}\n\n');
};
const send = (response: ServerResponse, ...numbers: number[]): void => {
  for (const seq of numbers) {
    const item = { seq, type: 'ORDER_FILLED', at: '2026-01-01T00:00:00Z', payload: null };
    response.write(`data: ${JSON.stringify(item)}\nid: ${seq}\n\n`);
  }
};
const resync = (response: ServerResponse, seq: number): void => {
  response.write(`data: ${JSON.stringify({ seq, type: 'RESYNC', payload: {} })}\n\n`);
};

interface Heard {
  readonly seqs: (number | undefined)[];
  readonly states: LineState[];
  readonly failures: Failure[];
}

function follow(input: { lastEventSeq?: number }, silence: object = {}): Heard {
  const heard: Heard = { seqs: [], states: [], failures: [] };
  const client = createOrderClient({ url: server.url, token: () => 'a' });
  line = client.account.follow(input, {
    onEvent: ({ seq }) => heard.seqs.push(seq),
    onHealth: ({ state }) => heard.states.push(state),
    onFailure: (failed) => heard.failures.push(failed),
    ...silence,
  });
  return heard;
}
const resumedAfter = (): unknown[] => server.asked.map(({ input }) => input['lastEventSeq']);

describe('a line', () => {
  it('goes on after the last number when it is cut, wherever that was', async () => {
    server = await scriptedServer((_, response, nth) => {
      begin(response);
      if (nth === 1) {
        resync(response, 10);
        send(response, 11, 12);
        // In the middle of an event.
        response.write('data: {"seq":13,', () => response.destroy());
      } else {
        send(response, 13, 14);
      }
    });
    const { seqs, states } = follow({});
    await expect.poll(() => seqs).toEqual([10, 11, 12, 13, 14]);
    expect(resumedAfter()).toEqual([undefined, 12]);
    expect(states).toEqual(['live', 'offline', 'connecting', 'live']);
    expect(line.lastSeq).toBe(14);
  });

  it('goes on where another page was left', async () => {
    server = await scriptedServer((_, response) => {
      begin(response);
      send(response, 8);
    });
    const { seqs } = follow({ lastEventSeq: 7 });
    await expect.poll(() => seqs).toEqual([8]);
    expect(resumedAfter()).toEqual([7]);
  });

  it('gives no event twice, and asks again for one that is missing', async () => {
    server = await scriptedServer((_, response, nth) => {
      begin(response);
      if (nth === 1) send(response, 1, 2, 2, 1, 3, 5);
      else send(response, 3, 4, 5);
    });
    const { seqs } = follow({ lastEventSeq: 0 });
    await expect.poll(() => seqs).toEqual([1, 2, 3, 4, 5]);
    expect(resumedAfter()).toEqual([0, 3]);
  });

  it('takes a RESYNC for what it is, also back from a number that the server never had', async () => {
    server = await scriptedServer((_, response) => {
      begin(response);
      resync(response, 3);
      send(response, 4);
    });
    const { seqs } = follow({ lastEventSeq: 900 });
    await expect.poll(() => seqs).toEqual([3, 4]);
  });

  it('is stale when it is silent, and is opened again when it stays so', async () => {
    server = await scriptedServer((_, response, nth) => {
      begin(response);
      send(response, nth);
    });
    const { seqs, states } = follow({ lastEventSeq: 0 }, { staleAfterMs: 100, deadAfterMs: 250 });
    await expect.poll(() => seqs).toEqual([1, 2]);
    expect(states.slice(0, 5)).toEqual(['live', 'stale', 'offline', 'connecting', 'live']);
  });

  it('is over when the server refuses it for good, and says why', async () => {
    server = await scriptedServer((_, response) => {
      begin(response);
      const refused = { code: 'ACCOUNT_NOT_FOUND', details: { accountId: 9 }, httpStatus: 404 };
      response.end(
        `event: serialized-error\ndata: ${JSON.stringify(errorShape(refused).error)}\n\n`,
      );
    });
    const { failures, states } = follow({});
    await expect.poll(() => states.at(-1)).toBe('closed');
    expect(failures).toMatchObject([{ code: 'ACCOUNT_NOT_FOUND', details: { accountId: 9 } }]);
    expect(server.asked).toHaveLength(1);
  });

  it('comes again when the server is away for a while, with pauses that grow', async () => {
    const atMs: number[] = [];
    server = await scriptedServer((_, response, nth) => {
      atMs.push(performance.now());
      if (nth > 3) return begin(response);
      const details = { reason: 'closing', kind: 'SHUTDOWN', estimatedRestore: null };
      return refuse(response, { code: 'SERVICE_UNAVAILABLE', details, httpStatus: 503 });
    });
    const { states, failures } = follow({});
    await expect.poll(() => states.at(-1), { timeout: 5_000 }).toBe('live');
    expect(failures.map(({ code }) => code)).toEqual(
      Array.from({ length: 3 }, () => 'SERVICE_UNAVAILABLE'),
    );
    const pauses = atMs.slice(1).map((at, index) => at - (atMs[index] ?? 0));
    expect(pauses[2]).toBeGreaterThanOrEqual(500);
  });

  it('goes on when a listener has a bug, which surfaces as one', async () => {
    server = await scriptedServer((_, response) => {
      begin(response);
      send(response, 1, 2);
    });
    const bugs: unknown[] = [];
    const seqs: unknown[] = [];
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (bug) => bugs.push(bug));
    const client = createOrderClient({ url: server.url, token: () => 'a' });
    line = client.account.follow(
      { lastEventSeq: 0 },
      {
        onEvent: ({ seq }) => {
          seqs.push(seq);
          if (seq === 1) throw new RangeError('mine');
        },
      },
    );
    await expect.poll(() => seqs).toEqual([1, 2]);
    expect(bugs).toEqual([new RangeError('mine')]);
    for (const listener of listeners) process.on('uncaughtException', listener);
  });
});

describe('an event', () => {
  it('has the payload that its type says, as far as the compiler can see', () => {
    const told = (event: AccountEvent): string => {
      if (event.type === 'ORDER_REJECTED') {
        return `${event.payload.orderId} ${event.payload.reject?.code}`;
      }
      // @ts-expect-error a position has no such field
      if (event.type === 'POSITION_CLOSED') return String(event.payload.avgFillPrice);
      if (event.type === 'RESYNC') return String(event.payload.positions[0]?.symbol);
      return event.type;
    };
    const payload: EventPayload<'STOP_OUT'> = { positionId: 1, symbol: 'EURUSD' };
    expect(told({ seq: 1, type: 'STOP_OUT', at: '2026-11-21T08:00:00Z', payload })).toBe(
      'STOP_OUT',
    );
    // @ts-expect-error the payload of another event
    const wrong: EventPayload<'ORDER_FILLED'> = payload;
    expect(wrong).toBe(payload);
  });
});

describe('a subscription in tRPC’s own words', () => {
  it('resumes as well', async () => {
    server = await scriptedServer((_, response, nth) => {
      begin(response);
      send(response, nth * 2 - 1, nth * 2);
      if (nth === 1) setTimeout(() => response.destroy(), 50);
    });
    const client = createOrderClient({ url: server.url, token: () => 'a' });
    const seqs: unknown[] = [];
    const subscribed = client.account.stream.subscribe(
      { lastEventSeq: 0 },
      { onData: ({ seq }) => seqs.push(seq) },
    );
    line = {
      close: () => subscribed.unsubscribe(),
      lastSeq: null,
      health: { state: 'live', sinceMs: 0, retryAtMs: null },
    };
    await expect.poll(() => seqs).toEqual([1, 2, 3, 4]);
  });
});
