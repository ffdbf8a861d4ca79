/** The gateway specification's own test scenarios, under its own names. */
import { describe, expect, it } from 'vitest';
import { redact } from '../redact/redact.ts';
import { planRetry } from '../retry/plan-retry.ts';
import {
  GATEWAY_SPEC,
  gatewaySpec,
  loginPolicyOf,
  lookupGatewayHttp,
  lookupGatewaySpec,
  mt5Login,
} from './index.ts';

const scenario = (errorCode: number) => lookupGatewaySpec(gatewaySpec(errorCode));

describe('the scenarios of the gateway specification', () => {
  it('Auth failure triggers retry', () => {
    expect(scenario(1)).toMatchObject({
      httpStatus: 200,
      retryable: true,
      maxRetries: 3,
      userMessage: 'Authentication failed. Please log in again.',
    });
  });

  it('Insufficient margin is not retryable', () => {
    expect(scenario(5)).toMatchObject({
      httpStatus: 200,
      retryable: false,
      maxRetries: 0,
      userMessage: 'Insufficient account balance.',
    });
  });

  it('PII sanitization in logs', () => {
    expect(redact({ userId: 'user_abc123', accountId: 'acc_xyz789' })).toEqual({
      userId: 'user_***123',
      accountId: 'acc_***789',
    });
  });
});

describe('what it asks to be tested', () => {
  it('all its codes have a row with a name, a category, a user message and a retry', () => {
    for (let errorCode = 0; errorCode <= 20; errorCode += 1) {
      expect(scenario(errorCode)).toMatchObject({
        known: true,
        name: expect.stringMatching(/^[A-Z][A-Za-z]+$/),
        category: expect.stringMatching(/^[A-Z_]+$/),
        userMessage: expect.stringMatching(/\w/),
        retryable: expect.any(Boolean),
      });
    }
    expect(GATEWAY_SPEC.find(21).known).toBe(false);
  });

  it('every HTTP status of a failure finds a code, the unlisted ones by their class', () => {
    for (let status = 400; status <= 599; status += 1) {
      expect(lookupGatewayHttp(status)).toMatchObject({ known: true, code: expect.any(String) });
    }
    expect(lookupGatewayHttp(418)).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(lookupGatewayHttp(507)).toMatchObject({ code: 'INTERNAL_ERROR', outcome: 'UNKNOWN' });
    expect(lookupGatewayHttp(200).known).toBe(false);
  });

  it('a retryable code is planned for, and one that is not never is', () => {
    const failed = {
      outcome: 'NOT_APPLIED',
      kind: 'query',
      keyed: false,
      priced: false,
      attempt: 1,
    } as const;
    const facts = { nowMs: 0, random: 0.5, deadlineMs: 1e9, budgetLeft: true };
    const planOf = (code: 'AUTH_EXPIRED' | 'ORDER_EXPIRED') =>
      planRetry({ ...failed, code, details: { expiredAt: '', expiresAt: '' } }, facts).kind;
    expect([planOf('AUTH_EXPIRED'), planOf('ORDER_EXPIRED')]).toEqual(['refresh', 'give-up']);
  });
});

describe('the edge cases of the login guide', () => {
  it.each([
    [10016, { action: 'STOP_UNTIL_UPDATE', endState: 'UPDATE_REQUIRED' }],
    [10012, { action: 'STOP_FOR_EVER', endState: 'CLOSED' }],
    [10020, { action: 'BACKOFF', attemptsMax: 5, schedule: { kind: 'exponential' } }],
    [10011, { attemptsMax: 5, schedule: { kind: 'fixed', everyMs: 30_000 } }],
    [10099, { attemptsMax: 5, schedule: { kind: 'fixed', everyMs: 10_000 } }],
  ])('%i does what the guide says', (number, policy) => {
    expect(loginPolicyOf(mt5Login(number))).toMatchObject(policy);
  });
});
