/** Details to show in an example: for each field a value that could have been, of the right kind. */
import type { Field, FieldKind, Fields } from './fields.ts';

const VALUES: Readonly<Record<FieldKind, unknown>> = {
  money: 250,
  price: 1.095,
  lots: 0.5,
  percent: 2_050.2,
  integer: 100,
  time: '2026-01-18T12:00:00Z',
  millis: 5_000,
  seconds: 45,
  text: 'text',
  texts: ['EURUSD', 'XAUUSD'],
  choice: null,
};

/** Fields whose name says more than their kind. */
const NAMED: Readonly<Record<string, unknown>> = {
  symbol: 'EURUSD',
  conversionSymbol: 'USDJPY',
  lp: 'YOFX',
  orderId: 'ORD-12345',
  lpOrderId: 'LP-77',
  lockOrderId: 'ORD-12346',
  sessionId: 'YOFX1',
  currency: 'USD',
  errorId: 'err_01JZEXAMPLE',
  instanceId: 'ABC123-001',
  requiredRole: 'ADMIN',
  userRole: 'TRADER',
  window: '1m',
  positionId: 12_345,
  accountId: 123,
  path: '/api/nothing',
  volume: 0.5,
};

const valueOf = (name: string, { kind, values }: Field): unknown =>
  values?.[0] ?? NAMED[name] ?? VALUES[kind];

export const exampleDetails = (fields: Fields): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, { required }]) => required)
      .map(([name, field]) => [name, valueOf(name, field)]),
  );
