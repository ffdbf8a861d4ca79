/** Orders over real sockets: HTTP in front, FIX behind. */
import { createLpClient, safe } from '@faultline/client';
import { afterEach, describe, expect, it } from 'vitest';
import { Desk, ORDER } from '../testing/desk.ts';
import { dec } from '../testing/orders.ts';

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function open(env: Record<string, string> = {}): Promise<Desk> {
  const desk = new Desk(env);
  desks.push(desk);
  return desk.open();
}

const kindsOf = (reports: readonly { kind: string }[]) => reports.map(({ kind }) => kind);

describe('an order', () => {
  it('is answered once it is durable, reaches the provider in base units, and its fill is reported', async () => {
    const desk = await open();
    const order = await desk.submit('ORD-1', { qty: 100_000 });
    expect(order).toMatchObject({
      id: 'LP-1',
      orderId: 'ORD-1',
      lp: 'YOFX',
      sessionId: 'YOFX1',
      clOrdId: 'ORD-1-1',
      symbol: 'EURUSD',
      side: 'BUY',
      qty: 100_000,
    });
    const [report] = await desk.reports(1);
    expect(report).toMatchObject({
      seq: 1,
      orderId: 'ORD-1',
      lpOrderId: 'LP-1',
      lp: 'YOFX',
      kind: 'FILL',
      qty: 100_000,
      price: 1.09508,
      reject: null,
    });
    expect(report?.execId).toMatch(/^E-/);
    expect(desk.provider.orders).toMatchObject([
      { clOrdId: 'ORD-1-1', symbol: 'EURUSD', side: '1', ordType: '1', timeInForce: '3' },
    ]);
    expect(await desk.lp.execution.status.query({ orderId: 'ORD-1' })).toMatchObject({
      state: 'FILLED',
      cumQty: 100_000,
      avgPx: 1.09508,
      doneAtMs: expect.any(Number),
    });
  });

  it('is sent once however often it is submitted, at the same time or later', async () => {
    const desk = await open();
    const answers = await Promise.all(['a', 'b', 'c'].map(() => desk.submit('ORD-1')));
    expect(new Set(answers.map(({ id }) => id))).toEqual(new Set(['LP-1']));
    await desk.reports(1);
    expect(await desk.submit('ORD-1')).toMatchObject({ id: 'LP-1', state: 'FILLED' });
    await desk.submit('ORD-2');
    await desk.reports(2);
    expect(desk.provider.orders.map(({ clOrdId }) => clOrdId)).toEqual(['ORD-1-1', 'ORD-2-1']);
  });

  it('that the provider rejects is reported with a code of the catalogue', async () => {
    const desk = await open();
    desk.provider.onOrder = (order) => [
      desk.provider.report(order, {
        execType: '8',
        ordStatus: '8',
        ordRejReason: 99,
        text: 'Not enough liquidity',
      }),
    ];
    await desk.submit('ORD-1');
    const [report] = await desk.reports(1);
    expect(report).toMatchObject({
      kind: 'REJECT',
      execId: null,
      reject: {
        code: 'ORDER_REJECTED',
        details: {
          orderId: 'ORD-1',
          lp: 'YOFX',
          reason: 'INSUFFICIENT_LIQUIDITY',
          lpText: 'Not enough liquidity',
        },
      },
    });
  });

  it.each([
    ['4 by its id', { businessRejectReason: 4, byId: true }, 'LP_NOT_CONNECTED'],
    ['4 by its number', { businessRejectReason: 4, byId: false }, 'LP_NOT_CONNECTED'],
    ['0 by its number', { businessRejectReason: 0, byId: false }, 'ORDER_REJECTED'],
  ])('refused by BusinessMessageReject %s is rejected', async (_how, refusal, code) => {
    const desk = await open();
    desk.provider.onOrder = ({ clOrdId, ...order }) => {
      const { header } = order as typeof order & { header: { msgSeqNum: number } };
      const { businessRejectReason } = refusal;
      return [
        {
          msgType: 'j',
          refMsgType: 'D',
          businessRejectReason,
          ...(refusal.byId ? { businessRejectRefId: clOrdId } : { refSeqNum: header.msgSeqNum }),
        },
      ];
    };
    await desk.submit('ORD-1');
    const [report] = await desk.reports(1);
    expect(report).toMatchObject({ kind: 'REJECT', reject: { code, details: { lp: 'YOFX' } } });
  });

  it('is partly filled, and the rest is cancelled', async () => {
    const desk = await open();
    desk.provider.onOrder = (order) => [
      desk.provider.report(order),
      desk.provider.fill(order, { ordStatus: '1', lastQty: dec(400), cumQty: dec(400) } as object),
      desk.provider.report(order, { execType: '4', ordStatus: '4', cumQty: dec(400) }),
    ];
    await desk.submit('ORD-1');
    expect(kindsOf(await desk.reports(2))).toEqual(['FILL', 'CANCEL']);
  });

  it('is filled once although the provider repeats the execution under another number', async () => {
    const desk = await open();
    desk.provider.onOrder = (order) => {
      const fill = desk.provider.fill(order);
      return [fill, fill];
    };
    await desk.submit('ORD-1');
    await desk.submit('ORD-2');
    expect((await desk.reports(2)).map(({ orderId }) => orderId)).toEqual(['ORD-1', 'ORD-2']);
  });

  it('is filled although the provider gives an execution id a second time', async () => {
    const desk = await open();
    desk.provider.onOrder = (order) => [desk.provider.fill(order, { execId: 'E-same' })];
    await desk.submit('ORD-1');
    await desk.submit('ORD-2');
    const ids = (await desk.reports(2)).map(({ execId }) => execId);
    expect(ids).toEqual(['E-same', 'E-same#ORD-2-1']);
  });
});

