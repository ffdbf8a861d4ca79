/** Prices as they were and as they come: bounded, conflated, and told when they stop. */
import type { Points } from '@faultline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sqliteDatabase } from '../testing/databases.ts';
import { ann, ben, callBy, openDesk } from '../testing/desk.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => desk.close());

const move = (bid: Points, laterMs = 1_000): void => {
  desk.clock.nowMs += laterMs;
  desk.quote({ bid, ask: bid + 8n });
};
const number = ({ unscaled, scale }: { unscaled: bigint; scale: number }): number =>
  Number(unscaled) / 10 ** scale;

describe('ticks', () => {
  it('are the last price changes of the caller’s provider, the newest last', async () => {
    for (const bid of [109_500n, 109_510n, 109_520n]) move(bid);
    desk.quote({ lp: 'OANDA', bid: 1n, ask: 2n });
    const ticks = await desk.handlers.quotes.ticks(
      { symbol: 'EURUSD', limit: 2 },
      callBy(ann).call,
    );
    expect(ticks.map(({ bid, lp }) => [number(bid), lp])).toEqual([
      [1.0951, 'YOFX'],
      [1.0952, 'YOFX'],
    ]);
    expect(number(ticks[0]?.spread ?? { unscaled: 0n, scale: 0 })).toBe(0.00008);
    expect(ticks[1]?.timestamp).toBe(desk.clock.nowMs);
  });

  it('are at most ten thousand, whatever comes', async () => {
    for (let round = 0n; round < 10_050n; round += 1n) move(100_000n + round, 1);
    const asked = { symbol: 'EURUSD', limit: 10_000 };
    const ticks = await desk.handlers.quotes.ticks(asked, callBy(ann).call);
    expect(ticks).toHaveLength(10_000);
    expect(number(ticks[0]?.bid ?? { unscaled: 0n, scale: 0 })).toBe(1.0005);
  });
});

describe('candles', () => {
  it('hold open, high, low, close and the count of changes of each minute', async () => {
    desk.clock.nowMs += 60_000;
    for (const bid of [109_500n, 109_700n, 109_300n, 109_400n]) move(bid, 10_000);
    move(109_450n, 60_000);
    const candles = await desk.handlers.quotes.candles({ symbol: 'EURUSD' }, callBy(ann).call);
    const [first, second] = candles.map((candle) => ({
      ohlc: [candle.open, candle.high, candle.low, candle.close].map(number),
      volume: candle.volume,
      startsOnMinute: candle.timestamp % 60_000,
    }));
    expect(first).toEqual({ ohlc: [1.095, 1.097, 1.093, 1.094], volume: 4, startsOnMinute: 0 });
    expect(second).toMatchObject({ volume: 1 });
  });

  it('are longer in a longer timeframe, and never touch another symbol', async () => {
    for (const bid of [109_500n, 109_700n]) move(bid, 600_000);
    const day = { symbol: 'EURUSD', timeframe: '1d' } as const;
    expect(await desk.handlers.quotes.candles(day, callBy(ann).call)).toHaveLength(1);
    const other = { symbol: 'GBPUSD' };
    expect(await desk.handlers.quotes.candles(other, callBy(ann).call)).toEqual([]);
    const unknown = desk.handlers.quotes.candles({ symbol: 'NOPE' }, callBy(ann).call);
    await expect(unknown).rejects.toMatchObject({ code: 'INVALID_SYMBOL' });
  });
});

describe('after a restart', () => {
  it('candles are there again, and the one that was not over goes on', async () => {
    const database = await sqliteDatabase();
    const minute = 1_768_824_060_000;
    const opened = async () => {
      const again = await openDesk(database);
      await again.settled();
      return again;
    };
    const price = (of: typeof desk, bid: Points, atMs: number): void => {
      of.clock.nowMs = atMs;
      of.quote({ bid, ask: bid + 8n });
    };
    let other = await opened();
    price(other, 109_500n, minute);
    price(other, 109_900n, minute + 5_000);
    await other.close();
    other = await opened();
    price(other, 109_200n, minute + 30_000);
    const rows = await other.handlers.quotes.candles({ symbol: 'EURUSD' }, callBy(ann).call);
    const last = rows.find(({ timestamp }) => timestamp === minute);
    expect(
      [last?.open, last?.high, last?.low, last?.close].map((one) => one && number(one)),
    ).toEqual([1.095, 1.099, 1.092, 1.092]);
    expect(last?.volume).toBe(3);
    await other.close();
    await database.drop();
  });

  it('a user sees the symbols that were chosen, and others are not touched', async () => {
    const database = await sqliteDatabase();
    let other = await openDesk(database);
    const { unsubscribe, subscribe } = other.handlers.quotes;
    await unsubscribe({ symbol: 'XAUUSD' }, callBy(ann).call);
    await unsubscribe({ symbol: 'EURUSD' }, callBy(ann).call);
    await unsubscribe({ symbol: 'EURUSD' }, callBy(ann).call);
    await subscribe({ symbol: 'XAUUSD' }, callBy(ann).call);
    await other.close();
    other = await openDesk(database);
    const { subscribed } = other.handlers.quotes;
    const { symbols } = await subscribed({}, callBy(ann).call);
    expect(symbols).toHaveLength(6);
    expect(symbols).not.toContain('EURUSD');
    expect((await subscribed({}, callBy(ben).call)).symbols).toHaveLength(7);
    await other.close();
    await database.drop();
  });
});

describe('the stream of prices', () => {
  type Item = { type: string; quotes: { symbol: string; state: string }[]; ticks: object[] };

  /** Reads until so many items have come; `between` is called after the first. */
  async function read(count: number, between: () => void, maxRate = 20): Promise<Item[]> {
    const hangUp = new AbortController();
    const { call } = callBy(ann, hangUp.signal);
    const items: Item[] = [];
    for await (const item of await desk.handlers.quotes.stream(
      { symbols: ['EURUSD', 'GBPUSD'], maxRate },
      call,
    )) {
      items.push(item);
      if (items.length === 1) between();
      if (items.length >= count) break;
    }
    hangUp.abort();
    return items;
  }

  it('begins with every symbol as it stands, and goes on with what moves', async () => {
    const [start, next] = await read(2, () => setTimeout(() => move(109_600n), 20));
    expect(start).toMatchObject({
      type: 'QUOTES',
      quotes: [
        { symbol: 'EURUSD', state: 'LIVE' },
        { symbol: 'GBPUSD', state: 'WAITING' },
      ],
    });
    expect(start?.ticks).toHaveLength(1);
    expect(next).toMatchObject({ quotes: [{ symbol: 'EURUSD', bid: { unscaled: 109_600n } }] });
  });

  it('tells only the newest of many prices', async () => {
    const [, next] = await read(2, () => {
      for (let bid = 1n; bid <= 500n; bid += 1n) move(109_000n + bid, 1);
    });
    expect(next?.ticks).toMatchObject([{ bid: { unscaled: 109_500n } }]);
  });

  it('is alive while nothing moves, and tells that a symbol has gone stale', async () => {
    const [, heartbeat] = await read(2, () => {
      desk.clock.nowMs += 3_600_000;
    });
    expect(heartbeat).toMatchObject({
      type: 'HEARTBEAT',
      quotes: [{ symbol: 'EURUSD', state: 'STALE' }],
      ticks: [],
    });
  });

  it('lets go of the board when its listener hangs up', async () => {
    const { board } = desk.market;
    const before = board.listeners;
    await read(1, () => undefined);
    expect(board.listeners).toBe(before);
  });
});
