/** Executions that the provider takes back or changes. */
import { describe, expect, it } from 'vitest';
import { anOrder, CONTEXT, dec, trade } from '../testing/orders.ts';
import { aliasOf, isAmendment, reportOfAmendment } from './on-amendment.ts';
import { onExecutionReport } from './on-execution-report.ts';

const filled = onExecutionReport(anOrder(), trade(400, 400), CONTEXT).order;
const {
  execType: _type,
  lastQty: _qty,
  lastPx: _px,
  ...common
} = trade(400, 400) as object & {
  execType: unknown;
  lastQty: unknown;
  lastPx: unknown;
} & ReturnType<typeof trade>;
const bust = { ...common, execId: 'X-1', execType: 'H', execRefId: 'E-400' } as const;
const correction = {
  ...bust,
  execType: 'G',
  lastQty: dec(300),
  lastPx: dec('1.2'),
} as const;

describe('an amendment', () => {
  it('is a bust or a correction, and no trade is one', () => {
    expect([bust, correction, trade(400, 400)].map(isAmendment)).toEqual([true, true, false]);
  });

  it('as a bust tells what the execution was', () => {
    expect(reportOfAmendment(filled, bust)).toMatchObject({
      kind: 'BUST',
      execId: 'E-400',
      qty: dec(400),
      price: dec('1.10000'),
    });
  });

  it('as a correction tells what it is to be', () => {
    expect(reportOfAmendment(filled, correction)).toMatchObject({
      kind: 'CORRECT',
      execId: 'E-400',
      qty: dec(300),
      price: dec('1.2'),
    });
  });

  it('of an execution that nobody has heard of tells its name', () => {
    expect(reportOfAmendment(anOrder(), bust)).toMatchObject({
      kind: 'BUST',
      execId: 'E-400',
      qty: null,
      price: null,
    });
  });

  it('means this order’s execution where the provider has used the id twice', () => {
    const execId = aliasOf('E-400', 'ORD-1-1');
    const { order } = onExecutionReport(anOrder(), trade(400, 400, { execId }), CONTEXT);
    expect(reportOfAmendment(order, bust)).toMatchObject({ execId, qty: dec(400) });
  });
});
