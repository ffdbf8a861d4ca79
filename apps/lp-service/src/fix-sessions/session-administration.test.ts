/** Numbers, messages and events of a session, as an operator gets at them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { safe } from '@faultline/client';
import { afterEach, describe, expect, it } from 'vitest';
import { Desk, until } from '../testing/desk.ts';

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function open(): Promise<Desk> {
  const desk = new Desk();
  desks.push(desk);
  return desk.open();
}

const RESET = { sessionId: 'YOFX1', actor: 'admin', reason: 'agreed on the phone' };

describe('the numbers of a session', () => {
  it('are looked at without being changed, and what would be lost is told', async () => {
    const desk = await open();
    desk.provider.onOrder = () => [];
    await desk.submit('ORD-1');
    const plan = await desk.lp.fix.resetSequence.mutate({
      ...RESET,
      nextOut: 1,
      nextIn: 9,
      dryRun: true,
    });
    expect(plan).toMatchObject({
      before: { nextOut: 3, nextIn: 2 },
      after: { nextOut: 1, nextIn: 9 },
      lost: [{ seq: 2, msgType: 'D', clOrdId: 'ORD-1-1' }],
      incoming: { kind: 'skipped', fromSeq: 2, toSeq: 8 },
      inDoubt: ['ORD-1-1'],
    });
    expect(await desk.lp.fix.get.query({ sessionId: 'YOFX1' })).toMatchObject({ nextOutSeq: 3 });
  });

  it('are set only while the session is down, and open orders are in doubt from then on', async () => {
    const desk = await open();
    const set = { ...RESET, nextOut: 1, nextIn: 1, dryRun: false };
    expect(await safe(desk.lp.fix.resetSequence.mutate(set))).toMatchObject({
      error: { code: 'FIX_SESSION_STATE', details: { status: 'LOGGED_ON' } },
    });
    desk.provider.onOrder = () => [];
    await desk.submit('ORD-1');
    await desk.lp.fix.disconnect.mutate({ sessionId: 'YOFX1' });
    await desk.lp.fix.resetSequence.mutate(set);
    expect(await desk.lp.fix.get.query({ sessionId: 'YOFX1' })).toMatchObject({
      nextOutSeq: 1,
      nextInSeq: 1,
    });
    expect(await desk.reports(1)).toMatchObject([{ kind: 'IN_DOUBT', orderId: 'ORD-1' }]);
  });
});

describe('a reset with the next logon', () => {
  const reset = { ...RESET, mode: 'RESET_ON_LOGON' } as const;
  const session = async (desk: Desk) => desk.lp.fix.get.query({ sessionId: 'YOFX1' });
  /** Whether each Logon(A) of ours asked for a reset, the newest first. */
  const logons = async (desk: Desk) => {
    const ask = { sessionId: 'YOFX1', direction: 'OUT', msgType: 'A', limit: 10 } as const;
    const messages = await desk.lp.fix.messages.query(ask);
    return messages.map(({ text }) => text.includes('|141=Y|'));
  };

  it('is looked at before, wanted while the session is up, and made once, over a restart', async () => {
    const desk = await open();
    desk.provider.onOrder = () => [];
    await desk.submit('ORD-1');
    const plan = await desk.lp.fix.resetSequence.mutate({ ...reset, dryRun: true });
    expect(plan).toMatchObject({
      before: { nextOut: 3, nextIn: 2 },
      after: { nextOut: 1, nextIn: 1 },
      lost: [{ seq: 2, msgType: 'D', clOrdId: 'ORD-1-1' }],
      incoming: null,
      inDoubt: ['ORD-1-1'],
    });
    expect(await session(desk)).toMatchObject({ resetAtLogon: false });
    expect(await desk.lp.fix.resetSequence.mutate({ ...reset, dryRun: false })).toEqual(plan);
    const wanted = { status: 'LOGGED_ON', nextOutSeq: 3, resetAtLogon: true };
    expect(await session(desk)).toMatchObject(wanted);
    await desk.stop();
    await desk.start();
    await desk.connected('OANDA');
    await until('the logon', async () => (await session(desk)).connected);
    expect(await logons(desk)).toEqual([true, false]);
    expect(await session(desk)).toMatchObject({ resetAtLogon: false });
    expect(await desk.reports(1)).toMatchObject([{ kind: 'IN_DOUBT', orderId: 'ORD-1' }]);
    await desk.lp.fix.disconnect.mutate({ sessionId: 'YOFX1' });
    await desk.lp.fix.connect.mutate({ sessionId: 'YOFX1' });
    await until('the next logon', async () => (await session(desk)).connected);
    expect(await logons(desk)).toEqual([false, true, false]);
  });

  it('stays wanted until the provider has answered it', async () => {
    const desk = await open();
    await desk.lp.fix.resetSequence.mutate({ ...reset, dryRun: false });
    const { port } = desk.provider;
    await desk.provider.close();
    await until('the loss', async () => !(await session(desk)).connected);
    expect(await session(desk)).toMatchObject({ resetAtLogon: true });
    await desk.provider.open(port);
    await until('the logon', async () => (await session(desk)).connected);
    expect(await session(desk)).toMatchObject({ resetAtLogon: false });
    expect((await logons(desk))[0]).toBe(true);
  });

  it('takes no numbers, and is forgotten where they are set by hand', async () => {
    const desk = await open();
    const wrong = desk.lp.fix.resetSequence.mutate({ ...reset, nextOut: 5, dryRun: false });
    expect(await safe(wrong)).toMatchObject({
      error: { code: 'INVALID_REQUEST', details: { field: 'mode' } },
    });
    await desk.lp.fix.resetSequence.mutate({ ...reset, dryRun: false });
    await desk.lp.fix.disconnect.mutate({ sessionId: 'YOFX1' });
    await desk.lp.fix.resetSequence.mutate({ ...RESET, nextOut: 2, nextIn: 2, dryRun: false });
    expect(await session(desk)).toMatchObject({ resetAtLogon: false });
  });
});

