/** Each report is applied once and in its turn; what cannot be true is kept for a person. */
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ann, callBy, openDesk } from '../testing/desk.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  desk = await openDesk();
  const order = { accountId: 1, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
  // Nobody answers for ORD-1 yet: its caller has given up waiting.
  await desk.orders.placeMarket(order, callBy(ann).call).catch(() => undefined);
});
afterEach(async () => desk.close());

const fill = (execId: string, units: number, price = 1.095) =>
  ({
    orderId: 'ORD-1',
    kind: 'FILL',
    execId,
    qty: decimalOf(units),
    price: decimalOf(price),
  }) as const;
const state = async () => desk.store.read({ orderId: 'ORD-1' });

describe('reports', () => {
  it('build up a position by partial fills, at the price weighted by volume', async () => {
    await desk.report(fill('E1', 4_000, 1.095));
    expect(await state()).toMatchObject({ order: { status: 'PARTIALLY_FILLED' } });
    await desk.report(fill('E2', 6_000, 1.096));
    expect(await state()).toMatchObject({
      order: { status: 'FILLED', avgFillPrice: 109_560n, reservedMargin: 0n },
      position: { volume: 1_000n },
    });
  });

  it('of one execution count once, however often they come', async () => {
    await desk.report(fill('E1', 4_000));
    await desk.report(fill('E1', 4_000));
    expect(await state()).toMatchObject({ order: { filledVolume: 400n }, lastReportSeq: 2 });
  });

  it('heard twice under their number change nothing, and ahead of their turn they wait', async () => {
    await desk.report(fill('E1', 4_000));
    await desk.report({ ...fill('E2', 6_000), seq: 1 });
    await desk.report({ ...fill('E3', 6_000), seq: 3 });
    expect(await state()).toMatchObject({ order: { filledVolume: 400n }, lastReportSeq: 1 });
  });

  it('that cannot be true are set aside and do not stop the next one', async () => {
    await desk.report(fill('E1', 99_000));
    await desk.report({ ...fill('E2', 4_000), price: decimalOf(-1) });
    await desk.report({ ...fill('E3', 4_000), orderId: 'ORD-77' });
    await desk.report(fill('E4', 10_000));
    await desk.report(fill('E5', 10_000));
    expect(await state()).toMatchObject({ order: { status: 'FILLED' }, lastReportSeq: 5 });
    const { account } = await desk.store.read({ accountId: 1 });
    expect(account?.balance).toBe(1_000_000n - 35n);
  });

  it('of a cancel keep what was filled and tell it as the answer', async () => {
    const { call } = callBy(ann);
    const order = { accountId: 1, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
    const placed = desk.orders.placeMarket(order, call);
    await desk.report({ ...fill('E1', 4_000), orderId: 'ORD-2' });
    await desk.report({ orderId: 'ORD-2', kind: 'CANCEL' });
    expect(await placed).toMatchObject({
      order: { status: 'CANCELLED', filledVolume: decimalOf(0.04) },
      position: { volume: decimalOf(0.04) },
    });
  });

  it('with a code that no order can end with are told as a plain rejection', async () => {
    const reject = { code: 'LP_TEAPOT', details: { secret: 'x' } };
    await desk.report({ orderId: 'ORD-1', kind: 'REJECT', reject });
    expect((await state()).order?.reject).toEqual({
      code: 'ORDER_REJECTED',
      details: { orderId: 'ORD-1', lp: 'YOFX', reason: 'OTHER' },
    });
  });

  it.each(['OVERFILL', 'BUST', 'CORRECT', 'UNKNOWN_ORDER'] as const)(
    'of kind %s wait for a person, and book nothing',
    async (kind) => {
      await desk.report(fill('E1', 10_000));
      const before = await state();
      await desk.report({ ...fill('E1', 10_000), kind });
      const after = await state();
      expect(after).toMatchObject({ order: before.order, position: before.position });
      expect(after.lastReportSeq).toBe(2);
      const events = await desk.store.eventsAfter(1, 0, 100);
      expect(events.at(-1)).toMatchObject({
        type: 'ORDER_BREAK',
        payload: { orderId: 'ORD-1', kind, execId: 'E1' },
      });
    },
  );

  it('of another provider say who has the order now, and its fill is booked as theirs', async () => {
    await desk.report({ orderId: 'ORD-1', kind: 'REROUTED', lp: 'OANDA' });
    expect((await state()).order).toMatchObject({ lp: 'OANDA', filledVolume: 0n });
    await desk.report({ ...fill('E1', 10_000), lp: 'OANDA' });
    expect(await state()).toMatchObject({ order: { status: 'FILLED', lp: 'OANDA' } });
  });

  it('of a refused cancel and of a replaced order change nothing', async () => {
    const { order } = await state();
    await desk.report({ orderId: 'ORD-1', kind: 'REQUEST_REJECTED' });
    await desk.report({ orderId: 'ORD-1', kind: 'REPLACED', qty: decimalOf(10_000) });
    expect((await state()).order).toEqual(order);
  });
});
