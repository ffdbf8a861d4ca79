/** Executions of a closing order: profit realised, margin released, the position closed or open again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceChange } from '../ledger/posting.ts';
import { commissionOf } from '../money/commission.ts';
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
  position,
  quotes,
} from '../testing/desk.ts';
import { applyClosingFill } from './apply-closing-fill.ts';
import { lockForClosing } from './lock.ts';

const closing = (changes: Parameters<typeof order>[0] = {}) =>
  order({ side: 'SELL', reduces: 12, ...changes });
const locked = (changes: Parameters<typeof position>[0] = {}) =>
  lockForClosing(position(changes), 'ORD-1');

describe('a closing fill', () => {
  it('realises 12.50 for half of a position that is 25.00 up, and opens the rest again', () => {
    const result = applyClosingFill({
      order: closing({ volume: 500n }),
      position: locked({ margin: 10_951n }),
      fill: fill({ volume: 500n, price: 109_750n }),
      facts: facts(),
      ids: ids(),
    });
    expect(result.position).toMatchObject({
      status: 'OPEN',
      lockOrderId: null,
      volume: 500n,
      initialVolume: 1_000n,
      margin: 5_476n,
      realizedProfit: 1_250n,
      closePrice: 109_750n,
      closedAtMs: null,
      closeReason: null,
      version: 3,
    });
    expect(result.deal).toMatchObject({
      entry: 'OUT',
      side: 'SELL',
      positionId: 12,
      profit: 1_250n,
      commission: 18n,
      conversionRate: 10n ** 10n,
    });
    expect(result.postings.map(({ type, amount }) => [type, amount])).toEqual([
      ['REALIZED_PL', 1_250n],
      ['COMMISSION', 18n],
    ]);
    expect(result.account.balance).toBe(1_001_232n);
    expect(result.order).toMatchObject({ status: 'FILLED', positionId: null });
  });

  it('closes the position with the last of it, swap included', () => {
    const result = applyClosingFill({
      order: closing(),
      position: locked({ swap: -75n }),
      fill: fill({ price: 109_400n }),
      facts: facts(),
      ids: ids(),
    });
    expect(result.position).toMatchObject({
      status: 'CLOSED',
      volume: 0n,
      margin: 0n,
      swap: 0n,
      commission: 70n,
      realizedProfit: -1_075n,
      closeReason: 'CLIENT',
      closePrice: 109_400n,
      closedAtMs: NOW_MS + 20,
      lockOrderId: null,
    });
    expect(result.postings.map(({ type, debit }) => [type, debit])).toEqual([
      ['REALIZED_PL', 'client:1'],
      ['SWAP', 'client:1'],
      ['COMMISSION', 'client:1'],
    ]);
    expect(result.account.balance).toBe(1_000_000n - 1_000n - 75n - 35n);
  });

  it('stays CLOSING while the order has more to fill', () => {
    const part = fill({ volume: 300n });
    const input = { order: closing(), position: locked(), fill: part, facts: facts(), ids: ids() };
    const { position: after, order: rest } = applyClosingFill(input);
    expect(after).toMatchObject({ status: 'CLOSING', lockOrderId: 'ORD-1', volume: 700n });
    expect(rest.status).toBe('PARTIALLY_FILLED');
  });

  it('converts by the dearer or the cheaper side, also before the first quote', () => {
    const yen = locked({ symbol: 'USDJPY', volume: 10_000n, openPrice: 155_000n });
    const close = closing({ symbol: 'USDJPY', volume: 10_000n });
    const at = fill({ volume: 10_000n, price: 155_123n });
    const market = facts({ quotes: quotes({ USDJPY: [155_123n, 155_126n] }) });
    const input = { order: close, position: yen, fill: at, facts: market, ids: ids() };
    expect(applyClosingFill(input).deal).toMatchObject({
      profit: 7_929n,
      conversionRate: 64_463_726n,
    });
    const silent = { ...input, facts: facts({ quotes: () => undefined }) };
    expect(applyClosingFill(silent).deal.profit).toBe(7_929n);
  });

  it('is not booked at a made-up rate', () => {
    const cross = facts({
      quotes: () => undefined,
      instruments: new Map([...instruments(), ['EURGBP', pair('EUR', 'GBP')]] as const),
    });
    const held = locked({ symbol: 'EURGBP' });
    const close = closing({ symbol: 'EURGBP' });
    const input = { order: close, position: held, fill: fill(), facts: cross, ids: ids() };
    expect(() => applyClosingFill(input)).toThrow('GBP to USD was never quoted');
  });

  it('adds up: in any parts the whole volume, one commission, and every cent of the postings', () => {
    const parts = fc.array(fc.bigInt({ min: 1n, max: 3_000n }), { minLength: 1, maxLength: 8 });
    const prices = fc.bigInt({ min: 100_000n, max: 120_000n });
    fc.assert(
      fc.property(parts, prices, fc.bigInt({ min: -999n, max: 999n }), (volumes, price, swap) => {
        const volume = volumes.reduce((sum, part) => sum + part, 0n);
        const margin = volume * 11n + 1n;
        let held = position({ volume, swap, margin, commission: 0n });
        let holder = account();
        let profit = 0n;
        for (const [index, part] of volumes.entries()) {
          const id = `ORD-${index}`;
          const result = applyClosingFill({
            order: closing({ id, volume: part }),
            position: lockForClosing(held, id),
            fill: fill({ volume: part, price }),
            facts: facts({ account: holder }),
            ids: ids(),
          });
          const change = balanceChange(result.postings, 'client:1');
          expect(result.account.balance - holder.balance).toBe(change);
          expect(result.position.margin * volume >= result.position.volume * margin).toBe(true);
          held = result.position;
          holder = result.account;
          profit += result.deal.profit;
        }
        const commission = commissionOf(volume, instrument('EURUSD'));
        expect(held).toMatchObject({ status: 'CLOSED', volume: 0n, margin: 0n, swap: 0n });
        expect(held).toMatchObject({
          commission,
          closePrice: price,
          realizedProfit: profit + swap,
        });
        expect(holder.balance).toBe(1_000_000n + profit + swap - commission);
      }),
    );
  });

  it('throws on what can only be a defect', () => {
    const apply = (held: ReturnType<typeof position> | null, volume = 1_000n) =>
      applyClosingFill({
        order: closing({ volume: 2_000n }),
        position: held,
        fill: fill({ volume }),
        facts: facts(),
        ids: ids(),
      });
    expect(() => apply(null)).toThrow('closes position 12');
    expect(() => apply(position({ id: 13 }))).toThrow('not 13');
    expect(() => apply(position(), 1_001n)).toThrow('has 1000 open');
    expect(() => apply(position({ status: 'CLOSED', volume: 0n }))).toThrow('has 0 open');
    expect(() => lockForClosing(locked(), 'ORD-2')).toThrow('is CLOSING');
  });
});
