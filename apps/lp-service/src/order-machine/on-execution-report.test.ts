/** What each report makes of an order, one at a time. */
import { describe, expect, it } from 'vitest';
import { textOf } from '../decimals.ts';
import {
  acknowledgement,
  anOrder,
  cancellation,
  CONTEXT,
  dec,
  rejection,
  SENT_AT_MS,
  statusAnswer,
  trade,
} from '../testing/orders.ts';
import type { ExecutionReport } from '@faultline/fix';
import { avgPxOf, cumQtyOf, type LpOrder, type OrderReport, stateOf } from './lp-order.ts';
import { onExecutionReport } from './on-execution-report.ts';
import { onMessageRefused, onOverdue } from './on-silence.ts';
import { neverReceived } from './refusals.ts';

/** The order after all of the reports, and everything that became known. */
function after(reports: readonly ExecutionReport[], start: LpOrder = anOrder()) {
  let order = start;
  const news: OrderReport[] = [];
  for (const report of reports) {
    const outcome = onExecutionReport(order, report, CONTEXT);
    order = outcome.order;
    news.push(...outcome.reports);
  }
  return { order, news, kinds: news.map(({ kind }) => kind), state: stateOf(order) };
}

const inDoubt = (): LpOrder => onOverdue(anOrder(), SENT_AT_MS + 5_000).order;
const never = neverReceived('YOFX', null);

describe('an order that is sent', () => {
  it('is NEW once acknowledged, which is news to nobody', () => {
    expect(after([acknowledgement()])).toMatchObject({ state: 'NEW', kinds: [] });
  });

  it('is filled by one trade', () => {
    const { order, news, state } = after([acknowledgement(), trade(1000, 1000)]);
    expect(state).toBe('FILLED');
    expect(news).toEqual([
      { kind: 'FILL', execId: 'E-1000', qty: dec(1000), price: dec('1.10000'), refusal: null },
    ]);
    expect(order.doneAtMs).toBe(CONTEXT.atMs);
  });

  it('is filled by several trades at their mean price', () => {
    const { order, kinds } = after([
      trade(250, 250, { px: '1.1' }),
      trade(750, 1000, { px: '1.2' }),
    ]);
    expect(kinds).toEqual(['FILL', 'FILL']);
    expect(textOf(avgPxOf(order) ?? dec(0))).toBe('1.17500000');
  });

  it('keeps the part that was filled when the rest is cancelled', () => {
    expect(after([trade(400, 400), cancellation(400)])).toMatchObject({
      state: 'CANCELED',
      kinds: ['FILL', 'CANCEL'],
    });
  });

  it('waits for a fill that the cancellation has overtaken', () => {
    const early = after([cancellation(400)]);
    expect(early).toMatchObject({ state: 'NEW', kinds: [] });
    expect(after([trade(400, 400)], early.order)).toMatchObject({
      state: 'CANCELED',
      kinds: ['FILL', 'CANCEL'],
    });
  });

  it('takes fills in the wrong order', () => {
    const { order, kinds, state } = after([trade(600, 1000), trade(400, 400)]);
    expect({ kinds, state }).toEqual({ kinds: ['FILL', 'FILL'], state: 'FILLED' });
    expect(textOf(cumQtyOf(order))).toBe('1000');
  });

  it('is not un-filled by an acknowledgement that comes late', () => {
    expect(after([trade(1000, 1000), acknowledgement()])).toMatchObject({
      state: 'FILLED',
      kinds: ['FILL'],
    });
  });

  it('tells apart what the provider has done beyond the quantity', () => {
    const { order, news } = after([trade(400, 400), trade(800, 1200)]);
    expect(news).toMatchObject([
      { kind: 'FILL', qty: dec(400) },
      { kind: 'FILL', execId: 'E-1200', qty: dec(600) },
      { kind: 'OVERFILL', execId: 'E-1200', qty: dec(200), price: dec('1.10000') },
    ]);
    expect(stateOf(order)).toBe('FILLED');
    expect(after([trade(100, 1300)], order).news).toMatchObject([
      { kind: 'OVERFILL', qty: dec(100) },
    ]);
  });

  it('that another provider has by now is overfilled by whatever comes', () => {
    const context = { ...CONTEXT, isSuperseded: true };
    const { order } = onMessageRefused(anOrder(), never, 5);
    const { reports } = onExecutionReport(order, trade(1000, 1000), context);
    expect(reports).toMatchObject([{ kind: 'OVERFILL', qty: dec(1000) }]);
  });

  it('books no trade without a quantity or a price', () => {
    expect(after([trade(0, 0), trade(1000, 1000, { px: '0' })]).kinds).toEqual([]);
  });

  it('counts a trade whose CumQty is too small on top of what is known', () => {
    const { order } = after([trade(400, 400), trade(600, 0, { execId: 'E-x' })]);
    expect(textOf(cumQtyOf(order))).toBe('1000');
  });

  it('is cancelled by "filled" below its quantity', () => {
    expect(after([trade(400, 400, { ordStatus: '2' })])).toMatchObject({
      state: 'CANCELED',
      kinds: ['FILL', 'CANCEL'],
    });
  });
});

