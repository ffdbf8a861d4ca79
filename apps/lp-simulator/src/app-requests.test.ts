/** Limit orders, cancels, changes and questions about the book, as a client on a real FIX session meets them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromScaled, type Fix44 } from '@faultline/fix';
import { marketOrder, until, type Client } from './testing/desk.ts';
import { Floor } from './testing/floor.ts';

let floor: Floor;
let client: Client;
beforeEach(async () => {
  floor = await Floor.open();
  client = await floor.trader();
});
afterEach(() => floor.close());

const price = (points: bigint) => fromScaled(points, 5);
const limitOrder = (clOrdId: string, points: bigint, timeInForce: string) =>
  marketOrder(clOrdId, { ordType: '2', price: price(points), timeInForce });

const cancel = (origClOrdId: string, clOrdId: string): Fix44.OrderCancelRequest => ({
  msgType: 'F',
  origClOrdId,
  clOrdId,
  symbol: 'EURUSD',
  side: '1',
  orderQty: fromScaled(100_000n, 0),
  transactTimeMs: Date.now(),
});
const change = (origClOrdId: string, clOrdId: string, points: bigint) =>
  ({
    ...cancel(origClOrdId, clOrdId),
    msgType: 'G',
    ordType: '2',
    price: price(points),
  }) satisfies Fix44.OrderCancelReplaceRequest;

async function reports(count: number) {
  await until(`${count} reports`, () => client.reports().length >= count);
  return client.reports();
}

async function other(count = 1) {
  await until(`${count} answers`, () => client.others.length >= count);
  return client.others.at(-1);
}

describe('a limit order', () => {
  it('takes a price that is as good or better', async () => {
    await client.handle.send(limitOrder('O1', 109_600n, '3'));
    expect(await reports(2)).toEqual(['0/0', 'F/2 100000@1.09508']);
  });

  it.each([
    ['IOC', '3', '4/4'],
    ['FOK', '4', 'C/C'],
  ])('%s that the market is not good enough for ends unfilled', async (...[, tif, end]) => {
    await client.handle.send(limitOrder('O1', 109_507n, tif));
    expect(await reports(2)).toEqual(['0/0', end]);
  });

  it('FOK is never filled in part', async () => {
    await floor.api.post('/behaviour', { mode: 'partial', fraction: 0.5 });
    await client.handle.send(limitOrder('O1', 109_600n, '4'));
    expect(await reports(2)).toEqual(['0/0', 'C/C']);
  });

  it('that may rest is filled when the market comes to it', async () => {
    await client.handle.send(limitOrder('O1', 109_400n, '1'));
    expect(await reports(1)).toEqual(['0/0']);
    await floor.api.post('/quotes', { symbol: 'EURUSD', bid: 1.0939, ask: 1.09398 });
    expect(await reports(2)).toEqual(['0/0', 'F/2 100000@1.09398']);
  });
});

describe('an OrderCancelRequest(F)', () => {
  it('ends a resting order under the name of the request', async () => {
    await client.handle.send(limitOrder('O1', 109_400n, '1'));
    await client.ask(cancel('O1', 'C1'));
    expect(await reports(2)).toEqual(['0/0', '4/4']);
    expect(client.heard.at(-1)).toMatchObject({ clOrdId: 'C1', origClOrdId: 'O1' });
    expect(await floor.orders()).toMatchObject([{ clOrdId: 'O1', status: 'CANCELED' }]);
  });

  it.each([
    ['a filled order', 'O1', { cxlRejReason: 0, ordStatus: '2' }],
    ['an order that never was', 'O9', { cxlRejReason: 1, ordStatus: '8', orderId: 'NONE' }],
  ])('of %s is refused with the reason', async (...[, origClOrdId, expected]) => {
    await client.handle.send(marketOrder('O1'));
    await client.ask(cancel(origClOrdId, 'C1'));
    expect(await other()).toMatchObject({ msgType: '9', cxlRejResponseTo: '1', ...expected });
  });

  it('is refused as often as cancelReject says', async () => {
    await floor.api.post('/behaviour', { mode: 'cancelReject', cxlRejReason: 2, count: 1 });
    await client.handle.send(limitOrder('O1', 109_400n, '1'));
    await client.ask(cancel('O1', 'C1'));
    expect(await other()).toMatchObject({ msgType: '9', cxlRejReason: 2, origClOrdId: 'O1' });
    await client.ask(cancel('O1', 'C2'));
    expect(await reports(2)).toEqual(['0/0', '4/4']);
  });
});

describe('an OrderCancelReplaceRequest(G)', () => {
  it('gives the order a new limit and a new name, and lets it trade', async () => {
    await client.handle.send(limitOrder('O1', 109_400n, '1'));
    await client.ask(change('O1', 'R1', 109_600n));
    expect(await reports(3)).toEqual(['0/0', '5/0', 'F/2 100000@1.09508']);
    expect(client.heard[1]).toMatchObject({ clOrdId: 'R1', origClOrdId: 'O1' });
    expect(await floor.orders()).toMatchObject([{ clOrdId: 'O1', status: 'FILLED' }]);
  });

  it('of an order that is over, or to the name of another one, is refused', async () => {
    await client.handle.send(marketOrder('O1'));
    await client.handle.send(limitOrder('O2', 109_400n, '1'));
    await client.ask(change('O1', 'R1', 109_500n));
    expect(await other()).toMatchObject({ cxlRejReason: 0, cxlRejResponseTo: '2' });
    await client.ask(change('O2', 'O1', 109_500n));
    expect(await other(2)).toMatchObject({ cxlRejReason: 6 });
  });
});

describe('the book', () => {
  const massStatus: Fix44.OrderMassStatusRequest = {
    msgType: 'AF',
    massStatusReqId: 'M1',
    massStatusReqType: 7,
  };
  const trades: Fix44.TradeCaptureReportRequest = {
    msgType: 'AD',
    tradeRequestId: 'T1',
    tradeRequestType: 0,
  };

  it('is told by OrderMassStatusRequest(AF), but for orders that are silent', async () => {
    await client.handle.send(marketOrder('O1'));
    await client.handle.send(limitOrder('O2', 109_400n, '1'));
    await reports(3);
    await floor.api.post('/behaviour', { mode: 'silent' });
    await client.handle.send(marketOrder('O3'));
    await client.ask(massStatus);
    expect((await reports(5)).slice(3)).toEqual(['I/0', 'I/2']);
    const told = client.heard.slice(3).map(({ header }) => header.raw);
    expect(told.map((raw) => [raw.text(584), raw.text(911), raw.text(912)])).toEqual([
      ['M1', '2', 'N'],
      ['M1', '2', 'Y'],
    ]);
  });

  it('that is empty says so', async () => {
    await client.ask(massStatus);
    expect(await reports(1)).toEqual(['I/8']);
    expect(client.heard[0]?.header.raw.text(911)).toBe('0');
  });

  it('tells its trades by TradeCaptureReportRequest(AD), one report each', async () => {
    await client.handle.send(marketOrder('O1'));
    await client.handle.send(marketOrder('O2', { side: '2' }));
    await reports(4);
    await client.ask({ ...trades, clOrdId: 'O2' });
    await other(2);
    expect(client.others).toMatchObject([
      { msgType: 'AQ', tradeRequestId: 'T1', totNumTradeReports: 1, tradeRequestResult: 0 },
      {
        msgType: 'AE',
        tradeRequestId: 'T1',
        lastRptRequested: true,
        lastPx: { unscaled: 109_500n },
        sides: [{ side: '2', clOrdId: 'O2' }],
      },
    ]);
    const [, last] = client.others;
    const from = last?.msgType === 'AE' ? last.transactTimeMs + 1 : 0;
    await client.ask({ ...trades, dates: [{ tradeDate: '20261121', transactTimeMs: from }] });
    expect(await other(3)).toMatchObject({ msgType: 'AQ', totNumTradeReports: 0 });
  });

  it('knows resting orders, their names and their trades after a restart', async () => {
    await client.handle.send(limitOrder('O1', 109_400n, '1'));
    await client.ask(change('O1', 'R1', 109_300n));
    await reports(2);
    await floor.restart();
    await until('LOGGED_ON', () => client.handle.info.status === 'LOGGED_ON');
    await client.ask(cancel('R1', 'C1'));
    expect((await reports(3)).at(-1)).toBe('4/4');
  });
});
