/** The record that the gateway specification asks a log to keep. */
import { describe, expect, it } from 'vitest';
import { fail } from '../app-error.ts';
import { errorContext, errorRecord } from './error-record.ts';

const work = { module: 'orders', function: 'placeMarket', requestId: 'req_1234567890' };
const refused = fail('MARGIN_INSUFFICIENT', {
  requiredMargin: 2_000,
  freeMargin: 1_200.5,
  availableMargin: 1_200.5,
  symbol: 'EURUSD',
  volume: 1,
  leverage: 100,
  currency: 'USD',
  marginLevelAfter: null,
  maxVolume: 0.6,
  reason: 'NEW_ORDER',
});

describe('the record of a failure', () => {
  it('names it as the gateway does and as we do, and says whether to try again', () => {
    const record = errorRecord(refused, {
      work: { ...work, userId: 'user_abc123' },
      httpStatus: 400,
      detailed: true,
    });
    expect(record).toEqual({
      category: 'API_ERROR',
      errorCode: 5,
      errorName: 'InsufficientBalance',
      code: 'MARGIN_INSUFFICIENT',
      outcome: 'NOT_APPLIED',
      httpStatus: 400,
      context: { ...work, userId: 'user_abc123', ...refused.details },
      sanitized: true,
      retryable: false,
    });
  });

  it('keeps the numbers to itself where detailed logging is off', () => {
    expect(errorContext(work, { details: refused.details, detailed: false })).toEqual(work);
    const crashed = { errorId: 'err_1', operation: 'INSERT' };
    expect(errorContext(work, { details: crashed, detailed: false })).toEqual({
      ...work,
      errorId: 'err_1',
    });
  });

  it('lets no detail pass for a fact of the call', () => {
    const details = { requestId: 'forged', symbol: 'EURUSD' };
    expect(errorContext(work, { details, detailed: true })).toEqual({ ...work, symbol: 'EURUSD' });
  });
});
