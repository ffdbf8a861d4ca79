/** Every mode as a decision: what is booked, what is reported, what is not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal, fromScaled, parseDecimal, type ExecutionReport } from '@faultline/fix';
import type { OrderMode } from '../behaviours/behaviour.ts';
import { openBoard, quoteOf } from '../quotes/quote-board.ts';
import { marketOrder } from '../testing/desk.ts';
import { decideOrder, type OrderFacts } from './decide-order.ts';
import { decideStatus } from './decide-status.ts';

const quote = quoteOf(openBoard(1), 'EURUSD');

function decide(behaviour: OrderMode, terms = {}, facts: Partial<OrderFacts> = {}) {
  return decideOrder(marketOrder('O1', terms), {
    lp: 'YOFX',
    session: 'YOFX1',
    orderId: 'YOFX-1',
    execId: 'S-1',
    isDuplicate: false,
    quote,
    behaviour,
    nowMs: 1000,
    ...facts,
  });
}

function booked(behaviour: OrderMode, terms = {}) {
  const decision = decide(behaviour, terms);
  if (decision.kind !== 'booked') throw new Error(`expected a booking, was ${decision.kind}`);
  return decision;
}

const brief = (report: ExecutionReport) =>
  [
    report.execType,
    report.ordStatus,
    ...[report.leavesQty, report.cumQty, report.avgPx].map(formatDecimal),
  ].join(' ');

describe('an order', () => {
  it('to buy is acknowledged and filled whole at the ask', () => {
    const { order, reports } = booked({ mode: 'fill' });
    expect(reports.map(brief)).toEqual(['0 0 100000 0 0.00000', 'F 2 0 100000 1.09508']);
    expect(order).toMatchObject({ status: 'FILLED', executions: [{ execId: 'YOFX-1-2' }] });
  });

  it('to sell is filled at the bid', () => {
    const [, trade] = booked({ mode: 'fill' }, { side: '2' }).reports;
    expect(trade && brief(trade)).toBe('F 2 0 100000 1.09500');
  });

  it('gets an ExecID(17) of its own for each report', () => {
    const ids = booked({ mode: 'partial', fraction: 0.5 }).reports.map(({ execId }) => execId);
    expect(ids).toEqual(['YOFX-1-1', 'YOFX-1-2', 'YOFX-1-3']);
  });

  it('that is partly filled is cancelled for the rest when it is IOC', () => {
    const { reports } = booked({ mode: 'partial', fraction: 0.4 });
    expect(reports.map(brief)).toEqual([
      '0 0 100000 0 0.00000',
      'F 1 60000 40000 1.09508',
      '4 4 0 40000 1.09508',
    ]);
  });

  it('that is partly filled rests with the remainder when it may', () => {
    const { order } = booked({ mode: 'partial', fraction: 0.4 }, { timeInForce: '1' });
    expect(order.status).toBe('PARTIALLY_FILLED');
  });

  it('keeps LeavesQty(151) + CumQty(14) = OrderQty(38) while it works', () => {
    const qty = fc.bigInt({ min: 1n, max: 10n ** 9n });
    const fraction = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(qty, fc.nat(4), fraction, (units, scale, share) => {
        const orderQty = fromScaled(units, scale);
        const { reports } = booked(
          { mode: 'partial', fraction: share },
          { orderQty, timeInForce: '1' },
        );
        for (const { leavesQty, cumQty } of reports) {
          const sum = [leavesQty, cumQty].reduce(
            (total, one) => total + one.unscaled * 10n ** BigInt(8 - one.scale),
            0n,
          );
          expect(sum).toBe(units * 10n ** BigInt(8 - scale));
        }
      }),
    );
  });

  it('is rejected with the reason and text that were asked for, and stays in the book', () => {
    const { order, reports } = booked({ mode: 'reject', ordRejReason: 3, text: 'limit' });
    expect(reports).toMatchObject([
      { execType: '8', ordStatus: '8', ordRejReason: 3, text: 'limit' },
    ]);
    expect(order.status).toBe('REJECTED');
  });

  it('is only acknowledged when told so', () => {
    expect(booked({ mode: 'ackOnly' }).reports.map(brief)).toEqual(['0 0 100000 0 0.00000']);
  });

  it.each([
    [{ mode: 'silent' } as const, { withheld: 'until-reset', dueMs: null }],
    [{ mode: 'delay', ms: 50 } as const, { withheld: 'until-due', dueMs: 1050 }],
    [
      { mode: 'fillAfterTimeout', ms: 70 } as const,
      { withheld: 'unanswered-until-due', dueMs: 1070 },
    ],
  ])('under %j is booked and not reported', (behaviour, expected) => {
    const { order, reports } = booked(behaviour);
    expect(order).toMatchObject({ status: 'PENDING_NEW', executions: [], ...expected });
    expect(reports).toEqual([]);
  });

  it('is filled before the link is cut under dropAfterFill', () => {
    const decision = booked({ mode: 'dropAfterFill' });
    expect([decision.drop, decision.order.status]).toEqual([true, 'FILLED']);
  });

  it.each([
    ['a duplicate ClOrdID(11)', {}, { isDuplicate: true }, 6],
    ['an unknown symbol', { symbol: 'EUR/USD' }, { quote: undefined }, 1],
    ['a quantity of zero', { orderQty: fromScaled(0n, 0) }, {}, 13],
    ['a quantity that is too fine', { orderQty: fromScaled(1n, 9) }, {}, 13],
    ['a trigger', { ordType: '3', stopPx: parseDecimal('1.1') }, {}, 11],
    ['a limit between two points', { ordType: '2', price: parseDecimal('1.100001') }, {}, 11],
  ])('with %s is refused and not booked', (...[, terms, facts, ordRejReason]) => {
    const decision = decide({ mode: 'fill' }, terms, facts);
    expect(decision).toMatchObject({
      kind: 'refused',
      report: { execType: '8', ordStatus: '8', orderId: 'NONE', execId: 'S-1', ordRejReason },
    });
  });

  it('is refused at the business level when told so', () => {
    expect(decide({ mode: 'businessReject', reason: 4 })).toEqual({
      kind: 'business-reject',
      reason: 4,
    });
  });
});

describe('an OrderStatusRequest(H)', () => {
  const request = {
    msgType: 'H',
    clOrdId: 'O1',
    symbol: 'EURUSD',
    side: '1',
    ordStatusReqId: 'Q',
  } as const;
  const ask = (behaviour: OrderMode) =>
    decideStatus(request, { ...booked(behaviour), instrument: quote?.instrument, execId: 'S-2' });

  it('is answered with the order as it stands', () => {
    expect(ask({ mode: 'fill' })).toMatchObject({
      execType: 'I',
      ordStatus: '2',
      execId: 'S-2',
      orderId: 'YOFX-1',
      ordStatusReqId: 'Q',
    });
    expect(ask({ mode: 'delay', ms: 50 })).toMatchObject({ execType: 'I', ordStatus: 'A' });
  });

  it('about an order that is not there says so', () => {
    const facts = { order: undefined, instrument: undefined, execId: 'S-3' };
    expect(decideStatus(request, facts)).toMatchObject({
      execType: 'I',
      ordStatus: '8',
      ordRejReason: 5,
      orderId: 'NONE',
    });
  });

  it('about a silent order stays unanswered', () => {
    expect(ask({ mode: 'silent' })).toBeNull();
    expect(ask({ mode: 'fillAfterTimeout', ms: 50 })).toBeNull();
  });
});
