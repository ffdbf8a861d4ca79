/** Every form of an error brings back what went in, and no hostile answer makes a reader throw. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppError, raise } from '../app-error.ts';
import { catalogue, type Code } from '../catalogue/index.ts';
import type { Field, FieldKind } from '../fields.ts';
import { fromGatewayEnvelope, toGatewayEnvelope } from '../foreign/spaces/gateway-envelope.ts';
import { grpcStatusOf } from '../grpc.ts';
import type { Refusal } from '../refusal.ts';
import { wireFormatOf } from './accept.ts';
import { fromGrpcStatus, toGrpcStatus } from './grpc-status.ts';
import { readFailure, toData } from './plain.ts';
import { fromProblem, toProblem } from './problem.ts';

const KINDS: Readonly<Record<FieldKind, (field: Field) => fc.Arbitrary<unknown>>> = {
  money: () => fc.double({ noNaN: true, noDefaultInfinity: true }),
  price: () => fc.double({ noNaN: true, noDefaultInfinity: true }),
  lots: () => fc.double({ noNaN: true, noDefaultInfinity: true }),
  percent: () => fc.double({ noNaN: true, noDefaultInfinity: true }),
  integer: () => fc.integer(),
  millis: () => fc.nat(),
  seconds: () => fc.nat(),
  time: () =>
    fc
      .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
      .map((date) => `${date.toISOString().slice(0, 19)}Z`),
  text: () => fc.string(),
  texts: () => fc.array(fc.string()),
  choice: ({ values = [] }) => fc.constantFrom(...values),
};

const detailsOf = (code: Code): fc.Arbitrary<object> => {
  const fields = Object.entries<Field>(catalogue[code].details);
  const required = fields.filter(([, field]) => field.required).map(([name]) => name);
  const shapes = fields.map(([name, field]) => {
    const value = KINDS[field.kind](field);
    return [name, field.nullable ? fc.option(value, { nil: null }) : value] as const;
  });
  return fc.record(Object.fromEntries(shapes), { requiredKeys: required as never[] });
};

const anyError: fc.Arbitrary<AppError> = fc
  .constantFrom(...(Object.keys(catalogue) as Code[]))
  .chain((code) => detailsOf(code).map((details) => ({ code, details }) as Refusal))
  .chain((refusal) =>
    fc
      .constantFrom('NOT_APPLIED', 'APPLIED', 'UNKNOWN')
      .map((outcome) => raise(refusal, { outcome })),
  );

/** Through JSON, as over a wire; -0 and 0 are one number there. */
const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const FORMATS = [
  ['plain', (error: AppError) => readFailure(overTheWire(toData(error, 'req_1')))],
  [
    'problem',
    (error: AppError) => fromProblem(overTheWire(toProblem(error, { requestId: 'req_1' }))),
  ],
  ['grpc', (error: AppError) => fromGrpcStatus(overTheWire(toGrpcStatus(error)))],
  [
    'gateway',
    (error: AppError) =>
      fromGatewayEnvelope(overTheWire(toGatewayEnvelope(error, { requestId: 'req_1', nowMs: 0 }))),
  ],
] as const;

