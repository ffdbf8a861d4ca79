/** Configuring providers, over HTTP, and what orders and quotes make of it, over FIX. */
import { safe } from '@faultline/client';
import type { Fix44, MarketDataRequest } from '@faultline/fix';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Desk, until } from '../testing/desk.ts';
import { dec } from '../testing/orders.ts';

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function open(env: Record<string, string> = {}): Promise<Desk> {
  const desk = new Desk({ ORDER_TIMEOUT_MS: '200', ...env });
  desks.push(desk);
  return desk.open();
}

const ACT = { actor: 'admin', reason: 'a test' };
const configOf = async (desk: Desk) => desk.lp.lp.get.query({ lp: 'YOFX' });

/** Changes the provider while its sessions are down, and brings them up again. */
async function rewire(desk: Desk, dialect: object): Promise<void> {
  const before = await configOf(desk);
  for (const sessionId of ['YOFX1', 'YOFX2']) await desk.lp.fix.disconnect.mutate({ sessionId });
  await desk.lp.lp.put.mutate({ ...before, dialect: { ...before.dialect, ...dialect }, ...ACT });
  for (const sessionId of ['YOFX1', 'YOFX2']) await desk.lp.fix.connect.mutate({ sessionId });
  await desk.connected();
}

describe('a provider', () => {
  it('is shown as it is configured, and every change is kept with who made it and why', async () => {
    const desk = await open();
    expect((await desk.lp.lp.list.query({})).map(({ id }) => id)).toEqual(['YOFX', 'OANDA']);
    await desk.lp.lp.setEnabled.mutate({ lp: 'YOFX', enabled: false, ...ACT });
    await desk.stop();
    await desk.start();
    expect(await configOf(desk)).toMatchObject({ id: 'YOFX', enabled: false });
    await desk.stop();
    const database = new DatabaseSync(join(desk.dataDir, 'lp', 'lp.db'), { readOnly: true });
    expect(database.prepare('SELECT actor, action, target, reason FROM audit').all()).toEqual([
      { actor: 'admin', action: 'lp.setEnabled', target: 'YOFX', reason: 'a test' },
    ]);
    database.close();
  });

  it('that is not enabled gets no orders', async () => {
    const desk = await open();
    await desk.lp.lp.setEnabled.mutate({ lp: 'YOFX', enabled: false, ...ACT });
    expect(await desk.submit('ORD-1', { lps: ['YOFX', 'OANDA'] })).toMatchObject({ lp: 'OANDA' });
  });

  it('is spoken to in its own symbols and units', async () => {
    const desk = await open();
    const { symbols } = await configOf(desk);
    const mapped = symbols.map((row) =>
      row.symbol === 'EURUSD' ? { ...row, lpSymbol: 'EUR/USD.x', volumeFactor: 1_000 } : row,
    );
    await desk.lp.lp.mapSymbols.mutate({ lp: 'YOFX', symbols: mapped, ...ACT });
    await desk.submit('ORD-1', { qty: 2_500 });
    expect(await desk.reports(1)).toMatchObject([{ kind: 'FILL', qty: 2_500 }]);
    expect(desk.provider.orders).toMatchObject([{ symbol: 'EUR/USD.x', orderQty: dec('2.5') }]);
    const { mdReqIds } = await desk.lp.marketData.subscribe.mutate({
      lp: 'YOFX',
      symbols: ['EURUSD'],
    });
    const asked = (): MarketDataRequest | undefined =>
      desk.provider.subscriptions.find(({ mdReqId }) => mdReqId === mdReqIds[0]);
    await until('the request', () => asked() !== undefined);
    expect(asked()).toMatchObject({ symbols: ['EUR/USD.x'] });
  });

  it('that cannot write a quantity does not get the order', async () => {
    const desk = await open();
    const { symbols } = await configOf(desk);
    const mapped = symbols.map((row) => ({ ...row, volumeFactor: 3 }));
    await desk.lp.lp.mapSymbols.mutate({ lp: 'YOFX', symbols: mapped, ...ACT });
    expect(await desk.submit('ORD-1', { lps: ['YOFX', 'OANDA'] })).toMatchObject({ lp: 'OANDA' });
  });

  it.each([
    [{ address: { host: '169.254.169.254', port: 80 } }, 'not on the list'],
    [{ address: { host: '127.0.0.1', port: 6379 } }, 'not on the list'],
    [{ quotes: { id: 'OANDA2', senderCompId: 'A', targetCompId: 'B' } }, 'another provider'],
  ])('with %o is refused', async (more, reason) => {
    const desk = await open();
    const config = await configOf(desk);
    expect(await safe(desk.lp.lp.put.mutate({ ...config, ...more, ...ACT }))).toMatchObject({
      error: { code: 'INVALID_REQUEST', details: { reason: expect.stringContaining(reason) } },
    });
  });

  it.each(['EUR\x01USD', 'EUR USD', ''])(
    'with a symbol %j that would break out of its field is refused',
    async (lpSymbol) => {
      const desk = await open();
      const symbols = [{ symbol: 'EURUSD', lpSymbol, digits: 5, volumeFactor: 1 }];
      const answer = await safe(desk.lp.lp.mapSymbols.mutate({ lp: 'YOFX', symbols, ...ACT }));
      expect(answer.ok).toBe(false);
    },
  );

  it('keeps its sessions as they are while they are up', async () => {
    const desk = await open();
    const config = await configOf(desk);
    const dialect = { ...config.dialect, massStatus: true };
    expect(await safe(desk.lp.lp.put.mutate({ ...config, dialect, ...ACT }))).toMatchObject({
      error: { code: 'FIX_SESSION_STATE' },
    });
  });
});

