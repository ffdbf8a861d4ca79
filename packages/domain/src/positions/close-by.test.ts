/** Closing two opposite positions with each other. */
import { detailFaults, rowOf } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import {
  account,
  facts,
  fill,
  group,
  ids,
  instrument,
  instruments,
  NOW_MS,
  position,
  quotes,
  refusalOf,
  valueOf,
  WEEKEND,
} from '../testing/desk.ts';
import { newOrder } from '../orders/placement.ts';
import { applyFill } from './apply-fill.ts';
import { decideCloseBy } from './close-by.ts';
import type { Position } from './position.ts';
import { roundTripProfit } from './profit.ts';

const LONG = position();
const SHORT = position({ id: 13, side: 'SELL', openPrice: 109_700n, volume: 400n });
const closeBy = (opposite: Position, changes: Partial<TradingFacts> = {}, held = LONG) =>
  decideCloseBy({ position: held, opposite }, facts(changes));

/** Both orders placed and filled, as the shell does it. */
function executed(held: Position, opposite: Position, given: TradingFacts) {
  const pair = { position: held, opposite };
  const [first, second] = valueOf(decideCloseBy(pair, given));
  const made = { account: given.account, clientOrderId: null, nowMs: NOW_MS };
  return [[first, held, 'ORD-1'] as const, [second, opposite, 'ORD-2'] as const].map(
    ([placement, closing, orderId]) =>
      applyFill({
        order: newOrder(placement, { orderId }, made),
        position: closing,
        fill: fill({
          volume: placement.volume,
          price: placement.requestedPrice,
          lp: null,
          lpExecId: null,
        }),
        facts: given,
        ids: ids(),
      }),
  );
}

describe('a close by the opposite position', () => {
  it('shrinks both by the smaller volume, at the opposite’s entry', () => {
    const [first, second] = executed(LONG, SHORT, facts());
    expect(first).toMatchObject({
      order: { status: 'FILLED', source: 'CLOSE_BY', book: 'B' },
      position: { status: 'OPEN', volume: 600n },
      deal: { entry: 'OUT_BY', side: 'SELL', price: 109_700n, volume: 400n, profit: 800n },
    });
    expect(second).toMatchObject({
      position: { status: 'CLOSED', volume: 0n, closeReason: 'CLOSE_BY' },
      deal: { entry: 'OUT_BY', side: 'BUY', price: 109_700n, profit: 0n },
    });
  });

  it('needs no provider and no price, only an open market', () => {
    const silent = { venues: [], quotes: () => undefined };
    expect(closeBy(SHORT, silent).ok).toBe(true);
    expect(refusalOf(closeBy(SHORT, { session: () => WEEKEND })).code).toBe('MARKET_CLOSED');
    const broker = { tradingState: 'HALTED', reason: null } as const;
    expect(refusalOf(closeBy(SHORT, { broker })).code).toBe('TRADING_RESTRICTED');
  });

  it('needs a rate when what it makes has to be converted', () => {
    const yen = {
      account: account({ currency: 'EUR' }),
      quotes: quotes({ EURUSD: null }),
    };
    expect(refusalOf(closeBy(SHORT, yen)).code).toBe('PRICE_STALE');
  });

  it('is refused for anything but two opposites held in the same place', () => {
    const wrong: readonly Position[] = [
      LONG,
      { ...SHORT, side: 'BUY' },
      { ...SHORT, symbol: 'GBPUSD' },
      { ...SHORT, lp: 'OANDA' },
      { ...SHORT, book: 'B', lp: null },
    ];
    for (const opposite of wrong) {
      const { code, details } = refusalOf(closeBy(opposite));
      expect(code).toBe('PARTIAL_CLOSE_INVALID');
      expect(details).toMatchObject({ kind: 'NOT_OPPOSITE', positionVolume: 0.1 });
      expect(detailFaults(rowOf(code).details, details)).toEqual([]);
    }
  });

  it('closes nothing in part where that is not allowed', () => {
    const whole = { group: group({ partialClose: false }) };
    expect(refusalOf(closeBy(SHORT, whole)).details).toMatchObject({ kind: 'NOT_ALLOWED' });
    expect(closeBy({ ...SHORT, volume: 1_000n }, whole).ok).toBe(true);
  });

  it('touches neither a locked nor a closed position, on whichever side it is', () => {
    const held = { status: 'CLOSING', lockOrderId: 'ORD-9' } as const;
    expect(refusalOf(closeBy({ ...SHORT, ...held })).details).toEqual({
      positionId: 13,
      lockOrderId: 'ORD-9',
    });
    const closed = { ...LONG, status: 'CLOSED', closedAtMs: NOW_MS } as const;
    expect(refusalOf(closeBy(SHORT, {}, closed)).code).toBe('POSITION_ALREADY_CLOSED');
    const off = { account: account({ tradeState: 'DISABLED' }) } as const;
    expect(refusalOf(closeBy(SHORT, off)).code).toBe('ACCOUNT_DISABLED');
  });

  it('makes exactly what lies between the two entries, rounded once', () => {
    const prices = fc.bigInt({ min: 100_000n, max: 120_000n });
    const volumes = fc.bigInt({ min: 1n, max: 5_000n });
    const euros = facts({ account: account({ currency: 'EUR' }), instruments: instruments() });
    fc.assert(
      fc.property(prices, prices, volumes, volumes, (entry, exit, long, short) => {
        const held = position({ openPrice: entry, volume: long });
        const opposite = position({ id: 13, side: 'SELL', openPrice: exit, volume: short });
        const results = executed(held, opposite, euros);
        const volume = long < short ? long : short;
        const trip = { side: 'BUY', volume, openPrice: entry, closePrice: exit } as const;
        const exact = roundTripProfit(trip, instrument('EURUSD'), euros).profit;
        expect(results.reduce((sum, { deal }) => sum + deal.profit, 0n)).toBe(exact);
        const left = results.map(({ position: after }) => after.volume);
        expect(left).toEqual([long - volume, short - volume]);
      }),
    );
  });
});
