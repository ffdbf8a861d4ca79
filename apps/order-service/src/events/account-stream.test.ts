/** The stream of an account: nothing lost, nothing twice, whenever the listener comes, goes and comes again. */
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ann, ben, callBy, openDesk } from '../testing/desk.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => desk.close());

type Seen = { seq?: number | undefined; type: string; payload: unknown };

/** Listens to account 2, which our own book fills, until enough numbered items, or those up to a number, have come. */
async function listen(
  enough: number | { readonly upTo: number },
  lastEventSeq?: number,
  onFirst: () => Promise<unknown> = async () => undefined,
): Promise<Seen[]> {
  const hangUp = new AbortController();
  const { call } = callBy(ann, hangUp.signal);
  const seen: Seen[] = [];
  for await (const item of await desk.accountStream({ accountId: 2, lastEventSeq }, call)) {
    if (item.seq !== undefined) seen.push(item);
    if (seen.length === 1 && item.seq !== undefined) await onFirst();
    const last = seen.at(-1)?.seq ?? 0;
    if (typeof enough === 'number' ? seen.length >= enough : last >= enough.upTo) break;
  }
  hangUp.abort();
  return seen;
}

const buy = async () => {
  const order = { symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.01) } as const;
  return desk.orders.placeMarket({ accountId: 2, ...order }, callBy(ann).call);
};

describe('the stream of an account', () => {
  it('begins with everything as it stands, and goes on with what happens', async () => {
    await buy();
    const [start, ...live] = await listen(4, undefined, buy);
    expect(start).toMatchObject({
      seq: 3,
      type: 'RESYNC',
      payload: { account: { accountId: 2, openPositions: 1 }, positions: [{ symbol: 'EURUSD' }] },
    });
    expect(live.map(({ seq, type }) => [seq, type])).toEqual([
      [4, 'ORDER_FILLED'],
      [5, 'POSITION_OPENED'],
      [6, 'BALANCE_CHANGED'],
    ]);
    expect(live[0]?.payload).toMatchObject({
      volume: 0.01,
      avgFillPrice: 1.09504,
      status: 'FILLED',
    });
  });

  it('replays what was missed after a number, and goes over to live without a gap', async () => {
    await buy();
    await buy();
    const listening = listen(7, 2);
    await Promise.all([buy(), buy(), buy()]);
    expect((await listening).map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7, 8, 9]);
  });

  it('starts over with a snapshot for a number that never was', async () => {
    await buy();
    expect(await listen(1, 99)).toMatchObject([{ seq: 3, type: 'RESYNC' }]);
  });

  it('tells a listener that did not keep up all that it missed, and not merely how things stand', async () => {
    await buy();
    const flood = async () => {
      const payload = { positionId: 1, symbol: 'EURUSD' };
      const event = { accountId: 2, type: 'STOP_OUT', payload, atMs: 0 } as const;
      const events = Array.from({ length: 1_500 }, () => event);
      const changes = { atMs: desk.clock.nowMs, events };
      await desk.store.commit({ accountId: 2 }, () => ({ answer: null, changes }));
    };
    const seen = await listen(1_502, 1, flood);
    expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_502 }, (_, nth) => nth + 2));
    expect(seen.some(({ type }) => type === 'RESYNC')).toBe(false);
  });

  it('keeps nothing that is not as the contract has it', async () => {
    const payload = { positionId: 'one', symbol: 'EURUSD' };
    const events = [{ accountId: 2, type: 'STOP_OUT', payload, atMs: 0 }] as never;
    const changes = { atMs: desk.clock.nowMs, events };
    const wrong = desk.store.commit({ accountId: 2 }, () => ({ answer: null, changes }));
    await expect(wrong).rejects.toThrow(/expected number/);
    await buy();
    expect(await listen(1)).toMatchObject([{ seq: 3, type: 'RESYNC' }]);
  });

  it('is gapless for every listener, wherever it comes in', async () => {
    const listeners = [0, 5, 17].map(async (from) => listen({ upTo: 60 }, from));
    for (let round = 0; round < 10; round += 1) await Promise.all([buy(), buy()]);
    for (const [index, from] of [0, 5, 17].entries()) {
      const numbers = (await listeners[index])?.map(({ seq }) => seq);
      const start = from > 0 && numbers?.[0] !== from + 1 ? numbers?.[0] : from + 1;
      expect(numbers).toEqual(numbers?.map((_, offset) => (start ?? 0) + offset));
    }
  });

  it('tells of halts and of lost lines to the account’s providers, without a number and only once', async () => {
    const hangUp = new AbortController();
    const { call } = callBy(ann, hangUp.signal);
    const news: Seen[] = [];
    const halted = async () => {
      const euro = desk.store.reference().instruments.get('EURUSD');
      if (euro === undefined) throw new Error('the demo has the euro');
      const halt = { reason: 'SYMBOL_HALTED' as const, untilMs: null };
      const instruments = [{ ...euro, halt, version: euro.version + 1 }];
      const changes = { atMs: desk.clock.nowMs, instruments };
      await desk.store.commit({}, () => ({ answer: null, changes }));
      desk.market.board.venue({ lp: 'OANDA', connected: true, lastConnectedMs: 0 });
      desk.market.board.venue({ lp: 'YOFX', connected: false, lastConnectedMs: 0 });
    };
    for await (const item of await desk.accountStream({ accountId: 2 }, call)) {
      if (item.type === 'RESYNC') await halted();
      else news.push(item);
      if (news.length === 2) break;
    }
    hangUp.abort();
    expect(news).toMatchObject([
      {
        type: 'SYMBOL_STATE_CHANGED',
        payload: { symbol: 'EURUSD', tradeMode: 'FULL', haltReason: 'SYMBOL_HALTED' },
      },
      { type: 'CONNECTION_STATE', payload: { lp: 'YOFX', connected: false } },
    ]);
    expect(news.every(({ seq }) => seq === undefined)).toBe(true);
    const { snapshot } = desk.handlers.quotes;
    const [quote] = await snapshot({ symbols: ['EURUSD'] }, callBy(ann).call);
    expect(quote?.state).toBe('HALTED');
  });

  it('is somebody else’s to nobody', async () => {
    const asking = desk.accountStream({ accountId: 2 }, callBy(ben).call);
    await expect(asking).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  });
});
