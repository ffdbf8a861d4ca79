/** What the house trades to hold its cover. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderStatus } from '../orders/order.ts';
import { instrument, NOW_MS, position } from '../testing/desk.ts';
import { type HedgeBook, hedgeOrders, hedgeStandings } from './hedge-orders.ts';

/** From 0.10 to 5.00 lots by 0.05. */
const TERMS = { minVolume: 1_000n, maxVolume: 50_000n, volumeStep: 500n };
const terms = (changes: Partial<typeof TERMS> = {}) =>
  new Map([['EURUSD', { ...instrument('EURUSD'), ...TERMS, ...changes }]]);

const holding = (net: bigint, status: OrderStatus | null = null): HedgeBook => ({
  positions:
    net === 0n
      ? []
      : [position({ side: net < 0n ? 'SELL' : 'BUY', volume: net < 0n ? -net : net })],
  orders: status === null ? [] : [{ id: 'ORD-9', symbol: 'EURUSD', status, createdAtMs: NOW_MS }],
});

const asked = (cover: bigint, book: HedgeBook, instruments = terms()) =>
  hedgeOrders(new Map([['EURUSD', cover]]), book, instruments);

describe('a hedge order', () => {
  it('brings what is held to what is to be held', () => {
    const buy = { symbol: 'EURUSD', side: 'BUY', volume: 5_000n };
    expect(asked(5_000n, holding(0n))).toEqual([buy]);
    expect(asked(2_500n, holding(5_000n))).toEqual([{ ...buy, side: 'SELL', volume: 2_500n }]);
    expect(asked(-5_000n, holding(5_000n))).toEqual([{ ...buy, side: 'SELL', volume: 10_000n }]);
    expect(hedgeOrders(new Map(), holding(-5_000n), terms())).toEqual([buy]);
    expect(asked(5_000n, holding(5_000n))).toEqual([]);
  });

  it('is none while another one of the symbol may still be filled', () => {
    const open = ['RECEIVED', 'TRIGGERED', 'ROUTED', 'PARTIALLY_FILLED'] as const;
    for (const status of [...open, 'IN_DOUBT', 'CANCEL_REQUESTED'] as const) {
      expect(asked(5_000n, holding(0n, status))).toEqual([]);
    }
    expect(asked(5_000n, holding(0n, 'PENDING'))).toHaveLength(1);
  });

  it('is none for less than the least volume, and of the greatest for more than that', () => {
    expect(asked(999n, holding(0n))).toEqual([]);
    expect(asked(5_000n, holding(4_500n))).toEqual([]);
    expect(asked(90_000n, holding(0n))).toMatchObject([{ volume: 50_000n }]);
  });

  it('leaves less than the least volume to do, however it is asked and filled', () => {
    const volumes = fc.record({
      minVolume: fc.bigInt({ min: 100n, max: 2_000n }),
      above: fc.bigInt({ min: 0n, max: 100_000n }),
      volumeStep: fc.bigInt({ min: 1n, max: 2_000n }),
    });
    const net = fc.bigInt({ min: -20_000n, max: 20_000n });
    fc.assert(
      fc.property(volumes, net, net, ({ minVolume, above, volumeStep }, cover, start) => {
        const instruments = terms({ minVolume, maxVolume: minVolume + above, volumeStep });
        let held = start;
        for (;;) {
          const [order] = asked(cover, holding(held), instruments);
          if (order === undefined) break;
          expect(order.volume >= minVolume && order.volume <= minVolume + above).toBe(true);
          expect((order.volume - minVolume) % volumeStep).toBe(0n);
          const after = held + (order.side === 'BUY' ? order.volume : -order.volume);
          const target = cover - (cover % volumeStep);
          // Never beyond the target: each order brings it nearer.
          expect((target - held) * (target - after) >= 0n).toBe(true);
          held = after;
        }
        const [standing] = hedgeStandings(new Map([['EURUSD', cover]]), holding(held), instruments);
        const gap = standing?.gap ?? 0n;
        expect(gap < minVolume && gap > -minVolume).toBe(true);
      }),
      { examples: [[{ minVolume: 1n, above: 0n, volumeStep: 7n }, 5n, 0n]] },
    );
  });
});

describe('how a cover stands', () => {
  it('names every symbol that is to be covered, held, or on its way', () => {
    const instruments = new Map(
      ['EURUSD', 'GBPUSD', 'USDJPY'].map((name) => [name, instrument(name)]),
    );
    const book: HedgeBook = {
      positions: [position({ symbol: 'GBPUSD', side: 'SELL', volume: 2_000n })],
      orders: [{ id: 'ORD-9', symbol: 'USDJPY', status: 'IN_DOUBT', createdAtMs: NOW_MS }],
    };
    expect(hedgeStandings(new Map([['EURUSD', 5_049n]]), book, instruments)).toEqual([
      { symbol: 'EURUSD', target: 5_000n, held: 0n, gap: 5_000n, underWay: null },
      { symbol: 'GBPUSD', target: 0n, held: -2_000n, gap: 2_000n, underWay: null },
      { symbol: 'USDJPY', target: 0n, held: 0n, gap: 0n, underWay: book.orders[0] },
    ]);
  });
});
