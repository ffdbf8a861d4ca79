/** Every way to misbehave, as a client on a real FIX session sees it. */
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

describe('a behaviour', () => {
  it('with a count applies that often', async () => {
    const { handle, reports } = await floor.trader();
    await floor.api.post('/behaviour', {
      mode: 'reject',
      ordRejReason: 3,
      text: 'limit',
      count: 1,
    });
    await handle.send(marketOrder('O1'));
    await handle.send(marketOrder('O2'));
    await until('three reports', () => reports().length === 3);
    expect(reports()).toEqual(['8/8', ...FILLED]);
  });

  it('of another provider or symbol does not apply', async () => {
    const { handle, reports } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'silent', lp: 'OANDA' });
    await floor.api.post('/behaviour', { mode: 'silent', symbol: 'XAUUSD' });
    await handle.send(marketOrder('O1'));
    await until('the fill', () => reports().length === 2);
    expect(reports()).toEqual(FILLED);
  });

  it('partial fills a share and cancels the rest', async () => {
    const { handle, reports } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'partial', fraction: 0.25 });
    await handle.send(marketOrder('O1'));
    await until('three reports', () => reports().length === 3);
    expect(reports()).toEqual(['0/0', 'F/1 25000@1.09508', '4/4']);
  });

  it('ackOnly acknowledges and no more', async () => {
    const { handle, reports } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'ackOnly', count: 1 });
    await handle.send(marketOrder('O1'));
    await handle.send(status('O1'));
    await until('two reports', () => reports().length === 2);
    expect(reports()).toEqual(['0/0', 'I/0']);
  });

  it('silent books and says nothing until reset, then fills at the price of that moment', async () => {
    const { handle, reports } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'silent' });
    await handle.send(marketOrder('O1'));
    await handle.send(status('O1'));
    await handle.send(status('O9'));
    await until('the answer about another order', () => reports().length === 1);
    expect(reports()).toEqual(['I/8']);
    expect(await floor.orders()).toMatchObject([
      { clOrdId: 'O1', status: 'PENDING_NEW', cumQty: 0 },
    ]);
    await floor.api.post('/reset');
    await until('the late fill', () => reports().length === 3);
    expect(reports()[1]).toBe('0/0');
    expect(reports()[2]).toMatch(/^F\/2 100000@/);
    expect(await floor.orders()).toMatchObject([{ status: 'FILLED' }]);
  });

  it('silent reports after the next logon when the client is away at reset', async () => {
    const { handle, reports } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'silent' });
    await handle.send(marketOrder('O1'));
    await handle.send(status('O9'));
    await until('the order to be read', () => reports().length === 1);
    await handle.disconnect();
    await floor.api.post('/reset');
    handle.connect();
    await until('the late fill', () => reports().length === 3);
    expect(reports()[2]).toMatch(/^F\/2 100000@/);
  });

  it('delay reports after its time', async () => {
    const { handle, reports } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'delay', ms: 150 });
    const sentAt = Date.now();
    await handle.send(marketOrder('O1'));
    await until('the fill', () => reports().length === 2);
    expect(Date.now() - sentAt).toBeGreaterThanOrEqual(150);
    expect(reports()).toEqual(FILLED);
  });

  it('fillAfterTimeout is silent for its time and then fills', async () => {
    const { handle, reports } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'fillAfterTimeout', ms: 200 });
    await handle.send(marketOrder('O1'));
    await handle.send(status('O1'));
    await until('the fill', () => reports().length === 2);
    expect(reports()).toEqual(FILLED);
  });

  it('dropBeforeAck cuts the link: not booked, not counted, and the client learns it by a gap fill', async () => {
    const { handle, reports, gapFilled } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'dropBeforeAck', count: 1 });
    await handle.send(marketOrder('O1'));
    await until('the gap fill', () => gapFilled.length === 1);
    expect(gapFilled).toEqual(['O1']);
    expect(await floor.orders()).toEqual([]);
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    await handle.send(marketOrder('O2'));
    await until('the next fill', () => reports().length === 2);
    expect(reports()).toEqual(FILLED);
  });

  it('dropAfterFill books and fills; the reports come by resend, once', async () => {
    const { handle, reports, heard, gapFilled } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'dropAfterFill', count: 1 });
    await handle.send(marketOrder('O1'));
    await until('the resent fill', () => reports().length === 2);
    expect(reports()).toEqual(FILLED);
    expect(heard.map(({ header }) => header.possDup)).toEqual([true, true]);
    expect(gapFilled).toEqual([]);
    expect(await floor.orders()).toMatchObject([{ clOrdId: 'O1', status: 'FILLED' }]);
  });

  it('businessReject answers with BusinessMessageReject(j) and books nothing', async () => {
    const { handle, heard } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'businessReject', reason: 4 });
    await handle.send(marketOrder('O1'));
    await until('the reject', () => heard.length === 1);
    expect(heard[0]).toMatchObject({
      msgType: 'j',
      businessRejectReason: 4,
      businessRejectRefId: 'O1',
    });
    expect(await floor.orders()).toEqual([]);
  });

  it('logonRefuse answers the Logon(A) with its text', async () => {
    await floor.api.post('/behaviour', { mode: 'logonRefuse', text: 'closed for lunch', count: 1 });
    const { handle } = floor.stranger('OANDA1');
    handle.connect();
    await until('the refusal', () => handle.info.lastError !== null);
    expect(handle.info.lastError).toBe('logon refused: closed for lunch');
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
  });

  it.each([
    [{ mode: 'nonsense' }, 'mode'],
    [{ mode: 'fill', colour: 'red' }, 'colour'],
    [{ mode: 'delay', ms: 'soon' }, 'ms'],
  ])('%j is refused', async (body, field) => {
    expect(await floor.api.post('/behaviour', body)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', error: expect.any(String), details: { field } },
    });
  });
});
