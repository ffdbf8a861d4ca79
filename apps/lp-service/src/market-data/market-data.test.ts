/** Quotes from a real FIX session to a long poll. */
import { afterEach, describe, expect, it } from 'vitest';
import { Desk, until } from '../testing/desk.ts';
import { dec } from '../testing/orders.ts';

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function open(): Promise<Desk> {
  const desk = new Desk();
  desks.push(desk);
  return desk.open();
}

const snapshot = (symbol: string, bid: string, ask: string) => ({
  msgType: 'W' as const,
  symbol,
  entries: [
    { mdEntryType: '0' as const, mdEntryPx: dec(bid) },
    { mdEntryType: '1' as const, mdEntryPx: dec(ask) },
  ],
});

type Version = { epoch?: string; afterVersion: number };
const START: Version = { afterVersion: 0 };

/** Polls until a quote of the symbol comes. */
async function quoteOf(desk: Desk, symbol: string, from: Version = START) {
  let { epoch, afterVersion } = from;
  const deadlineMs = Date.now() + 5_000;
  while (Date.now() < deadlineMs) {
    const seen = { ...(epoch === undefined ? {} : { epoch }), afterVersion };
    const changes = await desk.lp.marketData.changes.query({ ...seen, waitMs: 500 });
    ({ epoch, version: afterVersion } = changes);
    const quote = changes.quotes.find((one) => one.symbol === symbol);
    if (quote !== undefined) return { quote, next: { epoch, afterVersion } };
  }
  throw new Error(`no quote of ${symbol}`);
}

describe('a quote session', () => {
  it('asks for every symbol as the provider wants to be asked', async () => {
    const desk = await open();
    await until('the requests', () => desk.provider.subscriptions.length === 14);
    expect(desk.provider.subscriptions[0]).toMatchObject({
      subscriptionRequestType: '1',
      marketDepth: 1,
      mdUpdateType: 0,
      mdEntryTypes: ['0', '1'],
    });
    const symbols = desk.provider.subscriptions.flatMap((one) => one.symbols);
    expect([...new Set(symbols)].toSorted()).toEqual(
      ['BTCUSD', 'EURUSD', 'GBPUSD', 'NAS100', 'US30', 'USDJPY', 'XAUUSD'].toSorted(),
    );
    expect(new Set(desk.provider.subscriptions.map(({ mdReqId }) => mdReqId)).size).toBe(14);
  });

  it('asks again after the link was cut', async () => {
    const desk = await open();
    await until('the requests', () => desk.provider.subscriptions.length === 14);
    desk.provider.drop('YOFX2');
    await until('the requests again', () => desk.provider.subscriptions.length >= 21);
    expect(desk.provider.subscriptions).toHaveLength(21);
  });

  it('shows why a symbol has no quotes', async () => {
    const desk = new Desk();
    desks.push(desk);
    desk.provider.onSubscribe = ({ mdReqId, symbols }) =>
      symbols[0] === 'US30'
        ? [{ msgType: 'Y', mdReqId, mdReqRejReason: '0', text: 'Unknown symbol' }]
        : [];
    await desk.open();
    const errors = async () => (await desk.lp.fix.list.query({})).map(({ lastError }) => lastError);
    await until('a reason', async () => (await errors())[1] !== null);
    expect(await errors()).toContain('US30: Unknown symbol');
  });
});

describe('the board', () => {
  it('wakes a waiting caller with a quote, exact to the last digit', async () => {
    const desk = await open();
    const waiting = quoteOf(desk, 'EURUSD');
    await desk.provider.post('YOFX2', snapshot('EURUSD', '1.09500', '1.09508'));
    const { quote } = await waiting;
    expect(quote).toEqual({
      symbol: 'EURUSD',
      lp: 'YOFX',
      bid: 1.095,
      ask: 1.09508,
      receivedAtMs: expect.any(Number),
    });
  });

  it('applies increments, and sends only what is newer', async () => {
    const desk = await open();
    await desk.provider.post('YOFX2', snapshot('XAUUSD', '2650.00', '2650.25'));
    await desk.provider.post('YOFX2', snapshot('EURUSD', '1.09500', '1.09508'));
    const { next } = await quoteOf(desk, 'EURUSD');
    await desk.provider.post('YOFX2', {
      msgType: 'X',
      changes: [
        { mdUpdateAction: '2', mdEntryType: '0', symbol: 'EURUSD', mdEntryPx: dec('1.09500') },
        { mdUpdateAction: '0', mdEntryType: '0', symbol: 'EURUSD', mdEntryPx: dec('1.09501') },
      ],
    });
    const { quote } = await quoteOf(desk, 'EURUSD', next);
    expect(quote).toMatchObject({ bid: 1.09501, ask: 1.09508 });
  });

  it('holds back a price a hundred times too high and a crossed one', async () => {
    const desk = await open();
    await desk.provider.post('YOFX2', snapshot('EURUSD', '1.09500', '1.09508'));
    const { next } = await quoteOf(desk, 'EURUSD');
    await desk.provider.post('YOFX2', snapshot('EURUSD', '109.500', '109.508'));
    await desk.provider.post('YOFX2', snapshot('EURUSD', '1.09508', '1.09500'));
    await desk.provider.post('YOFX2', snapshot('EURUSD', '1.09502', '1.09510'));
    expect((await quoteOf(desk, 'EURUSD', next)).quote).toMatchObject({ bid: 1.09502 });
  });

  it('tells of a provider that leaves and comes back', async () => {
    const desk = await open();
    const { lps, epoch, version } = await desk.lp.marketData.changes.query({
      afterVersion: 0,
      waitMs: 0,
    });
    expect(lps).toContainEqual({
      id: 'YOFX',
      connected: true,
      lastConnected: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    const waiting = desk.lp.marketData.changes.query({
      epoch,
      afterVersion: version,
      waitMs: 10_000,
    });
    desk.provider.drop('YOFX1');
    expect((await waiting).lps).toMatchObject([
      { id: 'YOFX', connected: false },
      { id: 'OANDA', connected: true },
    ]);
    await desk.connected();
  });

  it('repeats only the providers when the wait is over, and everything to another epoch', async () => {
    const desk = await open();
    const { epoch, version } = await desk.lp.marketData.changes.query({
      afterVersion: 0,
      waitMs: 0,
    });
    const seen = { epoch, afterVersion: version };
    expect(await desk.lp.marketData.changes.query({ ...seen, waitMs: 30 })).toEqual({
      epoch,
      version,
      quotes: [],
      lps: expect.arrayContaining([expect.objectContaining({ id: 'YOFX', connected: true })]),
    });
    const other = await desk.lp.marketData.changes.query({
      epoch: 'another run',
      afterVersion: version,
      waitMs: 10_000,
    });
    expect(other.lps).toHaveLength(2);
  });
});
