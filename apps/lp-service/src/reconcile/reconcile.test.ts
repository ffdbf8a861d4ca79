/** Orders whose answer does not come: doubt, questions, and every way back to certainty. Real sockets throughout. */
import { safe } from '@faultline/client';
import type { ExecutionReport } from '@faultline/fix';
import { afterEach, describe, expect, it } from 'vitest';
import { Desk, ORDER, until } from '../testing/desk.ts';
import { dec } from '../testing/orders.ts';

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function open(): Promise<Desk> {
  const desk = new Desk({ ORDER_TIMEOUT_MS: '150' });
  desks.push(desk);
  return desk.open();
}

const kindsOf = (reports: readonly { kind: string }[]) => reports.map(({ kind }) => kind);

describe('an order that is not answered in time', () => {
  it('is in doubt, and a late fill is honoured', async () => {
    const desk = await open();
    desk.provider.onOrder = () => [];
    await desk.submit('ORD-1');
    expect(kindsOf(await desk.reports(1))).toEqual(['IN_DOUBT']);
    expect(await desk.submit('ORD-1')).toMatchObject({ state: 'IN_DOUBT', doneAtMs: null });
    const [order] = desk.provider.orders;
    if (order === undefined) throw new Error('no order');
    await desk.provider.post('YOFX1', desk.provider.fill(order));
    expect(kindsOf(await desk.reports(2))).toEqual(['IN_DOUBT', 'FILL']);
  });

  it('is asked for, and the answer is booked once, whatever comes after it', async () => {
    const desk = await open();
    desk.provider.onOrder = () => [];
    desk.provider.onStatusRequest = ({ ordStatusReqId }) => {
      const [order] = desk.provider.orders;
      if (order === undefined) return [];
      const real = desk.provider.fill(order);
      const told = { execType: 'I', execId: '0', ordStatusReqId } as Partial<ExecutionReport>;
      return [desk.provider.fill(order, told), real];
    };
    await desk.submit('ORD-1');
    const reports = await desk.reports(2);
    expect(reports).toMatchObject([
      { kind: 'IN_DOUBT' },
      { kind: 'FILL', execId: 'told:ORD-1:1:1000', qty: 1_000, price: 1.09508 },
    ]);
    expect(desk.provider.statusRequests).toMatchObject([
      { clOrdId: 'ORD-1-1', symbol: 'EURUSD', side: '1' },
    ]);
    desk.provider.onOrder = (order) => [desk.provider.fill(order)];
    await desk.submit('ORD-2');
    expect((await desk.reports(3)).map(({ orderId }) => orderId)).toEqual([
      'ORD-1',
      'ORD-1',
      'ORD-2',
    ]);
  });

  it('is restored when the provider says that it works on it, and filled in the end', async () => {
    const desk = await open();
    desk.provider.onOrder = () => [];
    desk.provider.onStatusRequest = ({ ordStatusReqId }) => {
      const [order] = desk.provider.orders;
      return order === undefined
        ? []
        : [desk.provider.report(order, { execType: 'I', ordStatusReqId } as object)];
    };
    await desk.submit('ORD-1');
    expect(kindsOf(await desk.reports(2))).toEqual(['IN_DOUBT', 'RESTORED']);
    expect(await desk.lp.execution.status.query({ orderId: 'ORD-1' })).toMatchObject({
      state: 'NEW',
    });
    const [order] = desk.provider.orders;
    if (order === undefined) throw new Error('no order');
    await desk.provider.post('YOFX1', desk.provider.fill(order));
    expect(kindsOf(await desk.reports(3))).toEqual(['IN_DOUBT', 'RESTORED', 'FILL']);
  });

  it('stays in doubt when the provider does not know it: it had read the message', async () => {
    const desk = await open();
    desk.provider.onOrder = () => [];
    desk.provider.onStatusRequest = ({ ordStatusReqId }) =>
      desk.provider.orders.map((order) =>
        desk.provider.report(order, {
          execType: 'I',
          ordStatus: '8',
          ordRejReason: 5,
          orderId: 'NONE',
          execId: '0',
          ordStatusReqId,
          cumQty: dec(0),
        } as object),
      );
    await desk.submit('ORD-1');
    await until('two questions', () => desk.provider.statusRequests.length === 2);
    expect(kindsOf(await desk.reports(1))).toEqual(['IN_DOUBT']);
  });

  it('is in doubt and asked for when the provider calls it a duplicate', async () => {
    const desk = await open();
    desk.provider.onOrder = (order) => [
      desk.provider.report(order, { execType: '8', ordStatus: '8', ordRejReason: 6 } as object),
    ];
    desk.provider.onStatusRequest = ({ ordStatusReqId }) =>
      desk.provider.orders.map((order) =>
        desk.provider.fill(order, { execType: 'I', execId: '0', ordStatusReqId } as object),
      );
    await desk.submit('ORD-1');
    expect(kindsOf(await desk.reports(2))).toEqual(['IN_DOUBT', 'FILL']);
  });
});