describe('after a reconnect', () => {
  it('a provider that can is asked about all orders at once', async () => {
    const desk = await open();
    await rewire(desk, { massStatus: true });
    desk.provider.onOrder = () => [];
    for (const orderId of ['ORD-1', 'ORD-2']) await desk.submit(orderId);
    await until('both orders', () => desk.provider.orders.length === 2);
    desk.provider.onAsked = (asked) =>
      asked.msgType === 'AF'
        ? desk.provider.orders.map((order) =>
            desk.provider.fill(order, { execType: 'I', execId: '0' } as object),
          )
        : [];
    desk.provider.drop('YOFX1');
    const reports = await desk.reports(2);
    await desk.connected();
    const fills = reports.filter(({ kind }) => kind === 'FILL').map(({ orderId }) => orderId);
    expect(fills).toEqual(['ORD-1', 'ORD-2']);
    expect(desk.provider.asked).toMatchObject([{ msgType: 'AF', massStatusReqType: 7 }]);
    expect(desk.provider.statusRequests).toEqual([]);
  });

  it('a provider that can is asked for the single trades, and each is booked once', async () => {
    const desk = await open();
    await rewire(desk, { tradeCapture: true });
    desk.provider.onOrder = () => [];
    await desk.submit('ORD-1');
    await until('the order', () => desk.provider.orders.length === 1);
    const [order] = desk.provider.orders;
    if (order === undefined) throw new Error('no order');
    const trade = (execId: string, qty: number, px: string) =>
      ({
        msgType: 'AE',
        tradeReportId: `T-${execId}`,
        previouslyReported: false,
        execId,
        symbol: 'EURUSD',
        lastQty: dec(qty),
        lastPx: dec(px),
        tradeDate: '20260119',
        transactTimeMs: Date.now(),
        sides: [{ side: '1', orderId: 'Y-1', clOrdId: order.clOrdId }],
      }) as unknown as Fix44.TradeCaptureReport;
    desk.provider.onAsked = (asked) =>
      asked.msgType === 'AD' ? [trade('E-1', 400, '1.1'), trade('E-2', 600, '1.2')] : [];
    desk.provider.onStatusRequest = ({ ordStatusReqId }) => [
      desk.provider.fill(order, {
        execType: 'I',
        execId: '0',
        ordStatusReqId,
        avgPx: dec('1.16'),
      } as object),
    ];
    desk.provider.drop('YOFX1');
    await until('the fills', async () => {
      const { state } = await desk.lp.execution.status.query({ orderId: 'ORD-1' });
      return state === 'FILLED';
    });
    const fills = (await desk.reports(2)).filter(({ kind }) => kind === 'FILL');
    expect(fills).toMatchObject([
      { execId: 'E-1', qty: 400, price: 1.1 },
      { execId: 'E-2', qty: 600, price: 1.2 },
    ]);
    // The execution itself, resent later, is no news.
    const late = { execId: 'E-1', ordStatus: '1', lastQty: dec(400), cumQty: dec(400) } as object;
    await desk.provider.post('YOFX1', desk.provider.fill(order, late));
    await desk.provider.post('YOFX1', desk.provider.fill({ ...order, clOrdId: 'STRANGE' }));
    expect((await desk.reports(fills.length + 1)).at(-1)).toMatchObject({ kind: 'UNKNOWN_ORDER' });
  });
});
