/** What a stop-out closes, in which order, and when it ends. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarise } from '../accounts/summary.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import {
  account,
  facts,
  group,
  instruments,
  NOW_MS,
  order,
  position,
  quotes,
} from '../testing/desk.ts';
import { playStopOut } from '../testing/stop-out-play.ts';
import { decideStopOut, nextToClose } from './decide-stop-out.ts';

const EURO = position({ id: 12, volume: 5_000n, openPrice: 110_000n, margin: 55_000n, book: 'B' });
const POUND = position({
  id: 13,
  symbol: 'GBPUSD',
  volume: 2_000n,
  openPrice: 127_000n,
  margin: 25_400n,
  book: 'B',
});

const FALLEN = { EURUSD: [108_900n, 108_908n], GBPUSD: [126_750n, 126_762n] } as const;

const FREE = instruments({ EURUSD: { commissionPerLot: 0n }, GBPUSD: { commissionPerLot: 0n } });

/** 1000.00, −550 on the euro and −50 on the pound: a level of 49.75 %. */
const fallen = (changes: Partial<TradingFacts> = {}): TradingFacts =>
  facts({
    account: account({ balance: 100_000n }),
    positions: [POUND, EURO],
    quotes: quotes({ ...FALLEN }),
    instruments: FREE,
    ...changes,
  });

const picked = (market: TradingFacts) =>
  nextToClose(market, market.group.stopOutStrategy)?.id ?? null;

describe('a stop-out', () => {
  it('at 49.75 % closes the euro, stands at 157.48 % and stops', () => {
    expect(summarise(fallen()).marginLevel).toBe(4_975n);
    const { facts: after, closed, end } = playStopOut(fallen());
    expect([closed, end]).toEqual([[12], 'DONE']);
    expect(summarise(after)).toMatchObject({
      balance: 45_000n,
      equity: 40_000n,
      margin: 25_400n,
      marginLevel: 15_748n,
    });
  });

  it('leaves an account alone whose level is a hundredth above', () => {
    const level = (stopOutLevel: bigint) =>
      decideStopOut(fallen({ group: group({ stopOutLevel }) })).kind;
    expect([level(4_974n), level(4_975n)]).toEqual(['DONE', 'CLOSE']);
  });

  it('closes everything if it must', () => {
    const {
      facts: after,
      closed,
      end,
    } = playStopOut(fallen({ account: account({ balance: 30_000n }) }));
    expect([closed, end]).toEqual([[12, 13], 'DONE']);
    expect(after.account.balance).toBe(-30_000n);
  });

  it('waits for closes under way instead of closing more', () => {
    const closing = { ...EURO, status: 'CLOSING', lockOrderId: 'ORD-9' } as const;
    const underWay = fallen({ positions: [POUND, closing] });
    expect(decideStopOut(underWay)).toEqual({ kind: 'DONE' });
    const part = order({ id: 'ORD-9', reduces: 12, volume: 100n, status: 'ROUTED' });
    const partly = fallen({
      account: account({ balance: 99_000n }),
      positions: [POUND, closing],
      orders: [part],
    });
    expect(decideStopOut(partly)).toMatchObject({ kind: 'CLOSE', position: { id: 13 } });
  });

  it('counts what a close has filled already as closed, and no more', () => {
    const closing = { ...EURO, status: 'CLOSING', lockOrderId: 'ORD-9' } as const;
    const half = order({ id: 'ORD-9', reduces: 12, volume: 5_000n, filledVolume: 4_900n });
    const market = fallen({
      account: account({ balance: 99_000n }),
      positions: [POUND, closing],
      orders: [half],
    });
    expect(decideStopOut(market).kind).toBe('CLOSE');
  });

  it('counts the margin that working orders have reserved', () => {
    const working = [order({ reservedMargin: 60_000n })];
    expect(decideStopOut(fallen({ positions: [POUND] })).kind).toBe('DONE');
    const reserved = fallen({ account: account({ balance: 40_000n }), positions: [POUND] });
    expect(decideStopOut({ ...reserved, orders: working }).kind).toBe('CLOSE');
  });

  it('has nothing to do where only working orders tie up margin', () => {
    const working = fallen({ positions: [], orders: [order({ reservedMargin: 900_000n })] });
    expect(decideStopOut(working)).toEqual({ kind: 'DONE' });
  });
});

