/** Sessions that keep hours, on real sockets: the clock of both sides stands shortly before a turn. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Schedule } from '../src/session/schedule.ts';
import type { Clock } from './application.ts';
import { MemorySessionStore } from './memory-store.ts';
import { Recorder, openClient, openProvider, until } from './testing/desk.ts';

const OPEN: Schedule = { kind: 'daily', timeZone: 'UTC', from: '08:00', to: '16:00' };
const WHOLE_DAY: Schedule = { ...OPEN, from: '16:00' };

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

/** A clock that shows `text` now and goes on from there. */
function clockAt(text: string): Clock {
  const offsetMs = Temporal.Instant.from(text).epochMilliseconds - Date.now();
  return { now: () => Date.now() + offsetMs };
}

interface Sides {
  readonly ours?: Schedule;
  readonly theirs?: Schedule;
}

async function sides(clock: Clock, { ours, theirs }: Sides) {
  const scheduled = (schedule: Schedule | undefined) =>
    schedule === undefined ? {} : { schedule };
  const acceptor = await openProvider({
    clock,
    sessions: [{ id: 'YOFX1', senderCompId: 'YOFX', targetCompId: 'YOFX1', ...scheduled(theirs) }],
  });
  opened.push(acceptor);
  const store = new MemorySessionStore<string>();
  const application = new Recorder();
  const session = { id: 'YOFX1', senderCompId: 'YOFX1', targetCompId: 'YOFX', ...scheduled(ours) };
  const handle = openClient(acceptor.port, { clock, session, store, application });
  opened.push({ close: () => handle.disconnect() });
  handle.connect();
  return { handle, store, application, provider: acceptor.sessions.get('YOFX1') };
}

describe('an initiator', () => {
  it('waits for its hours and comes up when they begin', async () => {
    const { handle } = await sides(clockAt('2026-01-05T07:59:59.700Z'), { ours: OPEN });
    expect(handle.info.status).toBe('WAITING_FOR_SESSION');
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
  });

  it('logs out when its hours are over, and waits for the next', async () => {
    const { handle, application } = await sides(clockAt('2026-01-05T15:59:59.600Z'), {
      ours: OPEN,
    });
    await until('the end', () => handle.info.status === 'WAITING_FOR_SESSION');
    expect(application.statuses).toContain('LOGGED_ON');
    expect(handle.info.lastError).toBe('the session is over');
  });

  it('does not come up out of hours after it was told to stay down', async () => {
    const { handle } = await sides(clockAt('2026-01-05T07:59:59.900Z'), { ours: OPEN });
    await handle.disconnect();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(handle.info.status).toBe('STOPPED');
  });
});

describe('an acceptor', () => {
  it('refuses a Logon(A) out of hours and says why', async () => {
    const { handle, provider } = await sides(clockAt('2026-01-05T20:00:00Z'), { theirs: OPEN });
    expect(provider?.info.status).toBe('WAITING_FOR_SESSION');
    await until('the refusal', () =>
      (handle.info.lastError ?? '').startsWith('logon refused: outside of the session hours'),
    );
  });

  it('logs the counterparty out when the hours are over', async () => {
    const clock = clockAt('2026-01-05T15:59:59.600Z');
    const { handle, provider } = await sides(clock, { theirs: OPEN });
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    await until('the end', () => provider?.info.status === 'WAITING_FOR_SESSION');
    expect(provider?.info.lastError).toBe('the session is over');
  });
});

describe('a new session day', () => {
  it('starts the numbers of both sides again', async () => {
    const clock = clockAt('2026-01-05T15:59:59.500Z');
    const both = { ours: WHOLE_DAY, theirs: WHOLE_DAY };
    const { handle, store, application, provider } = await sides(clock, both);
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    const { startedMs } = await store.load('YOFX1');
    const logons = () => application.statuses.filter((status) => status === 'LOGGED_ON').length;
    await until('the next session', () => logons() === 2);
    expect(handle.info).toMatchObject({ nextOut: 2, nextIn: 2 });
    expect(provider?.info).toMatchObject({ nextOut: 2, nextIn: 2 });
    const next = await store.load('YOFX1');
    expect(next.startedMs).toBeGreaterThan(startedMs ?? Infinity);
  });

  it('does not start the numbers again within the same session', async () => {
    const { handle } = await sides(clockAt('2026-01-05T12:00:00Z'), { ours: OPEN, theirs: OPEN });
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    await handle.disconnect();
    handle.connect();
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    expect(handle.info).toMatchObject({ nextOut: 4, nextIn: 4 });
  });
});
