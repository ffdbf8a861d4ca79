/** Taking orders back, and orders whose time is over. */
import { describe, expect, it } from 'vitest';
import { account, facts, NOW_MS, order, refusalOf, valueOf } from '../testing/desk.ts';
import { pending } from '../testing/pending-orders.ts';
import {
  applyCancelReject,
  cancelled,
  cancelResting,
  decideCancel,
  expireOrder,
  isExpired,
  ordersToCancel,
} from './cancel-order.ts';

describe('a cancel', () => {
  it('ends a resting order at once', () => {
    expect(valueOf(decideCancel(pending(), facts()))).toMatchObject({
      status: 'CANCELLED',
      doneAtMs: NOW_MS,
      version: 2,
    });
  });

  it('of a working order has to ask its provider', () => {
    for (const status of ['ROUTED', 'PARTIALLY_FILLED'] as const) {
      const asked = valueOf(decideCancel(order({ status }), facts()));
      expect(asked).toMatchObject({ status: 'CANCEL_REQUESTED', doneAtMs: null });
    }
  });

  it('of an order in doubt, or being cancelled, waits with it', () => {
    for (const status of ['IN_DOUBT', 'CANCEL_REQUESTED'] as const) {
      const asked = order({ status });
      expect(valueOf(decideCancel(asked, facts()))).toBe(asked);
    }
  });

  it('is refused for an order that is done', () => {
    for (const status of ['FILLED', 'REJECTED', 'EXPIRED'] as const) {
      expect(refusalOf(decideCancel(order({ status }), facts()))).toEqual({
        code: 'ORDER_NOT_PENDING',
        details: { orderId: 'ORD-1', status },
      });
    }
  });

  it('is not for the trader of a disabled account, but for an admin', () => {
    const off = facts({ account: account({ tradeState: 'DISABLED' }) });
    expect(refusalOf(decideCancel(pending(), off)).code).toBe('ACCOUNT_DISABLED');
    expect(cancelled(pending(), NOW_MS).ok).toBe(true);
  });

  it('that the provider refuses leaves the order as it was', () => {
    const asked = { status: 'CANCEL_REQUESTED' } as const;
    expect(applyCancelReject(order(asked)).status).toBe('ROUTED');
    expect(applyCancelReject(order({ ...asked, filledVolume: 1n })).status).toBe(
      'PARTIALLY_FILLED',
    );
    expect(() => applyCancelReject(order())).toThrow('nobody asked');
  });

  it('of a resting order asks nobody, and of another order is a defect', () => {
    expect(cancelResting(pending(), 5).status).toBe('CANCELLED');
    expect(() => cancelResting(order(), 5)).toThrow('does not rest');
  });
});

describe('a cancel of everything', () => {
  it('takes what waits, here or at a provider, and leaves orders at the market', () => {
    const resting = pending({ id: 'ORD-2' });
    const working = order({ id: 'ORD-3', type: 'LIMIT', limitPrice: 1n });
    const pounds = pending({ id: 'ORD-4', symbol: 'GBPUSD' });
    const doubtful = order({ id: 'ORD-5', type: 'LIMIT', status: 'IN_DOUBT' });
    const orders = [order(), resting, working, pounds, doubtful];
    expect(ordersToCancel(orders, null)).toEqual([resting, working, pounds, doubtful]);
    expect(ordersToCancel(orders, 'GBPUSD')).toEqual([pounds]);
  });
});

describe('an order with an end', () => {
  it('expires on time and not before', () => {
    const day = pending({ tif: 'DAY', expiresAtMs: NOW_MS });
    expect(isExpired(day, NOW_MS - 1)).toBe(false);
    expect(isExpired(pending(), NOW_MS)).toBe(false);
    expect(isExpired({ ...day, status: 'ROUTED' }, NOW_MS)).toBe(false);
    expect(expireOrder(day, NOW_MS)).toMatchObject({ status: 'EXPIRED', doneAtMs: NOW_MS });
    expect(() => expireOrder(day, NOW_MS - 1)).toThrow('does not expire');
  });
});