describe('an order that is not sent', () => {
  it('because the provider is away, stays refused for ever', async () => {
    const desk = new Desk();
    desks.push(desk);
    await desk.start();
    const refused = await safe(desk.lp.execution.submit.mutate(orderFor('ORD-1')));
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'LP_NOT_CONNECTED',
        outcome: 'NOT_APPLIED',
        details: { lp: 'YOFX', lastConnected: null },
      },
    });
    await desk.stop();
    await desk.open();
    const again = await safe(desk.lp.execution.submit.mutate(orderFor('ORD-1')));
    expect(again).toMatchObject({ ok: false, error: { code: 'LP_NOT_CONNECTED' } });
    await desk.submit('ORD-2');
    await desk.reports(1);
    expect(desk.provider.orders).toHaveLength(1);
    expect(await safe(desk.lp.execution.status.query({ orderId: 'ORD-1' }))).toMatchObject({
      error: { code: 'ORDER_NOT_FOUND' },
    });
  });

  it.each([
    [{ lps: ['NOBODY'] }, 'LP_NOT_FOUND', { lp: 'NOBODY' }],
    [{ symbol: 'EURXXX' }, 'INVALID_SYMBOL', { symbol: 'EURXXX', reason: 'UNKNOWN' }],
    [{ symbol: 'EURUSD\x0135=D' }, 'INVALID_SYMBOL', { reason: 'UNKNOWN' }],
    [{ expiresAtMs: 1 }, 'ORDER_EXPIRED', { expiresAt: '1970-01-01T00:00:00Z' }],
    [{ qty: 0 }, 'INVALID_REQUEST', {}],
  ])('because of %o is refused', async (more, code, details) => {
    const desk = await open();
    const order = { ...orderFor('ORD-1'), ...more };
    for (const _attempt of [1, 2]) {
      const refused = await safe(desk.lp.execution.submit.mutate(order));
      expect(refused).toMatchObject({ ok: false, error: { code, details } });
    }
    expect(desk.provider.orders).toEqual([]);
  });
});

const orderFor = (orderId: string) => ({
  ...ORDER,
  orderId,
  expiresAtMs: Date.now() + 60_000,
});

describe('a caller', () => {
  it('needs the service token', async () => {
    const desk = await open();
    for (const [token, code] of [
      ['another-token-of-some-length-0123456789', 'AUTH_INVALID'],
      [null, 'AUTH_REQUIRED'],
    ] as const) {
      const stranger = createLpClient({ url: desk.url, token: () => token });
      expect(await safe(stranger.lp.status.query({}))).toMatchObject({
        ok: false,
        error: { code },
      });
      expect(await safe(stranger.execution.submit.mutate(orderFor('ORD-1')))).toMatchObject({
        ok: false,
        error: { code },
      });
    }
    expect(desk.provider.orders).toEqual([]);
  });

  it('who waits for reports is answered by the fill, and by the shutdown', async () => {
    const desk = await open();
    const wait = async (afterSeq: number) =>
      desk.lp.execution.reports.query({ afterSeq, limit: 10, waitMs: 30_000 });
    const first = wait(0);
    await desk.submit('ORD-1');
    expect((await first).reports).toMatchObject([{ seq: 1, kind: 'FILL' }]);
    const second = wait(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stopping = desk.stop();
    expect(await second).toEqual({ reports: [] });
    await stopping;
    expect(desk.provider.loggedOut.toSorted()).toEqual(['OANDA1', 'OANDA2', 'YOFX1', 'YOFX2']);
  });

  it('reads old reports again, as many as wanted', async () => {
    const desk = await open();
    for (const orderId of ['ORD-1', 'ORD-2', 'ORD-3']) await desk.submit(orderId);
    const all = await desk.reports(3);
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const { reports } = await desk.lp.execution.reports.query({ afterSeq: 1, limit: 1, waitMs: 0 });
    expect(reports).toEqual([all[1]]);
  });
});
