/** "Unknown order": believed only where nothing speaks against it, and when it is said again. */
import { describe, expect, it } from 'vitest';
import { acknowledgement, anOrder, CONTEXT } from '../testing/orders.ts';
import { stateOf } from './lp-order.ts';
import { onExecutionReport } from './on-execution-report.ts';
import { onNumbersReset, onOverdue, onUnknownOrder } from './on-silence.ts';

const denial = (atMs: number) => ({ atMs, quarantineMs: 60_000, lastConnected: null });
const doubted = onOverdue(anOrder(), 0).order;

describe('an order that the provider does not know', () => {
  it('stays in doubt for ever when its numbers say that the provider has had it', () => {
    const first = onUnknownOrder(doubted, denial(0)).order;
    expect(stateOf(onUnknownOrder(first, denial(600_000)).order)).toBe('IN_DOUBT');
  });

  it('is rejected after the quarantine when the numbers are gone', () => {
    const { order } = onNumbersReset(doubted, 0);
    const first = onUnknownOrder(order, denial(1_000));
    expect(first.reports).toEqual([]);
    const second = onUnknownOrder(first.order, denial(60_999));
    expect(stateOf(second.order)).toBe('IN_DOUBT');
    const third = onUnknownOrder(second.order, denial(61_000));
    expect(stateOf(third.order)).toBe('REJECTED');
    expect(third.reports).toMatchObject([
      { kind: 'REJECT', refusal: { code: 'LP_NOT_CONNECTED' } },
    ]);
  });

  it('begins the quarantine again when the provider has shown to know it in between', () => {
    const { order } = onNumbersReset(doubted, 0);
    const denied = onUnknownOrder(order, denial(1_000)).order;
    const known = onExecutionReport(denied, acknowledgement(), CONTEXT).order;
    expect(known.deniedAtMs).toBeNull();
    const again = onUnknownOrder(known, denial(600_000));
    expect(again.reports).toMatchObject([{ kind: 'IN_DOUBT' }]);
    expect(stateOf(onUnknownOrder(again.order, denial(900_000)).order)).toBe('IN_DOUBT');
  });
});

describe('numbers that start again', () => {
  it('put every open order in doubt', () => {
    const { order, reports } = onNumbersReset(anOrder(), 5);
    expect(stateOf(order)).toBe('IN_DOUBT');
    expect(reports).toMatchObject([{ kind: 'IN_DOUBT' }]);
  });
});