describe('the wire formats', () => {
  it.each(FORMATS)('%s brings back code, details and outcome of any error', (_name, roundTrip) => {
    fc.assert(
      fc.property(anyError, (error) => {
        const { code, details, outcome } = error;
        expect(roundTrip(error)).toEqual({ code, details: overTheWire(details), outcome });
      }),
    );
  });

  it.each([
    ['plain', readFailure],
    ['problem', fromProblem],
    ['grpc', fromGrpcStatus],
    ['gateway', fromGatewayEnvelope],
  ] as const)('%s survives any JSON at all', (_name, read) => {
    fc.assert(
      fc.property(fc.jsonValue(), (wire) => {
        expect(read(wire).code).toBe('UNKNOWN_ERROR');
      }),
    );
    for (const wire of [undefined, { type: '__proto__' }, { details: [null, { '@type': 1 }] }]) {
      expect(read(wire).code).toBe('UNKNOWN_ERROR');
    }
  });

  it('point a problem at the page of its code', () => {
    const error = raise({ code: 'ACCOUNT_NOT_FOUND', details: { accountId: 3 } });
    expect(toProblem(error, { requestId: 'req_1' })).toEqual({
      type: '/docs/errors/ACCOUNT_NOT_FOUND',
      title: 'Account not found',
      status: 404,
      instance: 'urn:request:req_1',
      code: 'ACCOUNT_NOT_FOUND',
      outcome: 'NOT_APPLIED',
      retry: { kind: 'never' },
      details: { accountId: 3 },
    });
  });

  it('tell gRPC clients the canonical status and when to come back', () => {
    const limited = raise({
      code: 'RATE_LIMIT_EXCEEDED',
      details: { limit: 100, window: '1m', retryAfter: 45 },
    });
    expect(toGrpcStatus(limited)).toMatchObject({
      code: 8,
      details: [{ reason: 'RATE_LIMIT_EXCEEDED' }, { retryDelay: '45s' }],
    });
    expect(grpcStatusOf('MARGIN_INSUFFICIENT')).toBe('FAILED_PRECONDITION');
    expect(grpcStatusOf('MISSING_PARAMETER')).toBe('INVALID_ARGUMENT');
    expect(grpcStatusOf('LP_TIMEOUT')).toBe('DEADLINE_EXCEEDED');
  });
});

describe('the gateway’s own envelope', () => {
  it('is read by number and reason when another gateway wrote it', () => {
    const theirs = {
      d: {
        errorCode: 6,
        errorDescription: 'Market is currently closed.',
        errorContext: { symbol: 'EURUSD', opensAt: null, reason: 'WEEKEND_CLOSED' },
        timestamp: '2025-10-22T15:30:45.123Z',
        requestId: 'req_1234567890',
      },
    };
    expect(fromGatewayEnvelope(theirs)).toMatchObject({
      code: 'MARKET_CLOSED',
      outcome: 'NOT_APPLIED',
    });
    expect(fromGatewayEnvelope({ d: { errorCode: 77 } }).code).toBe('UNKNOWN_ERROR');
  });

  it('tells a wrong stop loss from a wrong take profit, whatever the reason says in words', () => {
    const details = {
      side: 'BUY',
      currentPrice: 1.095,
      sl: null,
      tp: 1.09,
      reason: 'TP must be above entry for BUY orders',
      kind: 'DIRECTION',
      digits: 5,
    } as const;
    const numberOf = (field: 'sl' | 'tp'): number => {
      const error = raise({ code: 'INVALID_SL_TP', details: { ...details, field } });
      return toGatewayEnvelope(error, { requestId: 'req_1', nowMs: 0 }).d.errorCode;
    };
    expect([numberOf('sl'), numberOf('tp')]).toEqual([12, 13]);
  });

  it('carries the number, the reason and the numbers that decided', () => {
    const details = { symbol: 'EURUSD', availableSymbols: [], reason: 'UNKNOWN' } as const;
    const error = raise({ code: 'INVALID_SYMBOL', details });
    expect(toGatewayEnvelope(error, { requestId: 'req_1', nowMs: 0 })).toEqual({
      d: {
        errorCode: 7,
        errorDescription: expect.stringMatching(/^INVALID_SYMBOL/),
        errorContext: { ...details, callOutcome: 'NOT_APPLIED' },
        timestamp: '1970-01-01T00:00:00.000Z',
        requestId: 'req_1',
      },
    });
  });
});

describe('Accept', () => {
  it.each([
    [undefined, 'plain'],
    ['*/*', 'plain'],
    ['text/html', 'plain'],
    ['application/problem+json', 'problem'],
    ['application/json;q=0.5, application/problem+json', 'problem'],
    ['application/json, application/problem+json', 'plain'],
    ['application/problem+json;q=0', 'plain'],
    ['Application/Problem+JSON', 'problem'],
    ['application/vnd.projectx+json', 'gateway'],
    ['application/problem+json;q=high', 'plain'],
    [',,;;q=,', 'plain'],
  ])('%s asks for the %s form', (accept, format) => {
    expect(wireFormatOf(accept)).toBe(format);
  });
});