describe('a link that is cut', () => {
  it('before the order is read: the provider never had it, and the order is rejected', async () => {
    const desk = await open();
    desk.provider.cutOrders = 1;
    await desk.submit('ORD-1');
    const reports = await desk.reports(1);
    const rejected = reports.filter(({ kind }) => kind !== 'IN_DOUBT');
    expect(rejected.length === 0 ? await desk.reports(2) : reports).toContainEqual(
      expect.objectContaining({
        kind: 'REJECT',
        reject: {
          code: 'LP_NOT_CONNECTED',
          details: { lp: 'YOFX', lastConnected: expect.any(String) },
        },
      }),
    );
    await desk.connected();
    await desk.submit('ORD-2');
    await until('the next order', () => desk.provider.orders.length === 1);
    expect(desk.provider.orders).toMatchObject([{ clOrdId: 'ORD-2-1' }]);
  });

  it('after the order was filled: the fill comes after the next logon, once', async () => {
    const desk = await open();
    desk.provider.onOrder = (order) => {
      desk.provider.drop('YOFX1');
      return [desk.provider.fill(order)];
    };
    await desk.submit('ORD-1');
    await until('the fill', async () => {
      const { state } = await desk.lp.execution.status.query({ orderId: 'ORD-1' });
      return state === 'FILLED';
    });
    await desk.connected();
    const reports = await desk.reports(1);
    expect(reports.filter(({ kind }) => kind === 'FILL')).toHaveLength(1);
    expect(desk.provider.orders).toHaveLength(1);
  });
});

describe('a restart', () => {
  it('calls every open order in doubt, once, and goes on where it was', async () => {
    const desk = await open();
    desk.provider.onOrder = () => [];
    await desk.submit('ORD-1');
    await desk.reports(1);
    await desk.submit('ORD-2');
    await until('both orders', () => desk.provider.orders.length === 2);
    await desk.stop();
    for (const order of desk.provider.orders) {
      await desk.provider.post('YOFX1', desk.provider.fill(order));
    }
    await desk.start();
    const reports = await desk.reports(4);
    const of = (orderId: string) => kindsOf(reports.filter((one) => one.orderId === orderId));
    expect(of('ORD-1')).toEqual(['IN_DOUBT', 'FILL']);
    expect(of('ORD-2')).toEqual(['IN_DOUBT', 'FILL']);
    expect(reports.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('still knows by which number an order went out', async () => {
    const desk = await open();
    desk.provider.onOrder = () => [];
    await desk.submit('ORD-1');
    await until('the order', () => desk.provider.orders.length === 1);
    const [order] = desk.provider.orders as { header?: { msgSeqNum: number } }[];
    await desk.stop();
    await desk.provider.post('YOFX1', {
      msgType: 'j',
      refMsgType: 'D',
      refSeqNum: order?.header?.msgSeqNum,
      businessRejectReason: 4,
    });
    await desk.start();
    expect(kindsOf(await desk.reports(2))).toEqual(['IN_DOUBT', 'REJECT']);
  });
});

describe('after a reconnect', () => {
  it('every open order is asked about, and new ones are refused until all are answered', async () => {
    const desk = await open();
    desk.provider.onOrder = (order) => [desk.provider.report(order)];
    await desk.submit('ORD-1');
    await until('work', async () => {
      const { state } = await desk.lp.execution.status.query({ orderId: 'ORD-1' });
      return state === 'NEW';
    });
    desk.provider.drop('YOFX1');
    await until('the question', () => desk.provider.statusRequests.length > 0);
    const order = { ...ORDER, orderId: 'ORD-2', expiresAtMs: Date.now() + 5_000 };
    expect(await safe(desk.lp.execution.submit.mutate(order))).toMatchObject({
      error: { code: 'LP_NOT_CONNECTED', outcome: 'NOT_APPLIED' },
    });
    const [first] = desk.provider.orders;
    if (first === undefined) throw new Error('no order');
    const fill = desk.provider.fill(first);
    await desk.provider.post('YOFX1', fill);
    await desk.connected();
    desk.provider.onOrder = (one) => [desk.provider.fill(one)];
    expect(await desk.submit('ORD-3')).toMatchObject({ lp: 'YOFX' });
    expect(desk.provider.orders.map(({ clOrdId }) => clOrdId)).toEqual(['ORD-1-1', 'ORD-3-1']);
  });

  it('a provider that does not answer gets orders again when nobody waits any more', async () => {
    const desk = await open();
    desk.provider.onOrder = () => [];
    await desk.submit('ORD-1');
    await until('the order', () => desk.provider.orders.length === 1);
    desk.provider.drop('YOFX1');
    await until('four questions', () => desk.provider.statusRequests.length >= 4);
    await desk.connected();
    expect(await desk.lp.execution.status.query({ orderId: 'ORD-1' })).toMatchObject({
      state: 'IN_DOUBT',
    });
  }, 20_000);

  it('an operator can ask again, and hears what is known and what is not', async () => {
    const desk = await open();
    desk.provider.onOrder = (order) =>
      order.clOrdId === 'ORD-1-1' ? [] : [desk.provider.report(order)];
    for (const orderId of ['ORD-1', 'ORD-2']) await desk.submit(orderId);
    await desk.reports(1);
    desk.provider.onStatusRequest = ({ clOrdId, ordStatusReqId }) =>
      desk.provider.orders
        .filter((order) => order.clOrdId === clOrdId)
        .map((order) => desk.provider.fill(order, { execType: 'I', ordStatusReqId } as object));
    const answer = await desk.lp.execution.reconcile.mutate({ lp: 'YOFX' });
    expect(answer).toEqual({ resolved: ['ORD-1', 'ORD-2'], stillInDoubt: [] });
    expect(await safe(desk.lp.execution.reconcile.mutate({ lp: 'NOBODY' }))).toMatchObject({
      error: { code: 'LP_NOT_FOUND' },
    });
  });
});
