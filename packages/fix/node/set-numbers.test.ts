/** Numbers out of step, and the way out: an operator looks, decides, and is written down. */
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import type { NumbersSet } from './application.ts';
import { NotLoggedOn, SessionLinked } from './errors.ts';
import type { SessionHandle } from './initiator.ts';
import { MemorySessionStore } from './memory-store.ts';
import { SqliteSessionStore } from './sqlite-store.ts';
import { Recorder, fill, openClient, openProvider, order, until } from './testing/desk.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

async function provider(options: Parameters<typeof openProvider>[0] = {}) {
  const acceptor = await openProvider(options);
  opened.push(acceptor);
  return acceptor;
}

function client(port: number, options: Parameters<typeof openClient>[1] = {}) {
  const handle = openClient(port, options);
  opened.push({ close: () => handle.disconnect() });
  return handle;
}

async function becomes(handle: SessionHandle<string>, status: string): Promise<void> {
  handle.connect();
  await until(status, () => handle.info.status === status);
}

/** Writes down who set the numbers, as a change like any other. */
class Audited extends Recorder {
  readonly sets: NumbersSet[] = [];

  onNumbersSet(reset: NumbersSet) {
    this.sets.push(reset);
    return { changes: [`set by ${reset.by}`] };
  }
}

describe('a session whose numbers are out of step', () => {
  it('stops until an operator sets them, which is written down with the change itself', async () => {
    const { port } = await provider();
    const rows: string[] = [];
    const store = new MemorySessionStore<string>({ apply: (change) => void rows.push(change) });
    store.commit({ sessions: [{ sessionId: 'YOFX1', nextIn: 50 }], changes: [] });
    const application = new Audited();
    const handle = client(port, { store, application });
    await becomes(handle, 'SEQUENCE_ERROR');
    await expect(handle.send(order('O1'))).rejects.toBeInstanceOf(NotLoggedOn);
    await handle.setNumbers({ nextIn: 1 }, 'ops.jane');
    expect(rows).toEqual(['set by ops.jane']);
    expect(application.sets).toMatchObject([
      { by: 'ops.jane', incoming: { kind: 'repeated', fromSeq: 1, toSeq: 49 } },
    ]);
    await becomes(handle, 'LOGGED_ON');
  });

  it('shows the orders of which nothing was heard before anything is changed', async () => {
    const application = new Recorder();
    const { port } = await provider({ application });
    const handle = client(port);
    await becomes(handle, 'LOGGED_ON');
    await handle.send(order('O1'));
    await handle.disconnect();
    const plan = await handle.previewNumbers({ nextOut: 1 });
    expect(plan).toMatchObject({
      after: { nextOut: 1 },
      lost: [{ seq: 2, msgType: 'D', clOrdId: 'O1' }],
      inDoubt: ['O1'],
    });
    expect(handle.info.nextOut).toBe(plan.before.nextOut);
  });

  it('does not count an order in doubt whose report was received', async () => {
    const { port } = await provider();
    const desk = new Recorder();
    const handle = client(port, { application: desk });
    await becomes(handle, 'LOGGED_ON');
    await handle.send(order('O1'));
    await until('the fill', () => desk.execIds.length === 1);
    await handle.disconnect();
    expect(await handle.previewNumbers({})).toMatchObject({ inDoubt: [], lost: [] });
  });

  it('is left alone while somebody wants it up', async () => {
    const acceptor = await provider();
    const handle = client(acceptor.port);
    await becomes(handle, 'LOGGED_ON');
    const ours = handle.setNumbers({ nextIn: 9 }, 'ops.jane');
    await expect(ours).rejects.toBeInstanceOf(SessionLinked);
    const theirs = acceptor.sessions.get('YOFX1')?.setNumbers({ nextIn: 9 }, 'ops.jane');
    await expect(theirs).rejects.toBeInstanceOf(SessionLinked);
  });

  it('can be set right on the side of the acceptor, too', async () => {
    const acceptor = await provider();
    const handle = client(acceptor.port);
    await acceptor.sessions.get('YOFX1')?.setNumbers({ nextIn: 9 }, 'ops.jane');
    await becomes(handle, 'SEQUENCE_ERROR');
    await acceptor.sessions.get('YOFX1')?.setNumbers({ nextIn: 1, nextOut: 1 }, 'ops.jane');
    await handle.setNumbers({ nextIn: 1, nextOut: 1 }, 'ops.jane');
    await becomes(handle, 'LOGGED_ON');
    expect(handle.info).toMatchObject({ nextIn: 2, nextOut: 2 });
  });
});

/** Microtasks that something else gets to go on with. */
async function later(ticks: number): Promise<void> {
  for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
}

const STORES = {
  memory: () => new MemorySessionStore<string>(),
  sqlite: () => new SqliteSessionStore<string>({ database: new DatabaseSync(':memory:') }),
};
const ACCEPTOR_SESSION = 'YOFX1';

describe.each(Object.entries(STORES))('messages while numbers are set (%s)', (_name, storeOf) => {
  it('get numbers of before or of after, and each is stored under its own', async () => {
    const store = storeOf();
    const acceptor = await provider({ store });
    const session = acceptor.sessions.get(ACCEPTOR_SESSION);
    if (session === undefined) throw new Error('no session');
    for (let ticks = 0; ticks < 40; ticks += 1) {
      const { nextOut: before } = await store.load(ACCEPTOR_SESSION);
      const setting = session.setNumbers({ nextOut: before + 10 }, 'ops.jane');
      await later(ticks);
      const posts = ['a', 'b', 'c'].map((part) =>
        session.post(fill(`O${ticks}`, `E${ticks}-${part}`)),
      );
      const [, ...posted] = await Promise.all([setting, ...posts]);
      for (const { seq } of posted) {
        expect(await store.outgoing(ACCEPTOR_SESSION, seq, seq)).toHaveLength(1);
      }
      const { nextOut } = await store.load(ACCEPTOR_SESSION);
      expect(new Set(posted.map(({ seq }) => seq)).size).toBe(3);
      expect(nextOut).toBe(Math.max(before + 10, ...posted.map(({ seq }) => seq + 1)));
      expect(session.info.nextOut).toBe(nextOut);
    }
  });

  it('are numbered anew behind a reset that was under way', async () => {
    const store = storeOf();
    const acceptor = await provider({ store });
    const session = acceptor.sessions.get(ACCEPTOR_SESSION);
    if (session === undefined) throw new Error('no session');
    for (let ticks = 0; ticks < 40; ticks += 1) {
      for (const part of ['a', 'b']) await session.post(fill(`O${ticks}`, `E${ticks}-${part}`));
      const setting = session.setNumbers({ nextOut: 1 }, 'ops.jane');
      await later(ticks);
      const [, { seq }] = await Promise.all([
        setting,
        session.post(fill(`O${ticks}`, `E${ticks}-c`)),
      ]);
      expect(seq).toBe(1);
      expect((await store.load(ACCEPTOR_SESSION)).nextOut).toBe(2);
      expect(session.info.nextOut).toBe(2);
    }
  });
});
