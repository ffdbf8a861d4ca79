/** Server-sent events for plain HTTP callers: one event per item, a sign of life in between, an error in the catalogue's form. */
import { Readable } from 'node:stream';
import type { ErrorBody } from '@faultline/errors';
import type { FastifyReply } from 'fastify';
import { nameCommonHeaders } from './envelope.ts';

/** Proxies cut lines that are silent for longer. */
const HEARTBEAT_MS = 15_000;

/** What an item's failure becomes for the caller. */
type Told = (thrown: unknown) => ErrorBody;

/** Sends items as they come, until they end or the caller hangs up. The items' own end runs their clean-up. */
export function sendEvents(reply: FastifyReply, items: AsyncIterable<unknown>, told: Told): void {
  const text = Readable.from(eventTexts(withHeartbeat(items, HEARTBEAT_MS), told));
  nameCommonHeaders(reply, reply.request);
  reply.header('x-accel-buffering', 'no').type('text/event-stream').send(text);
}

async function* eventTexts(items: AsyncIterable<unknown>, told: Told): AsyncGenerator<string> {
  // The headers leave with the first bytes: the caller learns at once that the line stands.
  yield ': connected\n\n';
  try {
    for await (const item of items) yield item === HEARTBEAT ? ': alive\n\n' : eventText(item);
  } catch (thrown) {
    yield `event: error\ndata: ${JSON.stringify(told(thrown))}\n\n`;
  }
}

/** `id` for an item that is numbered, `event` for one that has a type. */
function eventText(item: unknown): string {
  const { seq, type } = item as { readonly seq?: unknown; readonly type?: unknown };
  const id = typeof seq === 'number' ? `id: ${seq}\n` : '';
  const event = typeof type === 'string' ? `event: ${type}\n` : '';
  return `${id}${event}data: ${JSON.stringify(item)}\n\n`;
}

const HEARTBEAT = Symbol('heartbeat');

/** The items, and a heartbeat whenever none came for so long. */
async function* withHeartbeat(
  items: AsyncIterable<unknown>,
  everyMs: number,
): AsyncGenerator<unknown> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    let next = iterator.next();
    for (;;) {
      const result = await Promise.race([next, silence(everyMs)]);
      if (result === HEARTBEAT) {
        yield HEARTBEAT;
        continue;
      }
      if (result.done === true) return;
      yield result.value;
      next = iterator.next();
    }
  } finally {
    await iterator.return?.();
  }
}

const silence = async (ms: number): Promise<typeof HEARTBEAT> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(HEARTBEAT), ms).unref();
  });
