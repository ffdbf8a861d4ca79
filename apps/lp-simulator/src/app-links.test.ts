/** Links that misbehave: lost and repeated messages, silence, a cut at the wrong moment. The session deals with each. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { marketOrder, until } from './testing/desk.ts';
import { Floor } from './testing/floor.ts';

let floor: Floor;
beforeEach(async () => {
  floor = await Floor.open();
});
afterEach(() => floor.close());

const FILLED = ['0/0', 'F/2 100000@1.09508'];

describe('a link under', () => {
  it('seqGap loses a message; the client asks for it and gets everything once, in order', async () => {
    const { handle, heard, reports } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'seqGap', session: 'YOFX1', count: 1 });
    await handle.send(marketOrder('O1'));
    await until('both reports', () => reports().length === 2);
    expect(reports()).toEqual(FILLED);
    expect(heard[0]?.header.possDup).toBe(true);
    expect(handle.info.status).toBe('LOGGED_ON');
  });

  it('seqTooLow repeats an old message; the client leaves and waits for an operator', async () => {
    const { handle, reports } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'seqTooLow', session: 'YOFX1', count: 1 });
    await handle.send(marketOrder('O1'));
    await until('SEQUENCE_ERROR', () => handle.info.status === 'SEQUENCE_ERROR');
    expect(handle.info.lastError).toContain('MsgSeqNum too low');
    handle.connect();
    await until('the reports after all', () => reports().length === 2);
    expect(reports()).toEqual(FILLED);
  });

  it('noHeartbeat is silent, even when asked; the client gives it up and comes back', async () => {
    const { handle } = floor.stranger('YOFX1', 1);
    handle.connect();
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    await floor.api.post('/behaviour', { mode: 'noHeartbeat', session: 'YOFX1' });
    await until('the end', () => handle.info.lastError?.includes('heartbeat timeout') ?? false);
    await floor.api.post('/reset');
    await until('LOGGED_ON again', () => handle.info.status === 'LOGGED_ON');
    expect(handle.info.status).toBe('LOGGED_ON');
  });

  it('dropOnMarketData is cut by a subscription, unread', async () => {
    const { handle, heard } = await floor.client('YOFX2');
    await floor.api.post('/behaviour', { mode: 'dropOnMarketData', count: 1 });
    const request = {
      msgType: 'V',
      mdReqId: 'M1',
      subscriptionRequestType: '1',
      marketDepth: 1,
      mdUpdateType: 1,
      mdEntryTypes: ['0', '1'],
      symbols: ['EURUSD'],
    } as const;
    await handle.send(request);
    await until('the cut', () => handle.info.lastError !== null);
    await until('LOGGED_ON', () => handle.info.status === 'LOGGED_ON');
    expect(heard).toEqual([]);
    await handle.send(request);
    await until('quotes', () => heard.length > 0);
  });
});

describe('the log of messages', () => {
  it.each([
    ['session=YOFX9', 'session'],
    ['limit=many', 'limit'],
    ['colour=red', 'colour'],
  ])('refuses %s', async (query, field) => {
    expect(await floor.api.get(`/messages?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', details: { field } },
    });
  });
});