describe('a rejection', () => {
  it('for its price names the one that the provider quotes for the order’s side', () => {
    const quote = { bid: dec('1.09520'), ask: dec('1.09533') };
    const told = (side: 'BUY' | 'SELL') =>
      onExecutionReport(anOrder({ side }), rejection(8, undefined), { ...CONTEXT, quote }).reports;
    expect(told('BUY')).toMatchObject([{ refusal: { details: { currentPrice: 1.09533 } } }]);
    expect(told('SELL')).toMatchObject([{ refusal: { details: { currentPrice: 1.0952 } } }]);
  });

  it.each([
    [0, undefined, 'ORDER_REJECTED', { reason: 'BROKER_OPTION' }],
    [1, undefined, 'ORDER_REJECTED', { reason: 'OTHER' }],
    [2, undefined, 'MARKET_CLOSED', { opensAt: null, reason: 'SYMBOL_HALTED' }],
    [3, 'too big', 'ORDER_REJECTED', { reason: 'LP_LIMIT', lpText: 'too big' }],
    [4, undefined, 'ORDER_REJECTED', { reason: 'TOO_LATE' }],
    [8, undefined, 'PRICE_CHANGED', { symbol: 'EURUSD' }],
    [11, undefined, 'ORDER_REJECTED', { reason: 'UNSUPPORTED' }],
    [15, undefined, 'ORDER_REJECTED', { reason: 'LP_ACCOUNT' }],
    [99, 'No liquidity', 'ORDER_REJECTED', { reason: 'INSUFFICIENT_LIQUIDITY' }],
    [undefined, undefined, 'ORDER_REJECTED', { reason: 'OTHER' }],
  ] as const)('with OrdRejReason %s (%s) is %s', (reason, text, code, details) => {
    const { news, state } = after([rejection(reason, text)]);
    expect(state).toBe('REJECTED');
    expect(news).toMatchObject([{ kind: 'REJECT', refusal: { code, details } }]);
  });

  it('keeps the provider’s words to one clean line of 120 characters', () => {
    const { news } = after([rejection(3, `no\x01\x1b[31m  way ${'x'.repeat(300)}`)]);
    const details = news[0]?.refusal?.details as { lpText: string };
    expect(details.lpText).toMatch(/^no \[31m way x+$/);
    expect(details.lpText).toHaveLength(120);
  });

  it('of the rest of a filled order is a cancellation', () => {
    const rest: ExecutionReport = { ...rejection(0), cumQty: dec(400) };
    expect(after([trade(400, 400), rest])).toMatchObject({
      state: 'CANCELED',
      kinds: ['FILL', 'CANCEL'],
    });
  });

  it('as a duplicate ClOrdID is none: the order is in doubt', () => {
    expect(after([rejection(6)])).toMatchObject({ state: 'IN_DOUBT', kinds: ['IN_DOUBT'] });
  });
});

describe('an order in doubt', () => {
  it('is filled by a late fill, without another word', () => {
    expect(after([trade(1000, 1000)], inDoubt())).toMatchObject({
      state: 'FILLED',
      kinds: ['FILL'],
    });
  });

  it('is restored by a sign of life', () => {
    const { order, kinds, state } = after([statusAnswer(0, '0')], inDoubt());
    expect({ kinds, state }).toEqual({ kinds: ['RESTORED'], state: 'NEW' });
    expect(order.restoredAtMs).toBe(CONTEXT.atMs);
  });

  it('is rejected when the provider certainly never had it', () => {
    const { order, reports } = onMessageRefused(inDoubt(), never, 5);
    expect(stateOf(order)).toBe('REJECTED');
    expect(reports).toMatchObject([{ kind: 'REJECT', refusal: never.refusal }]);
  });

  it('is said to be so once', () => {
    expect(onOverdue(inDoubt(), 9).reports).toEqual([]);
  });
});

describe('a status answer', () => {
  it('books what no execution has told, under an id of its own', () => {
    const { news, state } = after([statusAnswer(1000, '1.10004')], inDoubt());
    expect(state).toBe('FILLED');
    expect(news).toMatchObject([
      { kind: 'FILL', execId: 'told:ORD-1:1:1000', qty: dec(1000), price: dec('1.10004') },
    ]);
  });

  it('leaves nothing for the execution that comes after it', () => {
    const { kinds } = after([statusAnswer(1000, '1.1'), trade(1000, 1000)], inDoubt());
    expect(kinds).toEqual(['FILL']);
  });

  it('books only the part that is missing, at the price that makes the average come out', () => {
    const known = after([trade(600, 600, { px: '1.0' })]).order;
    const { news } = after([statusAnswer(1000, '1.04')], known);
    expect(news).toMatchObject([{ qty: dec(400), price: dec('1.10000') }]);
  });

  it('books at a price with no more digits than the symbol has', () => {
    const { news } = after([statusAnswer(1000, '1.100045000001')], inDoubt());
    expect(news).toMatchObject([{ price: dec('1.10005') }]);
  });

  it('books nothing at a price that cannot be', () => {
    expect(after([statusAnswer(1000, '0')], inDoubt()).kinds).toEqual(['RESTORED']);
  });

  it('tells the end of an order as well', () => {
    const cancelled = statusAnswer(0, '0', { ordStatus: '4' });
    expect(after([cancelled], inDoubt())).toMatchObject({ state: 'CANCELED', kinds: ['CANCEL'] });
  });
});

describe('an order that has ended', () => {
  it('still honours a fill that comes late', () => {
    const { order } = onMessageRefused(anOrder(), never, 5);
    expect(after([trade(1000, 1000)], order)).toMatchObject({ state: 'FILLED', kinds: ['FILL'] });
  });

  it('is not ended again', () => {
    const { order } = after([rejection(0)]);
    expect(after([cancellation(0), rejection(3), rejection(6)], order).kinds).toEqual([]);
    expect(onOverdue(order, 9).reports).toEqual([]);
    expect(onMessageRefused(order, never, 9).reports).toEqual([]);
  });
});

describe('a refused message', () => {
  it('of an order that the provider knows is a contradiction, and the order is in doubt', () => {
    const { order } = after([acknowledgement()]);
    const { order: doubted, reports } = onMessageRefused(order, never, 5);
    expect(stateOf(doubted)).toBe('IN_DOUBT');
    expect(reports).toMatchObject([{ kind: 'IN_DOUBT' }]);
  });
});
