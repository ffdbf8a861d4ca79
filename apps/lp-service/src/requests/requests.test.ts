/** Cancelling and changing an order that works at a provider, and what a provider does of its own accord. */
import { safe } from '@faultline/client';
import type { Fix44, NewOrderSingle } from '@faultline/fix';
import { afterEach, describe, expect, it } from 'vitest';
import { Desk, until } from '../testing/desk.ts';
import { dec } from '../testing/orders.ts';

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

/** A desk whose provider has taken one order, and works on it. */
async function working(env: Record<string, string> = {}) {
  const desk = new Desk(env);
  desks.push(desk);
  await desk.open();
  desk.provider.onOrder = (order) => [desk.provider.report(order)];
  await desk.submit('ORD-1');
  await until('work', async () => (await stateOf(desk)) === 'NEW');
  const [order] = desk.provider.orders;
  if (order === undefined) throw new Error('no order');
  return { desk, order };
}

const stateOf = async (desk: Desk) =>
  (await desk.lp.execution.status.query({ orderId: 'ORD-1' })).state;
const kindsOf = (reports: readonly { kind: string }[]) => reports.map(({ kind }) => kind);
const cancel = (desk: Desk) => desk.lp.execution.cancel.mutate({ orderId: 'ORD-1' });

const cancelReject = (
  { clOrdId, origClOrdId }: { clOrdId: string; origClOrdId: string },
  cxlRejReason: number,
) =>
  ({
    msgType: '9',
    orderId: 'Y-ORD-1-1',
    clOrdId,
    origClOrdId,
    ordStatus: '0',
    cxlRejResponseTo: '1',
    cxlRejReason,
    text: 'no way',
  }) as Fix44.OrderCancelReject;

const canceled = (desk: Desk, order: NewOrderSingle, cum = 0) => ({
  ...desk.provider.report(order, { execType: '4', ordStatus: '4', cumQty: dec(cum) } as object),
});

describe('a cancel', () => {
  it('goes out under a name of its own, and ends the order when the provider agrees', async () => {
    const { desk, order } = await working();
    desk.provider.onAsked = (asked) =>
      asked.msgType === 'F'
        ? [{ ...canceled(desk, order), clOrdId: asked.clOrdId, origClOrdId: asked.origClOrdId }]
        : [];
    expect(await cancel(desk)).toMatchObject({ orderId: 'ORD-1', clOrdId: 'ORD-1-1' });
    expect(kindsOf(await desk.reports(1))).toEqual(['CANCEL']);
    expect(desk.provider.asked).toMatchObject([
      { msgType: 'F', clOrdId: 'ORD-1-1r1', origClOrdId: 'ORD-1-1', orderId: 'Y-ORD-1-1' },
    ]);
    expect(await safe(cancel(desk))).toMatchObject({
      error: { code: 'ORDER_NOT_PENDING', details: { status: 'CANCELED' } },
    });
  });

  it('is pending until it is answered, and is sent once however often it is wanted', async () => {
    const { desk } = await working();
    expect(await cancel(desk)).toMatchObject({ state: 'PENDING_CANCEL' });
    expect(await cancel(desk)).toMatchObject({ state: 'PENDING_CANCEL' });
    await until('the request', () => desk.provider.asked.length > 0);
    expect(desk.provider.asked).toHaveLength(1);
  });

  it.each([
    [0, 'ORDER_NOT_PENDING'],
    [1, 'ORDER_NOT_FOUND'],
    [2, 'ORDER_REJECTED'],
    [99, 'ORDER_REJECTED'],
  ])('that the provider refuses for reason %i is told as %s', async (reason, code) => {
    const { desk } = await working();
    desk.provider.onAsked = (asked) => (asked.msgType === 'F' ? [cancelReject(asked, reason)] : []);
    await cancel(desk);
    const [report] = await desk.reports(1);
    expect(report).toMatchObject({ kind: 'REQUEST_REJECTED', reject: { code } });
    expect(await stateOf(desk)).toBe(reason === 1 ? 'IN_DOUBT' : 'NEW');
  });

  it('does not stop a fill that comes first', async () => {
    const { desk, order } = await working();
    await cancel(desk);
    await desk.provider.post('YOFX1', desk.provider.fill(order));
    expect(kindsOf(await desk.reports(1))).toEqual(['FILL']);
    expect(await stateOf(desk)).toBe('FILLED');
  });

  it('of an order in doubt waits until the order is known to be alive', async () => {
    const { desk, order } = await working({ ORDER_TIMEOUT_MS: '100' });
    desk.provider.onOrder = () => [];
    await desk.submit('ORD-2');
    await desk.reports(1);
    await desk.lp.execution.cancel.mutate({ orderId: 'ORD-2' });
    expect(desk.provider.asked).toEqual([]);
    const alive = desk.provider.report({ ...order, clOrdId: 'ORD-2-1' });
    await desk.provider.post('YOFX1', alive);
    await until('the cancel', () => desk.provider.asked.length === 1);
    expect(desk.provider.asked).toMatchObject([{ msgType: 'F', origClOrdId: 'ORD-2-1' }]);
  });

  it('of an order that nobody knows is told so', async () => {
    const { desk } = await working();
    expect(await safe(desk.lp.execution.cancel.mutate({ orderId: 'ORD-77' }))).toMatchObject({
      error: { code: 'ORDER_NOT_FOUND' },
    });
  });
});

