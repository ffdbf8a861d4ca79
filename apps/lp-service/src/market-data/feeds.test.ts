/** Which symbols are quoted, how fresh, and by whom best; over a real FIX session. */
import { safe } from '@faultline/client';
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
  await desk.open();
  await desk.connected('OANDA');
  return desk;
}

const snapshot = (bid: string, ask: string) => ({
  msgType: 'W' as const,
  symbol: 'EURUSD',
  entries: [
    { mdEntryType: '0' as const, mdEntryPx: dec(bid) },
    { mdEntryType: '1' as const, mdEntryPx: dec(ask) },
  ],
});

type Feeds = Awaited<ReturnType<typeof feedsOf>>;

const feedsOf = async (desk: Desk) => desk.lp.marketData.feeds.query({ symbols: ['EURUSD'] });
const EURUSD = { lp: 'YOFX', symbols: ['EURUSD'] };

describe('a feed', () => {
  it('waits for its first quote, then is live, and the best of each side is marked', async () => {
    const desk = await open();
    expect(await feedsOf(desk)).toMatchObject([
      { lp: 'YOFX', state: 'WAITING', bid: null, isBestBid: false },
      { lp: 'OANDA', state: 'WAITING' },
    ]);
    await desk.provider.post('YOFX2', snapshot('1.0950', '1.0952'));
    await desk.provider.post('OANDA2', snapshot('1.0949', '1.0951'));
    await until('both', async () => (await feedsOf(desk)).every(({ state }) => state === 'LIVE'));
    expect(await feedsOf(desk)).toMatchObject([
      { lp: 'YOFX', bid: 1.095, isBestBid: true, isBestAsk: false },
      { lp: 'OANDA', ask: 1.0951, isBestBid: false, isBestAsk: true },
    ]);
  });

  it('at a price that cannot be is not taken', async () => {
    const desk = await open();
    await desk.provider.post('YOFX2', snapshot('1.0950', '1.0952'));
    await until('live', async () => (await feedsOf(desk))[0]?.state === 'LIVE');
    await desk.provider.post('YOFX2', snapshot('-1', '1.0952'));
    await desk.provider.post('YOFX2', snapshot('109.50', '109.52'));
    await desk.provider.post('OANDA2', snapshot('1.0949', '1.0951'));
    await until('the other', async () => (await feedsOf(desk))[1]?.state === 'LIVE');
    expect((await feedsOf(desk))[0]).toMatchObject({ bid: 1.095, ask: 1.0952 });
  });

  it('that nobody wants is halted until somebody does', async () => {
    const desk = await open();
    await until('the requests', () => desk.provider.subscriptions.length === 14);
    const ended = await desk.lp.marketData.unsubscribe.mutate(EURUSD);
    await until('the end', () => desk.provider.subscriptions.length === 15);
    expect(desk.provider.subscriptions.at(-1)).toMatchObject({
      mdReqId: ended.mdReqIds[0],
      subscriptionRequestType: '2',
    });
    expect((await feedsOf(desk))[0]).toMatchObject({ state: 'HALTED' });
    await desk.lp.marketData.subscribe.mutate(EURUSD);
    expect((await feedsOf(desk))[0]).toMatchObject({ state: 'WAITING' });
  });

  it('whose request ends the link is shown with that as the reason', async () => {
    const desk = new Desk();
    desks.push(desk);
    desk.provider.onSubscribe = () => {
      desk.provider.drop('YOFX2');
      return [];
    };
    await desk.provider.open();
    await desk.start();
    const errors = async () =>
      (await desk.lp.marketData.feeds.query({})).map(({ feedError }) => feedError);
    // It is shown until the next request, which may come at once.
    const shown = new Set<string | null>();
    await until('the reason', async () => {
      for (const error of await errors()) shown.add(error);
      return shown.size > 1;
    });
    expect(shown).toEqual(new Set([null, 'DISCONNECTED_ON_REQUEST']));
  });

  it.each([
    [{ lp: 'NOBODY', symbols: ['EURUSD'] }, 'LP_NOT_FOUND'],
    [{ lp: 'YOFX', symbols: ['EURXXX'] }, 'INVALID_SYMBOL'],
    [{ lp: 'YOFX', symbols: ['EURUSD\x0135=D'] }, 'INVALID_SYMBOL'],
  ])('of %o cannot be subscribed to', async (input, code) => {
    const desk = await open();
    expect(await safe(desk.lp.marketData.subscribe.mutate(input))).toMatchObject({
      error: { code },
    });
  });

  it('is told as it changes', async () => {
    const desk = await open();
    const listening = desk.stream<Feeds>('marketData.stream', { symbols: ['EURUSD'] }, (feeds) =>
      feeds.some(({ state }) => state === 'LIVE'),
    );
    await desk.provider.post('YOFX2', snapshot('1.0950', '1.0952'));
    const [first, ...later] = await listening;
    expect([first?.length, later.at(-1) ?? first]).toMatchObject([
      2,
      expect.arrayContaining([expect.objectContaining({ lp: 'YOFX', bid: 1.095 })]),
    ]);
  });
});
