/** Deals on a netting account: one position per symbol, and each deal changes it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceChange } from '../ledger/posting.ts';
import {
  account,
  facts,
  fill,
  ids,
  instruments,
  NOW_MS,
  order,
  pair,
  position,
} from '../testing/desk.ts';
import { applyFill } from './apply-fill.ts';
import { applyNettingFill } from './apply-netting-fill.ts';
import { lockForClosing } from './lock.ts';
import type { FillInput } from './fill.ts';
import type { Position } from './position.ts';

const NETTING = facts({ account: account({ marginMode: 'NETTING' }) });

/** One deal of a whole order of its own. */
function deal(
  held: Position | null,
  changes: Parameters<typeof order>[0],
  price: bigint,
  given: Partial<FillInput> = {},
) {
  const placed = order(changes);
  const executed = fill({ volume: placed.volume, price });
  const input = { order: placed, position: held, fill: executed, facts: NETTING, ids: ids(12) };
  return applyFill({ ...input, ...given });
}

const SELL = (volume: bigint) => ({ side: 'SELL', volume }) as const;

describe('a deal on a netting account', () => {
  it('opens the position of its symbol', () => {
    const { position: held, deal: made } = deal(null, { sl: 109_000n }, 109_500n);
    expect(held).toMatchObject({ id: 12, volume: 1_000n, openPrice: 109_500n, sl: 109_000n });
    expect(made).toMatchObject({ entry: 'IN', positionId: 12 });
  });

  it('on the same side lets it grow at the weighted price, whoever opened it', () => {
    const held = position({ tp: 110_000n });
    const { position: after, order: done, deal: made } = deal(held, { sl: 109_000n }, 109_600n);
    expect(after).toMatchObject({
      volume: 2_000n,
      openPrice: 109_550n,
      margin: 21_900n,
      commission: 70n,
      sl: 109_000n,
      tp: 110_000n,
    });
    expect(made.entry).toBe('IN');
    expect(done).toMatchObject({ status: 'FILLED', positionId: 12 });
  });

  it('on the other side takes from it, at an unchanged open price', () => {
    const { position: after, deal: made } = deal(position(), SELL(400n), 109_750n);
    expect(after).toMatchObject({
      status: 'OPEN',
      side: 'BUY',
      volume: 600n,
      openPrice: 109_500n,
      margin: 6_570n,
      realizedProfit: 1_000n,
    });
    expect(made).toMatchObject({ entry: 'OUT', profit: 1_000n, commission: 14n });
  });

  it('of the same size closes it, as netted', () => {
    const { position: after } = deal(position(), SELL(1_000n), 109_750n);
    expect(after).toMatchObject({ status: 'CLOSED', volume: 0n, closeReason: 'NETTED' });
    const asked = deal(position(), { ...SELL(1_000n), reduces: 12, source: 'TP' }, 109_750n);
    expect(asked.position.closeReason).toBe('TP');
  });

  it('that is larger turns it round: the rest is a new exposure under the same id', () => {
    const held = position({ swap: -75n, sl: 109_000n, trailing: null });
    const { position: after, deal: made, postings } = deal(held, SELL(3_000n), 109_750n);
    expect(after).toMatchObject({
      id: 12,
      status: 'OPEN',
      side: 'SELL',
      volume: 2_000n,
      initialVolume: 2_000n,
      openPrice: 109_750n,
      sl: null,
      margin: 21_900n,
      swap: 0n,
      commission: 35n + 105n,
      realizedProfit: 2_425n,
      openTimeMs: NOW_MS + 20,
      version: 2,
    });
    expect(made).toMatchObject({
      entry: 'INOUT',
      volume: 3_000n,
      profit: 2_500n,
      swap: -75n,
      commission: 105n,
    });
    expect(balanceChange(postings, 'client:1')).toBe(2_500n - 75n - 105n);
  });

  it('leaves the lock of another order, and lifts that of its own', () => {
    const locked = lockForClosing(position(), 'ORD-9');
    expect(deal(locked, SELL(400n), 109_500n).position).toMatchObject({
      status: 'CLOSING',
      lockOrderId: 'ORD-9',
    });
    const closing = { id: 'ORD-9', ...SELL(400n), reduces: 12 } as const;
    expect(deal(locked, closing, 109_500n).position).toMatchObject({
      status: 'OPEN',
      lockOrderId: null,
    });
  });

  it('of a closing order that comes late opens what is no longer there to close', () => {
    const closed = position({ status: 'CLOSED', volume: 0n });
    const late = { ...SELL(400n), reduces: 12 } as const;
    const { position: after } = deal(closed, late, 109_500n, { ids: ids(13) });
    expect(after).toMatchObject({ id: 13, side: 'SELL', volume: 400n, status: 'OPEN' });
  });

  it('opens at its reservation when no rate was ever quoted, but is not booked at a made-up one', () => {
    const cross = facts({
      account: account({ marginMode: 'NETTING' }),
      quotes: () => undefined,
      instruments: new Map([...instruments(), ['EURGBP', pair('EUR', 'GBP')]] as const),
    });
    const reserved = { symbol: 'EURGBP', reservedMargin: 1_000n };
    expect(deal(null, reserved, 85_000n, { facts: cross }).position.margin).toBe(1_000n);
    const held = position({ symbol: 'EURGBP', side: 'SELL' });
    expect(() => deal(held, reserved, 85_000n, { facts: cross })).toThrow('never quoted');
    expect(() => deal(position(), { symbol: 'GBPUSD' }, 1n)).toThrow('trades GBPUSD, not EURUSD');
  });

  it('keeps the signed sum of all deals, and every cent of the postings', () => {
    const deals = fc.array(
      fc.record({
        side: fc.constantFrom('BUY' as const, 'SELL' as const),
        volume: fc.bigInt({ min: 1n, max: 3_000n }),
        price: fc.bigInt({ min: 100_000n, max: 120_000n }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(deals, (made) => {
        let held: Position | null = null;
        let holder = NETTING.account;
        let sum = 0n;
        for (const [index, { side, volume, price }] of made.entries()) {
          const placed = order({ id: `ORD-${index}`, side, volume });
          const result = applyNettingFill({
            order: placed,
            position: held,
            fill: fill({ volume, price }),
            facts: { ...NETTING, account: holder },
            ids: ids(index),
          });
          sum += side === 'BUY' ? volume : -volume;
          const change = balanceChange(result.postings, 'client:1');
          expect(result.account.balance - holder.balance).toBe(change);
          expect(change).toBe(result.deal.profit - result.deal.commission);
          held = result.position;
          holder = result.account;
          const signed: bigint = held.side === 'BUY' ? held.volume : -held.volume;
          expect(signed).toBe(sum);
          expect(held.status).toBe(sum === 0n ? 'CLOSED' : 'OPEN');
          expect(held.margin > 0n).toBe(sum !== 0n);
        }
      }),
    );
  });
});
