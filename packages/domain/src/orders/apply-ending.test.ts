/** Orders that end without being filled: refused, cancelled, in doubt. */
import { refuse } from '@faultline/errors';
import { describe, expect, it } from 'vitest';
import { facts, fill, ids, NOW_MS, order, position } from '../testing/desk.ts';
import { applyOpeningFill } from '../positions/apply-opening-fill.ts';
import { lockForClosing } from '../positions/lock.ts';
import { applyCancel, applyReject } from './apply-ending.ts';
import type { OrderStatus } from './order.ts';
import { isDone, markInDoubt, moveOrder } from './transitions.ts';

const refusal = refuse('ORDER_REJECTED', { orderId: 'ORD-1', reason: 'LP_LIMIT' });
const timeMs = NOW_MS + 50;

describe('a reject', () => {
  it('ends the order with its reason and releases the reservation', () => {
    const rejected = applyReject({
      order: order({ reservedMargin: 500n }),
      position: null,
      refusal,
      timeMs,
    });
    expect(rejected.position).toBeNull();
    expect(rejected.order).toMatchObject({
      status: 'REJECTED',
      reject: refusal,
      reservedMargin: 0n,
      doneAtMs: timeMs,
      version: 2,
    });
  });

  it('opens the position that was being closed', () => {
    const held = lockForClosing(position(), 'ORD-1');
    const closing = order({ side: 'SELL', reduces: 12 });
    const { position: after } = applyReject({ order: closing, position: held, refusal, timeMs });
    expect(after).toEqual({ ...position(), version: 3 });
  });

  it('leaves a position alone that another order holds', () => {
    const held = lockForClosing(position(), 'ORD-2');
    const { position: after } = applyReject({ order: order(), position: held, refusal, timeMs });
    expect(after).toBe(held);
  });

  it('after a part was filled cancels the rest and keeps the part', () => {
    const doubtful = order({ status: 'IN_DOUBT', filledVolume: 400n, positionId: 12 });
    const { order: ended } = applyReject({
      order: doubtful,
      position: position(),
      refusal,
      timeMs,
    });
    expect(ended).toMatchObject({ status: 'CANCELLED', reject: refusal, filledVolume: 400n });
  });
});

describe('a cancel', () => {
  it('of the rest keeps what was filled', () => {
    const partly = order({ status: 'PARTIALLY_FILLED', filledVolume: 400n, reservedMargin: 60n });
    const held = position({ volume: 400n });
    const { order: ended, position: kept } = applyCancel({ order: partly, position: held, timeMs });
    expect(ended).toMatchObject({ status: 'CANCELLED', filledVolume: 400n, reservedMargin: 0n });
    expect(ended.reject).toBeNull();
    expect(kept).toBe(held);
  });

  it('opens the rest of a position that was being closed', () => {
    const held = lockForClosing(position(), 'ORD-1');
    const { position: after } = applyCancel({
      order: order({ side: 'SELL', reduces: 12 }),
      position: held,
      timeMs,
      refusal,
    });
    expect(after).toMatchObject({ status: 'OPEN', lockOrderId: null });
  });
});

describe('an order in doubt', () => {
  it('honours a later fill, reject or cancel', () => {
    const doubtful = markInDoubt(order());
    expect(doubtful.status).toBe('IN_DOUBT');
    const input = { order: doubtful, position: null, fill: fill(), facts: facts(), ids: ids() };
    expect(applyOpeningFill(input).order.status).toBe('FILLED');
    expect(applyReject({ order: doubtful, position: null, refusal, timeMs }).order.status).toBe(
      'REJECTED',
    );
    expect(applyCancel({ order: doubtful, position: null, timeMs }).order.status).toBe('CANCELLED');
  });

  it('can only have been sent before', () => {
    expect(markInDoubt(order({ status: 'PARTIALLY_FILLED' })).status).toBe('IN_DOUBT');
    for (const status of ['RECEIVED', 'PENDING', 'IN_DOUBT', 'FILLED', 'REJECTED'] as const) {
      expect(() => markInDoubt(order({ status }))).toThrow(`cannot go from ${status} to IN_DOUBT`);
    }
  });
});

describe('the states of an order', () => {
  it('are left by nothing once the order is done', () => {
    const done: OrderStatus[] = ['FILLED', 'CANCELLED', 'REJECTED', 'EXPIRED'];
    for (const status of done) {
      expect(isDone({ status })).toBe(true);
      expect(() => moveOrder(order({ status }), 'ROUTED')).toThrow('cannot go');
    }
    expect(isDone({ status: 'IN_DOUBT' })).toBe(false);
  });

  it('keep a request to cancel through a partial fill', () => {
    const input = {
      order: order({ status: 'CANCEL_REQUESTED' }),
      position: null,
      fill: fill({ volume: 400n }),
      facts: facts(),
      ids: ids(),
    };
    expect(applyOpeningFill(input).order.status).toBe('CANCEL_REQUESTED');
  });
});
