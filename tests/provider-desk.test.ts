/** The administrator's doors to providers and sessions, through the real processes: what they show, change and keep. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, signIn, simulate, until } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

let system: System;
let token = '';
let support = '';
let admin = '';
beforeAll(async () => {
  system = await startSystem();
  token = await signIn(system);
  support = await signIn(system, 'support');
  admin = await signIn(system, 'admin');
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

const ask = async (path: string, who = support) => http(system.url + path, { token: who });
const act = async (path: string, body: object, who = admin) =>
  http(system.url + path, { token: who, body });
const newestAudit = async () => {
  const { text } = await ask('/admin/audit?limit=1', admin);
  return (JSON.parse(text) as Record<string, unknown>[])[0];
};
const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
const place = async () => http(`${system.url}/api/orders/market`, { token, body: order });

describe('support', () => {
  it('sees providers with their health, their configuration and the state of their quotes', async () => {
    expect((await place()).status).toBe(200);
    const health = await until(
      async () => ask('/admin/lp-status'),
      ({ text }) => text.includes('"fillRate":1'),
    );
    const [yofx] = health.body['lps'] as Record<string, unknown>[];
    expect(yofx).toMatchObject({
      id: 'YOFX',
      connected: true,
      breaker: 'CLOSED',
      health: { rejectRate: 0, latencyP50Ms: expect.any(Number) },
      sessions: ['YOFX1', 'YOFX2'],
    });
    const { body } = await ask('/admin/lps');
    expect(body['lps']).toMatchObject([{ id: 'YOFX' }, { id: 'OANDA' }]);
    expect((await ask('/admin/lps/OANDA')).body).toMatchObject({ id: 'OANDA', enabled: true });
    const feeds = (await ask('/admin/lp-feeds')).body['feeds'];
    expect(feeds).toContainEqual(
      expect.objectContaining({ symbol: 'EURUSD', lp: 'YOFX', state: 'LIVE', feedError: null }),
    );
  });

  it('reads the messages of a session, masked, by what they are about', async () => {
    const path = '/admin/fix/sessions/YOFX1/messages';
    const { body } = await ask(`${path}?msgType=D&limit=1`);
    const [sent] = body['messages'] as { text: string; id: number }[];
    expect(sent?.text).toContain('|35=D|');
    const clOrdId = /\|11=([^|]+)\|/.exec(sent?.text ?? '')?.[1] ?? '';
    const about = await ask(`${path}?reference=${clOrdId}&direction=IN&limit=10`);
    expect(about.text).toContain(`|11=${clOrdId}|`);
    const logon = await ask(`${path}?msgType=A&direction=OUT&limit=1`);
    expect(logon.text).not.toMatch(/\|554=[^*|]/);
    const missing = await ask('/admin/fix/sessions/NONE/messages?limit=1');
    expect([missing.status, missing.body['code']]).toEqual([404, 'FIX_SESSION_NOT_FOUND']);
  });

  it('may look and not touch; a trader may not even look', async () => {
    for (const [path, body] of [
      ['/admin/lps/YOFX/toggle', { enabled: false, reason: 'x' }],
      ['/admin/lps/YOFX/reconcile', { reason: 'x' }],
      ['/admin/fix/reset-sequence', { sessionId: 'YOFX1', dryRun: true, reason: 'x' }],
      ['/admin/fix/unsubscribe', { lp: 'YOFX', symbols: ['EURUSD'] }],
    ] as const) {
      const answer = await act(path, body, support);
      expect([path, answer.status, answer.body['code']]).toEqual([path, 403, 'PERMISSION_DENIED']);
    }
    expect((await ask('/admin/lps', token)).body['code']).toBe('PERMISSION_DENIED');
  });
});

describe('an administrator', () => {
  it('takes a provider out of use and back, and the audit log keeps what changed', async () => {
    const off = await act('/admin/lps/YOFX/toggle', { enabled: false, reason: 'Too many rejects' });
    expect(off.body).toMatchObject({ id: 'YOFX', enabled: false });
    expect(await newestAudit()).toMatchObject({
      action: 'admin.lp.setEnabled',
      target: 'lp:YOFX',
      before: { enabled: true },
      after: { enabled: false },
      reason: 'Too many rejects',
      role: 'ADMIN',
      requestId: off.headers.get('x-request-id'),
    });
    const refused = await until(place, ({ status }) => status !== 200);
    expect(refused.body).toMatchObject({ code: 'LP_NOT_CONNECTED' });
    expect((await act('/admin/lps/YOFX/toggle', { enabled: true, reason: 'Fine' })).status).toBe(
      200,
    );
    await until(place, ({ status }) => status === 200);
  });

  it('puts a changed configuration in place, or is told what stands against it', async () => {
    const { body } = await ask('/admin/lps/OANDA');
    const renamed = await act('/admin/lps', { ...body, name: 'Oanda Two', reason: 'New name' });
    expect(renamed.body).toMatchObject({ id: 'OANDA', name: 'Oanda Two' });
    expect(await newestAudit()).toMatchObject({
      action: 'admin.lp.put',
      before: { name: body['name'] },
      after: { name: 'Oanda Two' },
    });
    const wired = {
      ...body,
      marketDepth: 1,
      dialect: { ...(body['dialect'] as object), heartBtIntSec: 7 },
    };
    const busy = await act('/admin/lps', { ...wired, reason: 'Faster' });
    expect(busy).toMatchObject({ status: 409, body: { code: 'FIX_SESSION_STATE' } });
    const stolen = { ...body, orders: { ...(body['orders'] as object), id: 'YOFX1' } };
    const refused = await act('/admin/lps', { ...stolen, reason: 'x' });
    expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    const unknown = await act('/admin/lps/NONE/symbols', { symbols: [], reason: 'x' });
    expect(unknown).toMatchObject({
      status: 404,
      body: { code: 'LP_NOT_FOUND', details: { lp: 'NONE' } },
    });
  });

  it('looks at a reset before doing it, and does it only while the session is down', async () => {
    const reset = { sessionId: 'OANDA1', nextOut: 50, reason: 'Agreed by telephone' };
    const preview = await act('/admin/fix/reset-sequence', { ...reset, dryRun: true });
    expect(preview.body).toMatchObject({ after: { nextOut: 50 }, inDoubt: [] });
    const busy = await act('/admin/fix/reset-sequence', { ...reset, dryRun: false });
    expect(busy).toMatchObject({ status: 409, body: { code: 'FIX_SESSION_STATE' } });
    await act('/admin/fix/disconnect', { sessionId: 'OANDA1', reason: 'For a reset' });
    expect(await newestAudit()).toMatchObject({
      action: 'admin.fix.disconnect',
      target: 'session:OANDA1',
      reason: 'For a reset',
    });
    const session = async () => ask('/admin/fix/sessions/OANDA1');
    await until(session, ({ body }) => body['status'] === 'STOPPED');
    const done = await act('/admin/fix/reset-sequence', { ...reset, dryRun: false });
    expect(done.body).toMatchObject({ after: { nextOut: 50 } });
    expect(await newestAudit()).toMatchObject({
      action: 'admin.fix.resetSequence',
      after: { nextOut: 50 },
      reason: 'Agreed by telephone',
    });
    expect((await session()).body).toMatchObject({ nextOutSeq: 50 });
  });

  it('stops quotes of a symbol and wants them again', async () => {
    const wish = { lp: 'YOFX', symbols: ['USDJPY'] };
    expect((await act('/admin/fix/unsubscribe', wish)).status).toBe(200);
    const feed = async () => {
      const { body } = await ask('/admin/lp-feeds');
      const feeds = body['feeds'] as { lp: string; symbol: string; state: string }[];
      return feeds.find(({ lp, symbol }) => lp === 'YOFX' && symbol === 'USDJPY')?.state;
    };
    await until(feed, (state) => state === 'HALTED');
    const again = await act('/admin/fix/subscribe', wish);
    expect(again.body).toMatchObject({ mdReqIds: [expect.any(String)] });
    await until(feed, (state) => state === 'LIVE');
  });

  it('compares our fills with the provider’s own account of them', async () => {
    const fills = async () => ask('/admin/lps/YOFX/fills');
    expect((await fills()).body).toMatchObject({ told: false });
    const { body } = await ask('/admin/lps/YOFX');
    for (const sessionId of ['YOFX1', 'YOFX2']) {
      await act('/admin/fix/disconnect', { sessionId });
      const session = async () => ask(`/admin/fix/sessions/${sessionId}`);
      await until(session, ({ body: shown }) => shown['status'] === 'STOPPED');
    }
    const dialect = { ...(body['dialect'] as object), tradeCapture: true };
    const put = await act('/admin/lps', { ...body, dialect, reason: 'It tells its trades' });
    expect(put.status).toBe(200);
    for (const sessionId of ['YOFX1', 'YOFX2']) await act('/admin/fix/connect', { sessionId });
    await until(place, ({ status }) => status === 200);
    const same = await fills();
    expect(same.body).toMatchObject({ told: true, breaks: [] });
    expect(same.body['ours']).toBeGreaterThan(1);
    expect(same.body['theirs']).toBe(same.body['ours']);
    await simulate(system, '/behaviour', { mode: 'bust', lp: 'YOFX', count: 1 });
    expect((await place()).status).toBe(200);
    const differing = await until(fills, ({ text }) => text.includes('NOT_THEIRS'));
    expect(differing.body['breaks']).toMatchObject([{ kind: 'NOT_THEIRS', theirs: null }]);
    expect((await ask('/admin/lps/NONE/fills')).body).toMatchObject({ code: 'LP_NOT_FOUND' });
  });

  it('has a provider asked about its open orders', async () => {
    const found = await act('/admin/lps/YOFX/reconcile', { reason: 'To be sure' });
    expect(found.body).toEqual({ resolved: [], stillInDoubt: [] });
  });

  it('hears of changes of a session as they happen', async () => {
    const stop = new AbortController();
    const line = await fetch(`${system.url}/admin/fix/events?sessionId=YOFX2`, {
      headers: { authorization: `Bearer ${support}` },
      signal: stop.signal,
    });
    let heard = '';
    const listening = (async () => {
      for await (const chunk of line.body ?? []) heard += new TextDecoder().decode(chunk);
    })().catch(() => undefined);
    await until(
      async () => heard,
      (text) => text.includes('LOGGED_ON'),
    );
    await act('/admin/fix/disconnect', { sessionId: 'YOFX2' });
    await until(
      async () => heard,
      (text) => text.includes('STOPPED'),
    );
    await act('/admin/fix/connect', { sessionId: 'YOFX2' });
    stop.abort();
    await listening;
    expect(heard.indexOf('LOGGED_ON')).toBeLessThan(heard.indexOf('STOPPED'));
  });
});
