/** The plain JSON wire: exact on the way out, unshakable on the way in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail } from '../app-error.ts';
import { httpStatusOf, readFailure, toBody, toData } from './plain.ts';

const closed = fail('MARKET_CLOSED', {
  symbol: 'XAUUSD',
  opensAt: '2026-01-18T23:00:00Z',
  reason: 'WEEKEND_CLOSED',
});

describe('the wire', () => {
  it('writes error, code and details, and nothing else', () => {
    expect(toBody(closed)).toEqual({
      error: 'Market closed for trading',
      code: 'MARKET_CLOSED',
      details: { symbol: 'XAUUSD', opensAt: '2026-01-18T23:00:00Z', reason: 'WEEKEND_CLOSED' },
    });
  });

  it('leaves details out when the row has none', () => {
    expect(toBody(fail('AUTH_REQUIRED'))).toEqual({
      error: 'Authentication required',
      code: 'AUTH_REQUIRED',
    });
  });

  it('tells a tRPC client the outcome, the retry and the names to ask support with', () => {
    const data = toData(fail('INTERNAL_ERROR', { errorId: 'err_1' }), 'req_1');
    expect(data).toEqual({
      code: 'INTERNAL_ERROR',
      details: { errorId: 'err_1' },
      category: 'SYSTEM',
      outcome: 'UNKNOWN',
      retry: { kind: 'same-key' },
      requestId: 'req_1',
      errorId: 'err_1',
      httpStatus: 500,
    });
    expect(httpStatusOf(closed)).toBe(400);
  });

  it('reads back what it wrote', () => {
    const { code, details, outcome } = closed;
    const overTheWire: unknown = JSON.parse(JSON.stringify(toData(closed, 'req_1')));
    expect(readFailure(overTheWire)).toEqual({ code, details, outcome });
  });

  it('keeps a code that is newer than this client', () => {
    expect(readFailure({ code: 'QUOTA_OF_2031', details: {} }, 400)).toEqual({
      code: 'UNKNOWN_ERROR',
      details: { wireCode: 'QUOTA_OF_2031', httpStatus: 400 },
      outcome: 'UNKNOWN',
    });
  });

  it('does not pass on details that break the row’s promise', () => {
    const lie = { code: 'ACCOUNT_NOT_FOUND', details: { accountId: 'seven' } };
    expect(readFailure(lie)).toMatchObject({
      code: 'UNKNOWN_ERROR',
      details: { wireCode: 'ACCOUNT_NOT_FOUND' },
    });
  });

  it('survives any JSON at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(readFailure(json).code).toBe('UNKNOWN_ERROR');
      }),
    );
    expect(readFailure({ code: '__proto__' }).code).toBe('UNKNOWN_ERROR');
    expect(readFailure({ code: 'toString' }).code).toBe('UNKNOWN_ERROR');
  });
});
