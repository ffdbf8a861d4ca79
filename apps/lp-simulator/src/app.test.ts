/** The simulator as a whole: orders over a real FIX session, the control API over real HTTP. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderStatusRequest } from '@faultline/fix';
import { marketOrder, until } from './testing/desk.ts';
import { Floor } from './testing/floor.ts';

let floor: Floor;
beforeEach(async () => {
  floor = await Floor.open();
});
afterEach(() => floor.close());

const status = (clOrdId: string): OrderStatusRequest => ({
  msgType: 'H',
  clOrdId,
  symbol: 'EURUSD',
  side: '1',
});

const FILLED = ['0/0', 'F/2 100000@1.09508'];

describe('an order', () => {
  it('is filled at the price shown, and stands in the book', async () => {
    const { handle, reports } = await floor.trader();
    await handle.send(marketOrder('O1'));
    await until('the fill', () => reports().length === 2);
    expect(reports()).toEqual(FILLED);
    expect(await floor.orders()).toEqual([
      {
        clOrdId: 'O1',
        lp: 'YOFX',
        session: 'YOFX1',
        symbol: 'EURUSD',
        side: 'BUY',
        qty: 100_000,
        cumQty: 100_000,
        avgPx: 1.09508,
        status: 'FILLED',
        executions: [{ execId: 'YOFX-1-2', execType: 'F', qty: 100_000, price: 1.09508 }],
      },
    ]);
  });

  it('that was there before is refused with OrdRejReason(103) 6', async () => {
    const { handle, heard } = await floor.trader();
    await handle.send(marketOrder('O1'));
    await handle.send(marketOrder('O1'));
    await until('three reports', () => heard.length === 3);
    expect(heard[2]).toMatchObject({ execType: '8', ordStatus: '8', ordRejReason: 6 });
    expect(await floor.orders()).toHaveLength(1);
  });

  it('can be asked about; an unknown one is OrdRejReason(103) 5', async () => {
    const { handle, heard } = await floor.trader();
    await handle.send(marketOrder('O1'));
    await handle.send(status('O1'));
    await handle.send(status('O9'));
    await until('four reports', () => heard.length === 4);
    expect(heard.slice(2)).toMatchObject([
      { execType: 'I', ordStatus: '2', clOrdId: 'O1' },
      { execType: 'I', ordStatus: '8', clOrdId: 'O9', ordRejReason: 5, orderId: 'NONE' },
    ]);
  });

  it('on the quotes session is refused at the business level', async () => {
    const { handle, heard } = await floor.client('YOFX2');
    await handle.send(marketOrder('O1'));
    await until('the reject', () => heard.length === 1);
    expect(heard[0]).toMatchObject({
      msgType: 'j',
      businessRejectReason: 6,
      businessRejectRefId: 'O1',
    });
  });
});

describe('the control API', () => {
  it('shows sessions, each with its own numbers', async () => {
    const first = await floor.trader();
    await floor.client('OANDA1');
    await first.handle.send(marketOrder('O1'));
    await until('the fill', () => first.reports().length === 2);
    const { body } = await floor.api.get('/sessions');
    expect(body).toMatchObject([
      { id: 'YOFX1', lp: 'YOFX', kind: 'orders', status: 'LOGGED_ON', nextIn: 3, nextOut: 4 },
      { id: 'YOFX2', lp: 'YOFX', status: 'RECONNECT_WAIT', nextIn: 1 },
      { id: 'OANDA1', lp: 'OANDA', status: 'LOGGED_ON', nextIn: 2, nextOut: 2 },
      { id: 'OANDA2', status: 'RECONNECT_WAIT' },
    ]);
  });

  it('shows messages by session and type', async () => {
    const { handle, reports } = await floor.trader();
    await handle.send(marketOrder('O1'));
    await until('the fill', () => reports().length === 2);
    const { body } = await floor.api.get('/messages?session=YOFX1&msgType=D');
    expect(body).toMatchObject([{ direction: 'IN', seq: 2, msgType: 'D' }]);
    expect((await floor.api.get('/messages?session=YOFX2')).body).toEqual([]);
  });

  it('is well, and refuses what it does not know', async () => {
    expect(await floor.api.get('/health')).toEqual({ status: 200, body: 'OK' });
    expect(await floor.api.get('/nowhere')).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
    expect(await floor.api.post('/quotes', { symbol: 'EURUSD', bid: '1' })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', details: { field: 'bid' } },
    });
    const broken = await fetch(`http://127.0.0.1:${floor.app.controlPort}/behaviour`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect([broken.status, await broken.json()]).toMatchObject([400, { code: 'INVALID_REQUEST' }]);
  });
});
