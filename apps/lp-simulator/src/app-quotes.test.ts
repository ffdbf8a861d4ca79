/** Quotes as a client on a real FIX session sees them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { marketOrder, until } from './testing/desk.ts';
import { Floor } from './testing/floor.ts';

let floor: Floor;
beforeEach(async () => {
  floor = await Floor.open();
});
afterEach(() => floor.close());

describe('quotes', () => {
  const subscribe = (mdReqId: string, symbols: readonly string[]) =>
    ({
      msgType: 'V',
      mdReqId,
      subscriptionRequestType: '1',
      marketDepth: 1,
      mdUpdateType: 1,
      mdEntryTypes: ['0', '1'],
      symbols,
    }) as const;

  it('come as a snapshot per symbol, then as updates', async () => {
    const { handle, heard } = await floor.client('YOFX2');
    await handle.send(subscribe('M1', ['EURUSD', 'US30']));
    await until('updates', () => heard.length > 8);
    expect(heard.slice(0, 2).map(({ msgType }) => msgType)).toEqual(['W', 'W']);
    expect(heard.slice(2).every(({ msgType }) => msgType === 'X')).toBe(true);
  });

  it('that are pinned come at once and stay; those that are stopped stop', async () => {
    const { handle, heard } = await floor.client('YOFX2');
    await handle.send(subscribe('M1', ['EURUSD']));
    await until('the snapshot', () => heard.length > 0);
    await floor.api.post('/quotes', { symbol: 'EURUSD', bid: 1.2, ask: 1.20005 });
    const pinned = { changes: [{ mdEntryPx: { unscaled: 120_000n, scale: 5 } }, {}] };
    await until('the pinned price', () =>
      heard.some((one) => one.msgType === 'X' && one.changes[0]?.mdEntryPx?.unscaled === 120_000n),
    );
    expect(heard.at(-1)).toMatchObject(pinned);
    await floor.api.post('/quotes', { symbol: 'EURUSD', stop: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const count = heard.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard.length).toBe(count);
    await floor.api.post('/reset');
    await until('updates again', () => heard.length > count);
  });

  it('stand so many points beside the walk under gapQuotes, and orders trade there', async () => {
    const { handle, heard } = await floor.client('YOFX2');
    const trader = await floor.trader();
    await handle.send(subscribe('M1', ['EURUSD']));
    await until('the snapshot', () => heard.length > 0);
    await floor.api.post('/behaviour', { mode: 'gapQuotes', points: -500, symbol: 'EURUSD' });
    await until('the gap', () =>
      heard.some((one) => one.msgType === 'X' && one.changes[0]?.mdEntryPx?.unscaled === 109_000n),
    );
    await trader.handle.send(marketOrder('O1'));
    await until('the fill', () => trader.reports().length === 2);
    expect(trader.reports()[1]).toBe('F/2 100000@1.09008');
  });

  it('stop for the sessions that a behaviour names', async () => {
    const stopped = await floor.client('YOFX2');
    const flowing = await floor.client('OANDA2');
    await floor.api.post('/behaviour', { mode: 'stopQuotes', lp: 'YOFX' });
    await stopped.handle.send(subscribe('M1', ['EURUSD']));
    await flowing.handle.send(subscribe('M1', ['EURUSD']));
    await until('quotes of the other provider', () => flowing.heard.length > 5);
    expect(stopped.heard).toEqual([]);
  });

  it.each([
    ['an unknown symbol', 'YOFX2', ['EUR/USD'], '0'],
    ['the orders session', 'YOFX1', ['EURUSD'], '3'],
  ])('for %s are refused', async (...[, session, symbols, mdReqRejReason]) => {
    const { handle, heard } = await floor.client(session);
    await handle.send(subscribe('M1', symbols));
    await until('the reject', () => heard.length === 1);
    expect(heard[0]).toMatchObject({ msgType: 'Y', mdReqId: 'M1', mdReqRejReason });
  });

  it('are refused as often as mdReject says', async () => {
    const { handle, heard } = await floor.client('YOFX2');
    await floor.api.post('/behaviour', { mode: 'mdReject', reason: '3', count: 1 });
    await handle.send(subscribe('M1', ['EURUSD']));
    await until('the reject', () => heard.length === 1);
    expect(heard[0]).toMatchObject({ msgType: 'Y', mdReqRejReason: '3' });
    await handle.send(subscribe('M1', ['EURUSD']));
    await until('the snapshot', () => heard.length > 1);
    expect(heard[1]?.msgType).toBe('W');
  });
});