describe('a replace', () => {
  it('gives the order new terms and a new name once the provider agrees', async () => {
    const { desk, order } = await working();
    const replacedBy = (clOrdId: string) =>
      ({
        ...desk.provider.report(order, {
          execType: '5',
          ordStatus: '0',
          orderQty: dec(400),
        } as object),
        clOrdId,
        origClOrdId: 'ORD-1-1',
      }) as const;
    desk.provider.onAsked = (asked) => (asked.msgType === 'G' ? [replacedBy(asked.clOrdId)] : []);
    const input = { orderId: 'ORD-1', qty: 400, price: 1.0951 };
    await desk.lp.execution.replace.mutate(input);
    expect(await desk.reports(1)).toMatchObject([{ kind: 'REPLACED', qty: 400 }]);
    expect(desk.provider.asked).toMatchObject([
      { msgType: 'G', ordType: '2', price: dec('1.0951'), orderQty: dec(400) },
    ]);
    const renamed = { ...order, clOrdId: 'ORD-1-1r1', orderQty: dec(400) };
    await desk.provider.post('YOFX1', desk.provider.fill(renamed));
    expect((await desk.reports(2)).at(-1)).toMatchObject({ kind: 'FILL', qty: 400 });
    expect(await stateOf(desk)).toBe('FILLED');
  });

  it('of nothing is no replace', async () => {
    const { desk } = await working();
    const input = { orderId: 'ORD-1', qty: null, price: null };
    expect(await safe(desk.lp.execution.replace.mutate(input))).toMatchObject({
      error: { code: 'INVALID_REQUEST' },
    });
  });
});

describe('what a provider does of its own accord', () => {
  it('as a cancel ends the order and keeps what was filled', async () => {
    const { desk, order } = await working();
    const part = { ordStatus: '1', lastQty: dec(400), cumQty: dec(400) } as object;
    await desk.provider.post('YOFX1', desk.provider.fill(order, part));
    await desk.provider.post('YOFX1', canceled(desk, order, 400));
    expect(kindsOf(await desk.reports(2))).toEqual(['FILL', 'CANCEL']);
  });

  it('as a bust or a correction is told once, and CumQty stays', async () => {
    const { desk, order } = await working();
    const fill = desk.provider.fill(order, { execId: 'E-1' });
    await desk.provider.post('YOFX1', fill);
    const bust = { ...fill, execId: 'E-2', execType: 'H', execRefId: 'E-1' } as typeof fill;
    const correct = { ...bust, execId: 'E-3', execType: 'G' } as typeof fill;
    for (const report of [bust, bust, correct]) await desk.provider.post('YOFX1', report);
    const reports = await desk.reports(3);
    expect(reports).toMatchObject([
      { kind: 'FILL', execId: 'E-1' },
      { kind: 'BUST', execId: 'E-1', qty: 1_000, price: 1.09508 },
      { kind: 'CORRECT', execId: 'E-1' },
    ]);
    expect(await desk.lp.execution.status.query({ orderId: 'ORD-1' })).toMatchObject({
      cumQty: 1_000,
    });
  });

  it('beyond the order is told apart from the fill', async () => {
    const { desk, order } = await working();
    const more = { lastQty: dec(1_200), cumQty: dec(1_200) } as object;
    await desk.provider.post('YOFX1', desk.provider.fill(order, more));
    expect(await desk.reports(2)).toMatchObject([
      { kind: 'FILL', qty: 1_000 },
      { kind: 'OVERFILL', qty: 200 },
    ]);
  });

  it('with an order that is not ours is told once', async () => {
    const { desk, order } = await working();
    const foreign = desk.provider.fill({ ...order, clOrdId: 'SOMEBODY' }, { execId: 'E-9' });
    for (const report of [foreign, foreign]) await desk.provider.post('YOFX1', report);
    await desk.provider.post('YOFX1', desk.provider.fill(order));
    expect(await desk.reports(2)).toMatchObject([
      { kind: 'UNKNOWN_ORDER', orderId: 'SOMEBODY', execId: 'E-9', qty: 1_000 },
      { kind: 'FILL', orderId: 'ORD-1' },
    ]);
  });
});
