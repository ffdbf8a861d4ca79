/** The states of an order: whatever happens to it, it goes only where the table allows, and its numbers stay whole. */
import { decimalOf, refuse } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account, facts, fill, ids, NOW_MS, order, quotes } from '../testing/desk.ts';
import { pending } from '../testing/pending-orders.ts';
import { applyFill } from '../positions/apply-fill.ts';
import { applyCancel, applyReject } from './apply-ending.ts';
import { applyCancelReject, decideCancel, expireOrder } from './cancel-order.ts';
import { decideModifyOrder } from './modify-order.ts';
import type { Order, OrderStatus } from './order.ts';
import { isDone, markInDoubt, reroute } from './transitions.ts';
import { triggerOrder } from './trigger-order.ts';

/** Written down a second time, from the desk's own description. */
const ALLOWED: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  RECEIVED: ['REJECTED', 'FILLED', 'ROUTED', 'PENDING'],
  PENDING: ['TRIGGERED', 'CANCELLED', 'EXPIRED', 'PENDING'],
  TRIGGERED: ['PENDING', 'FILLED', 'REJECTED', 'ROUTED'],
  ROUTED: [
    'PARTIALLY_FILLED',
    'FILLED',
    'REJECTED',
    'ROUTED',
    'IN_DOUBT',
    'CANCEL_REQUESTED',
    'CANCELLED',
  ],
  PARTIALLY_FILLED: ['PARTIALLY_FILLED', 'FILLED', 'CANCELLED', 'CANCEL_REQUESTED', 'IN_DOUBT'],
  IN_DOUBT: ['FILLED', 'PARTIALLY_FILLED', 'REJECTED', 'CANCELLED'],
  CANCEL_REQUESTED: [
    'CANCELLED',
    'FILLED',
    'ROUTED',
    'PARTIALLY_FILLED',
    'CANCEL_REQUESTED',
    'REJECTED',
    'IN_DOUBT',
  ],
  FILLED: [],
  CANCELLED: [],
  REJECTED: [],
  EXPIRED: [],
};

/** The order in each state that the event took it through; the event throws where it makes no sense. */
type Event = (order: Order) => readonly Order[];

const refusal = refuse('ORDER_REJECTED', { orderId: 'ORD-1', reason: 'OTHER' });
const ended = { position: null, refusal, timeMs: NOW_MS };
const decided = (decision: { ok: true; value: Order } | { ok: false }): readonly Order[] =>
  decision.ok ? [decision.value] : [];

const fillOf =
  (part: (rest: bigint) => bigint): Event =>
  (before) => {
    const volume = part(before.volume - before.filledVolume);
    // A netting account takes any position, so that the order alone is looked at here.
    const netting = facts({ account: account({ marginMode: 'NETTING' }) });
    const input = { order: before, position: null, fill: fill({ volume }), facts: netting };
    return [applyFill({ ...input, ids: ids() }).order];
  };

const triggerAt =
  (book: 'A' | 'B', ask: bigint): Event =>
  (before) => {
    const market = quotes({ EURUSD: [ask - 8n, ask] });
    const result = triggerOrder(before, facts({ account: account({ book }), quotes: market }));
    return 'woken' in result && result.order !== result.woken
      ? [result.woken, result.order]
      : [result.order];
  };

const EVENTS: Readonly<Record<string, Event>> = {
  fillPart: fillOf((rest) => (rest + 1n) / 2n),
  fillRest: fillOf((rest) => rest),
  reject: (before) => [applyReject({ order: before, ...ended }).order],
  providerCancels: (before) => [applyCancel({ order: before, ...ended }).order],
  loseAnswer: (before) => [markInDoubt(before)],
  goElsewhere: (before) => [reroute(before, 'OANDA')],
  cancel: (before) => decided(decideCancel(before, facts())),
  cancelRefused: (before) => [applyCancelReject(before)],
  expire: (before) => [expireOrder(before, NOW_MS + 10)],
  modify: (before) => decided(decideModifyOrder({ sl: decimalOf(0.9) }, before, facts())),
  dropA: triggerAt('A', 108_000n),
  dropB: triggerAt('B', 108_000n),
  rise: triggerAt('A', 111_000n),
};

const BIRTHS: readonly Order[] = [
  order(),
  order({ status: 'RECEIVED', book: 'B', lp: null }),
  pending({ expiresAtMs: NOW_MS + 10, tif: 'GTD' }),
  pending({ type: 'STOP', limitPrice: null, triggerPrice: 110_500n }),
  pending({ type: 'STOP_LIMIT', limitPrice: 108_500n, triggerPrice: 110_500n }),
];

describe('an order under any events', () => {
  it('never leaves the table of its states, and never fills more than its volume', () => {
    const names = fc.array(fc.constantFrom(...Object.keys(EVENTS)), { maxLength: 12 });
    const reached = new Set<OrderStatus>();
    fc.assert(
      fc.property(fc.constantFrom(...BIRTHS), names, (birth, events) => {
        let current = birth;
        for (const name of events) {
          let next: readonly Order[];
          try {
            next = EVENTS[name]?.(current) ?? [];
          } catch {
            continue;
          }
          for (const after of next) {
            if (after.version === current.version) continue;
            expect(ALLOWED[current.status]).toContain(after.status);
            expect(after.version).toBe(current.version + 1);
            expect(after.filledVolume <= after.volume).toBe(true);
            expect(after.doneAtMs !== null).toBe(isDone(after));
            expect(isDone(after) && after.reservedMargin !== 0n).toBe(false);
            current = after;
            reached.add(after.status);
          }
        }
      }),
      { numRuns: 3_000 },
    );
    // The law would say nothing of states that no event has reached.
    const all = Object.keys(ALLOWED).filter((status) => status !== 'RECEIVED');
    expect([...reached].toSorted()).toEqual(all.toSorted());
  });

  it('goes to the next provider only while nothing is filled', () => {
    expect(reroute(order(), 'OANDA')).toMatchObject({ status: 'ROUTED', lp: 'OANDA', version: 2 });
    expect(() => reroute(order({ filledVolume: 1n }), 'OANDA')).toThrow('is filled in part');
    expect(() => reroute(order({ status: 'IN_DOUBT' }), 'OANDA')).toThrow('cannot go');
  });
});