describe('the next position to close', () => {
  it('is the one that loses most, or the one that ties up most', () => {
    const heavy = { ...POUND, margin: 90_000n };
    const market = fallen({ positions: [heavy, EURO] });
    expect(nextToClose(market, 'MOST_LOSING_FIRST')?.id).toBe(12);
    expect(nextToClose(market, 'MOST_MARGIN_FIRST')?.id).toBe(13);
  });

  it('of equal losses is the larger margin, then the older, then the lower id', () => {
    const twin = (changes: Partial<typeof EURO>) => ({ ...EURO, ...changes });
    const pick = (...positions: (typeof EURO)[]) => picked(fallen({ positions }));
    expect(pick(twin({ id: 1, margin: 5n }), twin({ id: 2, margin: 6n }))).toBe(2);
    expect(pick(twin({ id: 1, openTimeMs: 9 }), twin({ id: 2, openTimeMs: 8 }))).toBe(2);
    expect(pick(twin({ id: 2 }), twin({ id: 1 }))).toBe(1);
  });

  it('of equal margins is the larger loss', () => {
    const market = fallen({ positions: [{ ...EURO, margin: 25_400n, openTimeMs: NOW_MS }, POUND] });
    expect(nextToClose(market, 'MOST_MARGIN_FIRST')?.id).toBe(12);
  });

  it('can be closed: its market is open, its quotes are live, its provider is there', () => {
    const isClosed = {
      open: false,
      opensAtMs: null,
      reason: 'WEEKEND_CLOSED',
      holiday: null,
    } as const;
    const isOpen = { open: true, closesAtMs: null } as const;
    const shut = fallen({ session: (symbol) => (symbol === 'EURUSD' ? isClosed : isOpen) });
    expect(picked(shut)).toBe(13);
    const old = quotes({ ...FALLEN, EURUSD: [108_900n, 108_908n, 10_001] });
    expect(picked(fallen({ quotes: old }))).toBe(13);
    expect(picked(fallen({ quotes: quotes({ ...FALLEN, EURUSD: null }) }))).toBe(13);
    const away = { lp: 'YOFX', connected: false, lastConnectedMs: null };
    const sent = fallen({ positions: [POUND, { ...EURO, book: 'A' }], venues: [away] });
    expect(picked(sent)).toBe(13);
  });

  it('is none when none can be, and then somebody must know', () => {
    const dark = fallen({
      quotes: quotes({ EURUSD: null, GBPUSD: null }),
      account: account({ balance: 0n }),
    });
    expect(picked(dark)).toBeNull();
    expect(decideStopOut(dark)).toEqual({ kind: 'BLOCKED' });
    expect(playStopOut(dark)).toMatchObject({ closed: [], end: 'BLOCKED' });
  });

  it('closes nothing while all trading is halted, as a halted market is not open, and somebody must know', () => {
    const halted = fallen({ broker: { tradingState: 'HALTED', reason: 'A bad feed' } });
    expect(decideStopOut(halted)).toEqual({ kind: 'BLOCKED' });
    const reducing = fallen({ broker: { tradingState: 'REDUCING', reason: null } });
    expect(decideStopOut(reducing)).toMatchObject({ kind: 'CLOSE', position: { id: 12 } });
  });
});

describe('the law of the stop-out', () => {
  const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'] as const;
  const PRICES = { EURUSD: 109_500n, GBPUSD: 127_000n, USDJPY: 155_000n, XAUUSD: 265_000n };
  const holding = fc.record({
    symbol: fc.constantFrom(...SYMBOLS),
    side: fc.constantFrom('BUY' as const, 'SELL' as const),
    volume: fc.bigInt({ min: 1n, max: 200n }).map((steps) => steps * 100n),
    shift: fc.bigInt({ min: -2_000n, max: 2_000n }),
    margin: fc.bigInt({ min: 0n, max: 500_000n }),
  });
  const markets = fc.record({
    holdings: fc.array(holding, { maxLength: 8 }),
    balance: fc.bigInt({ min: -100_000n, max: 2_000_000n }),
    stale: fc.option(fc.constantFrom(...SYMBOLS)),
    stopOutStrategy: fc.constantFrom('MOST_LOSING_FIRST' as const, 'MOST_MARGIN_FIRST' as const),
    hedgedMargin: fc.constantFrom('MAX' as const, 'SUM' as const, 'NET' as const),
  });

  it('is that it ends, and never touches a healthy account', () => {
    fc.assert(
      fc.property(markets, ({ holdings, balance, stale, ...terms }) => {
        const positions = holdings.map(({ shift, ...held }, index) =>
          position({ ...held, id: index + 1, openPrice: PRICES[held.symbol] + shift, book: 'B' }),
        );
        const market = facts({
          account: account({ balance }),
          group: group(terms),
          positions,
          quotes: quotes(stale === null ? {} : { [stale]: null }),
        });
        const { facts: after, closed, end } = playStopOut(market);
        const { marginLevel } = summarise(market);
        const healthy = marginLevel === null || marginLevel > 5_000n;
        expect(healthy && closed.length > 0).toBe(false);
        const open = after.positions.filter(({ status }) => status === 'OPEN');
        const { marginLevel: level } = summarise({ ...after, positions: open });
        const saved = level === null || level > 5_000n || open.length === 0;
        expect(saved).toBe(end === 'DONE');
        expect(end === 'BLOCKED' && picked(after) !== null).toBe(false);
      }),
    );
  });
});
