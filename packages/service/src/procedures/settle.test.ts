/** What the log keeps of a failed call: the specification's record, masked, and the truth behind what went out. */
import { type AppError, fail } from '@faultline/errors';
import { parseErrorConfiguration } from '@faultline/errors/node';
import { describe, expect, it } from 'vitest';
import { DEFAULT_ERROR_SETTINGS, errorSettings, type ErrorSettings } from '../errors/settings.ts';
import { createLogger } from '../log/logger.ts';
import { demoContract } from '../testing/demo-contract.ts';
import { type FailedCall, settle } from './settle.ts';

type Line = Record<string, unknown> & { readonly context: Record<string, unknown> };

const call: FailedCall = {
  procedure: 'demo.pay',
  requestId: 'req_1234567890',
  op: demoContract.demo.pay,
  caller: {
    kind: 'user',
    userId: 'user_abc123',
    username: 'ann',
    role: 'TRADER',
    sessionId: 's',
    signedInAtMs: 0,
  },
};
const poor = fail('INSUFFICIENT_BALANCE', {
  balance: 1_200.5,
  withdrawalAmount: 2_000,
  withdrawable: 1_200.5,
  currency: 'USD',
});

/** Settles, and gives back what left and what the log has. */
function settled(
  thrown: unknown,
  {
    settings = DEFAULT_ERROR_SETTINGS,
    of = call,
  }: { settings?: ErrorSettings; of?: FailedCall } = {},
): { error: AppError; lines: Line[] } {
  const lines: Line[] = [];
  const log = createLogger('desk', {
    redact: settings.redact,
    destination: { write: (line) => void lines.push(JSON.parse(line) as Line) },
  });
  return { error: settle(thrown, of, { log, errors: settings }), lines };
}

const configured = (yaml: string): ErrorSettings =>
  errorSettings(parseErrorConfiguration(`errorMapping: ${yaml}`));

describe('the log of a refused call', () => {
  it('is one record in the gateway specification’s form', () => {
    const { error, lines } = settled(poor);
    expect(error).toBe(poor);
    expect(lines).toEqual([
      {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        level: 'WARN',
        service: 'desk',
        category: 'API_ERROR',
        errorCode: 5,
        errorName: 'InsufficientBalance',
        code: 'INSUFFICIENT_BALANCE',
        outcome: 'NOT_APPLIED',
        httpStatus: 400,
        message: 'Insufficient balance',
        context: {
          module: 'demo',
          function: 'pay',
          requestId: 'req_1234567890',
          userId: 'user_***123',
          balance: 1_200.5,
          withdrawalAmount: 2_000,
          withdrawable: 1_200.5,
          currency: 'USD',
        },
        sanitized: true,
        retryable: false,
      },
    ]);
  });

  it('is as loud as the operator wants its category', () => {
    const settings = configured('{ logLevels: { ACCOUNT: "ERROR" } }');
    expect(settled(poor, { settings }).lines).toMatchObject([{ level: 'ERROR' }]);
    const quiet = configured('{ logLevels: { ACCOUNT: "DEBUG" } }');
    expect(settled(poor, { settings: quiet }).lines).toEqual([]);
  });

  it('names the call and nothing else where detailed logging is off', () => {
    const settings = configured('{ detailedLogging: false }');
    const { procedure: _, op: __, caller: ___, ...rest } = call;
    expect(settled(poor, { settings }).lines[0]?.context).toEqual({
      module: 'demo',
      function: 'pay',
      userId: 'user_***123',
      ...rest,
    });
  });

  it('masks with the operator’s own length and placeholder', () => {
    const settings = configured(
      '{ sanitization: { maskLength: 2, redactedPlaceholder: "<gone>" } }',
    );
    const cause = new Error('password=hush');
    const { lines } = settled(fail('LP_NOT_FOUND', { lp: 'token: x' }), {
      settings,
      of: { ...call, op: null },
    });
    expect(lines[0]?.context).toMatchObject({ userId: 'user_***23', lp: 'token: <gone>' });
    expect(JSON.stringify(settled(cause, { settings }).lines)).toContain('password=<gone>');
  });
});

describe('the log of a bug', () => {
  it('keeps the truth under the id that the caller is given', () => {
    const { error, lines } = settled(new Error('disk is full: /var'));
    expect(error).toMatchObject({ code: 'INTERNAL_ERROR', outcome: 'UNKNOWN' });
    expect(lines).toMatchObject([
      {
        level: 'ERROR',
        errorCode: 20,
        errorName: 'ServerError',
        context: { errorId: (error as AppError<'INTERNAL_ERROR'>).details.errorId },
        stackTrace: expect.stringContaining('settle.test.ts'),
        err: { message: 'disk is full: /var' },
        retryable: true,
      },
    ]);
  });

  it('tells which undeclared code slipped out, and what it said', () => {
    const { error, lines } = settled(fail('LP_NOT_FOUND', { lp: 'YOFX' }));
    expect(error.code).toBe('INTERNAL_ERROR');
    expect(lines).toMatchObject([
      { err: { message: 'demo.pay raised LP_NOT_FOUND', cause: { details: { lp: 'YOFX' } } } },
    ]);
  });

  it('withholds the stack where detailed logging is off', () => {
    const settings = configured('{ detailedLogging: false }');
    const { lines } = settled(new Error('disk is full: /var'), { settings });
    expect(lines).toMatchObject([{ stackTrace: '[REDACTED in production]' }]);
    expect(JSON.stringify(lines)).not.toContain('disk is full');
  });
});

describe('the retry that a caller is told', () => {
  const retryOf = (error: AppError, settings: ErrorSettings) =>
    settled(error, { settings, of: { ...call, op: null } }).error.retry;
  const closed = fail('SERVICE_UNAVAILABLE', {
    reason: 'Maintenance',
    estimatedRestore: null,
    kind: 'MAINTENANCE',
  });

  it('is the configured list of its gateway number', () => {
    const settings = configured(
      '{ retryConfig: { errorCode18: { retryable: true, maxRetries: 2, backoffMs: [50, 70] } } }',
    );
    expect(retryOf(closed, settings)).toEqual({ kind: 'backoff', delaysMs: [50, 70], max: 2 });
    expect(retryOf(poor, settings)).toEqual({ kind: 'never' });
  });

  it('is none at all where the operator says so, and what is logged says the same', () => {
    const settings = configured(
      '{ retryConfig: { errorCode18: { retryable: false, maxRetries: 0 } } }',
    );
    const { error, lines } = settled(closed, { settings, of: { ...call, op: null } });
    expect(error.retry).toEqual({ kind: 'never' });
    expect(lines).toMatchObject([{ retryable: false }]);
  });
});
