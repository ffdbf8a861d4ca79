/** Sessions as an operator sees and moves them. */
import { safe } from '@faultline/client';
import { afterEach, describe, expect, it } from 'vitest';
import { Desk, ORDER, until } from '../testing/desk.ts';

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function open(): Promise<Desk> {
  const desk = new Desk();
  desks.push(desk);
  return desk.open();
}

describe('the sessions', () => {
  it('are listed with their exact state and numbers', async () => {
    const desk = await open();
    const sessions = await desk.lp.fix.list.query({});
    expect(sessions.map(({ id }) => id)).toEqual(['YOFX1', 'YOFX2', 'OANDA1', 'OANDA2']);
    expect(sessions[0]).toEqual({
      id: 'YOFX1',
      lp: 'YOFX',
      purpose: 'ORDERS',
      status: 'LOGGED_ON',
      connected: true,
      senderCompId: 'YOFX1',
      targetCompId: 'YOFX',
      nextOutSeq: 2,
      nextInSeq: 2,
      lastConnected: expect.stringMatching(/^\d{4}-.*Z$/),
      lastError: null,
      resetAtLogon: false,
    });
  });

  it('stay down once disconnected, over a restart, until somebody connects them', async () => {
    const desk = await open();
    const down = await desk.lp.fix.disconnect.mutate({ sessionId: 'YOFX1' });
    expect(down).toMatchObject({ status: 'STOPPED', connected: false });
    await desk.stop();
    await desk.start();
    await desk.connected('OANDA');
    const [first] = await desk.lp.fix.list.query({});
    expect(first).toMatchObject({ id: 'YOFX1', status: 'STOPPED' });
    expect(first?.lastConnected).not.toBeNull();
    const { lps } = await desk.lp.lp.status.query({});
    expect(lps).toMatchObject([
      { id: 'YOFX', enabled: true, connected: false, sessions: ['YOFX1', 'YOFX2'] },
      { id: 'OANDA', connected: true },
    ]);
    await desk.lp.fix.connect.mutate({ sessionId: 'YOFX1' });
    await desk.connected();
    await desk.submit('ORD-1');
    await desk.reports(1);
  });

  it('are moved only where there is something to move', async () => {
    const desk = await open();
    expect(await safe(desk.lp.fix.connect.mutate({ sessionId: 'YOFX1' }))).toMatchObject({
      error: {
        code: 'FIX_SESSION_STATE',
        details: { sessionId: 'YOFX1', status: 'LOGGED_ON', allowed: ['disconnect'] },
      },
    });
    await desk.lp.fix.disconnect.mutate({ sessionId: 'YOFX1' });
    expect(await safe(desk.lp.fix.disconnect.mutate({ sessionId: 'YOFX1' }))).toMatchObject({
      error: {
        code: 'FIX_SESSION_STATE',
        details: { status: 'STOPPED', allowed: ['connect', 'resetSequence'] },
      },
    });
    expect(await safe(desk.lp.fix.connect.mutate({ sessionId: 'NONE' }))).toMatchObject({
      error: {
        code: 'FIX_SESSION_NOT_FOUND',
        details: { knownSessions: ['YOFX1', 'YOFX2', 'OANDA1', 'OANDA2'] },
      },
    });
  });

  it('come back by themselves when the provider does', async () => {
    const desk = await open();
    const { port } = desk.provider;
    await desk.provider.close();
    await until('the loss', async () => {
      const { lps } = await desk.lp.lp.status.query({});
      return lps.every(({ connected }) => !connected);
    });
    const refused = await safe(
      desk.lp.execution.submit.mutate({
        ...ORDER,
        orderId: 'ORD-1',
        expiresAtMs: Date.now() + 5_000,
      }),
    );
    expect(refused).toMatchObject({
      error: { code: 'LP_NOT_CONNECTED', details: { lastConnected: expect.any(String) } },
    });
    await desk.provider.open(port);
    await desk.connected();
    await desk.submit('ORD-2');
    await desk.reports(1);
  });
});
