/** The laws of the order machine: however reports arrive, every unit is booked once. */
import type { ExecutionReport } from '@faultline/fix';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, multiply, sum, subtract, textOf, ZERO } from '../decimals.ts';
import {
  acknowledgement,
  anOrder,
  cancellation,
  CONTEXT,
  dec,
  statusAnswer,
  trade,
  unknownOrder,
} from '../testing/orders.ts';
import { cumQtyOf, isDone, type LpOrder, type OrderReport } from './lp-order.ts';
import { isUnknownOrder, onExecutionReport } from './on-execution-report.ts';
import { onOverdue, onUnknownOrder } from './on-silence.ts';

/** One life of an order at the provider: its trades in order, and whether the rest was cancelled. */
interface Life {
  readonly trades: readonly ExecutionReport[];
  readonly total: number;
  readonly end: readonly ExecutionReport[];
}

const PRICES = ['1.10000', '1.10004', '1.09999'];

const lives: fc.Arbitrary<Life> = fc
  .uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 })
  .map((cums) => {
    const ends = cums.toSorted((a, b) => a - b);
    const trades = ends.map((cum, index) =>
      trade(cum - (ends[index - 1] ?? 0), cum, { px: PRICES[index % PRICES.length] ?? '1.1' }),
    );
    const total = ends.at(-1) ?? 0;
    return { trades, total, end: total < 1000 ? [cancellation(total)] : [] };
  });

/** What may come in between: acknowledgements, status answers over any prefix, denials, silence. */
const noise = (life: Life): fc.Arbitrary<ExecutionReport | 'overdue'> =>
  fc.oneof(
    fc.constant(acknowledgement()),
    fc.constant(unknownOrder()),
    fc.constant('overdue' as const),
    fc.constantFrom(...life.trades.map((_, index) => statusOver(life.trades.slice(0, index + 1)))),
  );

function statusOver(trades: readonly ExecutionReport[]): ExecutionReport {
  const cum = trades.at(-1)?.cumQty ?? ZERO;
  const paid = sum(
    trades.map((one) => (one.execType === 'F' ? multiply(one.lastQty, one.lastPx) : ZERO)),
  );
  const average = Number(textOf(paid)) / Number(textOf(cum));
  return statusAnswer(Number(textOf(cum)), average.toFixed(8));
}

const histories = lives.chain((life) => {
  const told = [...life.trades, ...life.end];
  return fc
    .tuple(
      fc.shuffledSubarray(told, { minLength: told.length }),
      fc.array(fc.constantFrom(...told), { maxLength: 4 }),
      fc.array(noise(life), { maxLength: 4 }),
    )
    .chain(([once, again, between]) =>
      fc
        .shuffledSubarray([...once, ...again, ...between], {
          minLength: once.length + again.length + between.length,
        })
        .map((events) => ({ life, events })),
    );
});

/** As the intake does it. */
function step(order: LpOrder, event: ExecutionReport | 'overdue') {
  if (event === 'overdue') return onOverdue(order, CONTEXT.atMs);
  return isUnknownOrder(event)
    ? onUnknownOrder(order, { atMs: CONTEXT.atMs, quarantineMs: 60_000, lastConnected: null })
    : onExecutionReport(order, event, CONTEXT);
}

function play(events: readonly (ExecutionReport | 'overdue')[]) {
  let order = anOrder();
  const steps: { order: LpOrder; reports: readonly OrderReport[] }[] = [];
  for (const event of events) {
    const outcome = step(order, event);
    order = outcome.order;
    steps.push(outcome);
  }
  return { order, steps, reports: steps.flatMap(({ reports }) => reports) };
}

const fillsIn = (reports: readonly OrderReport[]) => reports.filter(({ kind }) => kind === 'FILL');
const booked = (reports: readonly OrderReport[]) =>
  sum(fillsIn(reports).map(({ qty }) => qty ?? ZERO));

describe('whatever the order, the repetition and the noise of reports', () => {
  it('the fills add up to what the provider has done, once', () => {
    fc.assert(
      fc.property(histories, ({ life, events }) => {
        const { order, reports } = play(events);
        expect(textOf(booked(reports))).toBe(String(life.total));
        expect(textOf(cumQtyOf(order))).toBe(String(life.total));
        expect(isDone(order)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('CumQty never decreases, and is what has been reported so far', () => {
    fc.assert(
      fc.property(histories, ({ events }) => {
        const { steps } = play(events);
        let before = ZERO;
        const soFar: OrderReport[] = [];
        for (const { order, reports } of steps) {
          soFar.push(...reports);
          const cumQty = cumQtyOf(order);
          expect(compare(cumQty, before)).toBeGreaterThanOrEqual(0);
          expect(compare(subtract(cumQty, booked(soFar)), ZERO)).toBe(0);
          before = cumQty;
        }
      }),
    );
  });

  it('an execution id is reported at most once', () => {
    fc.assert(
      fc.property(histories, ({ events }) => {
        const ids = fillsIn(play(events).reports).map(({ execId }) => execId);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('an order ends at most once, and doubts and their ends take turns', () => {
    fc.assert(
      fc.property(histories, ({ events }) => {
        const kinds = play(events).reports.map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === 'CANCEL' || kind === 'REJECT').length).toBeLessThan(
          2,
        );
        const doubts = kinds.filter((kind) => kind === 'IN_DOUBT' || kind === 'RESTORED');
        const outOfTurn = doubts.filter(
          (kind, index) => kind === 'RESTORED' && doubts[index - 1] !== 'IN_DOUBT',
        );
        expect(outOfTurn).toEqual([]);
      }),
    );
  });

  it('without status answers every fill has the provider’s own price', () => {
    fc.assert(
      fc.property(lives, ({ trades }) => {
        const { reports } = play(trades.toReversed());
        expect(fillsIn(reports).map(({ price }) => price)).toEqual(
          trades.toReversed().map((one) => (one.execType === 'F' ? one.lastPx : dec(0))),
        );
      }),
    );
  });
});