describe('the messages of a session', () => {
  it('are found by type, direction and any value, newest first', async () => {
    const desk = await open();
    for (const orderId of ['ORD-1', 'ORD-2']) await desk.submit(orderId);
    await desk.reports(2);
    const ask = { sessionId: 'YOFX1', limit: 10 };
    const orders = await desk.lp.fix.messages.query({ ...ask, msgType: 'D', direction: 'OUT' });
    expect(orders.map(({ text }) => /\|11=([^|]*)/.exec(text)?.[1])).toEqual([
      'ORD-2-1',
      'ORD-1-1',
    ]);
    const about = await desk.lp.fix.messages.query({ ...ask, reference: 'ORD-1-1' });
    expect(about.map(({ msgType }) => msgType)).toEqual(['8', 'D']);
  });

  it('of a session that is not there are told so', async () => {
    const desk = await open();
    expect(await safe(desk.lp.fix.messages.query({ sessionId: 'NONE', limit: 1 }))).toMatchObject({
      error: { code: 'FIX_SESSION_NOT_FOUND' },
    });
  });
});

describe('the password of a session', () => {
  it('reaches the provider, and is in no answer and in no file', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'faultline-secrets-'));
    const file = join(directory, 'secrets.json');
    const [username, password] = ['canary-name', 'canary-7f3a-secret'];
    writeFileSync(file, JSON.stringify({ YOFX1: { username, password } }));
    const desk = new Desk({ LP_SESSIONS_FILE: file });
    desks.push(desk);
    await desk.open();
    await desk.submit('ORD-1');
    await desk.reports(1);
    const messages = await desk.lp.fix.messages.query({ sessionId: 'YOFX1', limit: 100 });
    const logon = messages.find(({ msgType, direction }) => msgType === 'A' && direction === 'OUT');
    expect(logon?.text).toContain('|553=ca***|554=***|');
    const sessions = await desk.lp.fix.list.query({});
    expect(JSON.stringify([messages, sessions])).not.toContain(password);
    await desk.stop();
    const folder = join(desk.dataDir, 'lp');
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name), 'latin1')).not.toContain(password);
    }
    rmSync(directory, { recursive: true });
  });
});

describe('the events of a session', () => {
  it('begin with what is and go on with what changes', async () => {
    const desk = await open();
    const listening = desk.stream<{ status: string }>(
      'fix.events',
      { sessionId: 'YOFX1' },
      ({ status }) => status === 'STOPPED',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await desk.lp.fix.disconnect.mutate({ sessionId: 'YOFX1' });
    const statuses = (await listening).map(({ status }) => status);
    expect([statuses[0], statuses.at(-1)]).toEqual(['LOGGED_ON', 'STOPPED']);
  });
});
