/** Executions of an opening order: whole, in parts, late. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceChange } from '../ledger/posting.ts';
import { decideMarketOrder } from '../orders/decide-market-order.ts';
import { newOrder } from '../orders/placement.ts';
import {
  account,
  facts,
  fill,
  ids,
  instrument,
  instruments,
  NOW_MS,
  order,
  pair,
  request,
  valueOf,
} from '../testing/desk.ts';
import { applyOpeningFill } from './apply-opening-fill.ts';
import type { FillResult } from './fill.ts';
import { commissionOf } from '../money/commission.ts';
import { summarise } from '../accounts/summary.ts';

describe('an opening fill', () => {
  it('opens the position, charges commission and releases the reservation', () => {
    const placement = valueOf(decideMarketOrder(request({ sl: 1.09 }), facts()));
    const placed = newOrder(
      placement,
      { orderId: 'ORD-1' },
      { account: account(), clientOrderId: 'mine', nowMs: NOW_MS },
    );
    expect(placed).toMatchObject({
      status: 'ROUTED',
      book: 'A',
      lp: 'YOFX',
      clientOrderId: 'mine',
    });
    const result = applyOpeningFill({
      order: placed,
      position: null,
      fill: fill({ price: 109_504n }),
      facts: facts(),
      ids: ids(),
    });
    expect(result.order).toMatchObject({
      status: 'FILLED',
      filledVolume: 1_000n,
      avgFillPrice: 109_504n,
      positionId: 12,
      reservedMargin: 0n,
      doneAtMs: NOW_MS + 20,
      version: 2,
    });
    expect(result.position).toMatchObject({
      id: 12,
      side: 'BUY',
      volume: 1_000n,
      initialVolume: 1_000n,
      openPrice: 109_504n,
      sl: 109_000n,
      margin: 10_950n,
      commission: 35n,
      status: 'OPEN',
      lp: 'YOFX',
      openTimeMs: NOW_MS + 20,
    });
    expect(result.deal).toMatchObject({
      entry: 'IN',
      profit: 0n,
      commission: 35n,
      conversionRate: 10_950_000_000n,
      lpExecId: 'X-1',
    });
    expect(result.postings).toEqual([
      {
        id: 1,
        debit: 'client:1',
        credit: 'house:commission',
        amount: 35n,
        type: 'COMMISSION',
        refType: 'DEAL',
        refId: 'DL-1',
        atMs: NOW_MS + 20,
      },
    ]);
    expect(result.account).toMatchObject({ balance: 999_965n, version: 8 });
  });

  it('fills an order of our own book at once', () => {
    const own = account({ book: 'B' });
    const placement = valueOf(decideMarketOrder(request(), facts({ account: own })));
    const made = { account: own, clientOrderId: null, nowMs: NOW_MS };
    const placed = newOrder(placement, { orderId: 'ORD-1' }, made);
    expect(placed).toMatchObject({ status: 'RECEIVED', book: 'B', lp: null });
    const done = applyOpeningFill({
      order: placed,
      position: null,
      fill: fill({ lp: null, lpExecId: null }),
      facts: facts({ account: own }),
      ids: ids(),
    });
    expect(done.order.status).toBe('FILLED');
    expect(done.position).toMatchObject({ book: 'B', lp: null });
  });

  it('lets the position grow by a second fill, at the weighted price', () => {
    const start = order({ reservedMargin: 10_985n });
    const first = applyOpeningFill({
      order: start,
      position: null,
      fill: fill({ volume: 400n, price: 109_500n }),
      facts: facts(),
      ids: ids(),
    });
    expect(first.order).toMatchObject({
      status: 'PARTIALLY_FILLED',
      reservedMargin: 6_591n,
      doneAtMs: null,
    });
    const second = applyOpeningFill({
      order: first.order,
      position: first.position,
      fill: fill({ volume: 600n, price: 109_505n }),
      facts: facts({ account: first.account }),
      ids: ids(99),
    });
    expect(second.order).toMatchObject({ status: 'FILLED', avgFillPrice: 109_503n });
    expect(second.position).toMatchObject({
      id: 12,
      volume: 1_000n,
      openPrice: 109_503n,
      margin: 10_950n,
      commission: 35n,
      version: 2,
    });
  });

  it('opens another position when the first was closed before the late fill', () => {
    const late = order({ filledVolume: 400n, positionId: 12, status: 'IN_DOUBT' });
    const first = applyOpeningFill({
      order: order(),
      position: null,
      fill: fill({ volume: 400n }),
      facts: facts(),
      ids: ids(),
    });
    const closed = { ...first.position, status: 'CLOSED', volume: 0n } as const;
    const result = applyOpeningFill({
      order: late,
      position: closed,
      fill: fill({ volume: 600n }),
      facts: facts(),
      ids: ids(13),
    });
    expect(result.position).toMatchObject({ id: 13, volume: 600n, status: 'OPEN' });
    expect(result.order).toMatchObject({ positionId: 13, status: 'FILLED' });
  });

  it('is booked by its own price when it comes before the first quote', () => {
    const silent = facts({ quotes: () => undefined });
    const input = { order: order(), position: null, fill: fill(), facts: silent, ids: ids() };
    expect(applyOpeningFill(input).position.margin).toBe(10_950n);
  });

  it('keeps what was reserved as margin when no rate was ever quoted', () => {
    const cross = facts({
      quotes: () => undefined,
      instruments: new Map([...instruments(), ['EURGBP', pair('EUR', 'GBP')]] as const),
    });
    const reserved = order({ symbol: 'EURGBP', reservedMargin: 1_000n });
    const part = fill({ volume: 250n });
    const input = { order: reserved, position: null, fill: part, facts: cross, ids: ids() };
    const { position, deal, order: after } = applyOpeningFill(input);
    expect(position.margin).toBe(250n);
    expect(after.reservedMargin).toBe(750n);
    expect(deal.conversionRate).toBe(0n);
  });

  it('costs, opens and reserves the same in any parts as whole', () => {
    const parts = fc.array(fc.bigInt({ min: 1n, max: 3_000n }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, (volumes) => {
        const volume = volumes.reduce((sum, part) => sum + part, 0n);
        let current: Pick<FillResult, 'order' | 'account'> & {
          position: FillResult['position'] | null;
        } = {
          order: order({ volume, reservedMargin: volume * 11n }),
          position: null,
          account: account(),
        };
        let changed = 0n;
        for (const part of volumes) {
          const before = current.order.reservedMargin;
          const result = applyOpeningFill({
            order: current.order,
            position: current.position,
            fill: fill({ volume: part }),
            facts: facts({ account: current.account }),
            ids: ids(),
          });
          expect(result.order.reservedMargin < before).toBe(true);
          expect(result.account.balance - current.account.balance).toBe(
            balanceChange(result.postings, 'client:1'),
          );
          changed += balanceChange(result.postings, 'client:1');
          current = result;
        }
        const commission = commissionOf(volume, instrument('EURUSD'));
        expect(current.order).toMatchObject({ status: 'FILLED', reservedMargin: 0n });
        expect(current.position).toMatchObject({ volume, initialVolume: volume, commission });
        expect(changed).toBe(-commission);
      }),
    );
  });

  it('never takes more free margin at the decided price than was reserved', () => {
    const volumes = fc.integer({ min: 1, max: 90 }).map((steps) => steps / 100);
    fc.assert(
      fc.property(volumes, (volume) => {
        const flat = facts({
          quotes: (symbol) => ({ ...facts().quotes(symbol)!, bid: 109_500n, ask: 109_500n }),
        });
        const placement = valueOf(decideMarketOrder(request({ volume }), flat));
        const made = { account: account(), clientOrderId: null, nowMs: NOW_MS };
        const placed = newOrder(placement, { orderId: 'ORD-1' }, made);
        const before = summarise({ ...flat, orders: [placed] });
        const executed = fill({ volume: placed.volume, price: placement.requestedPrice });
        const input = { order: placed, position: null, fill: executed, facts: flat, ids: ids() };
        const result = applyOpeningFill(input);
        const after = summarise({ ...flat, account: result.account, positions: [result.position] });
        expect(after.freeMargin).toBe(before.freeMargin);
      }),
    );
  });

  it('throws on what can only be a defect', () => {
    const apply = (wrong: Parameters<typeof order>[0], volume = 1_000n) =>
      applyOpeningFill({
        order: order(wrong),
        position: null,
        fill: fill({ volume }),
        facts: facts(),
        ids: ids(),
      });
    expect(() => apply({ reduces: 12 })).toThrow('opens nothing');
    expect(() => apply({ positionId: 5 })).toThrow('opened position 5');
    expect(() => apply({}, 1_001n)).toThrow('has 1000 to fill');
    expect(() => apply({}, 0n)).toThrow('has 1000 to fill');
    for (const status of ['FILLED', 'CANCELLED', 'REJECTED', 'EXPIRED'] as const) {
      expect(() => apply({ status })).toThrow(`cannot go from ${status}`);
    }
  });
});
