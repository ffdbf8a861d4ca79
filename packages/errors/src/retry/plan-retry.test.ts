/** When to try again, and when to leave it to a person. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnyCode, clientCatalogue, type Details } from '../catalogue/index.ts';
import { rowOf } from '../row.ts';
import { afterFailure, afterSuccess, fullBudget, hasBudget } from './budget.ts';
import { type FailedCall, planRetry, type RetryFacts } from './plan-retry.ts';

const NOW_MS = Date.parse('2026-01-18T12:00:00Z');
const facts: RetryFacts = {
  nowMs: NOW_MS,
  random: 0.5,
  deadlineMs: NOW_MS + 3_600_000,
  budgetLeft: true,
};

function call<C extends AnyCode>(
  code: C,
  details: Details<C>,
  changes: Partial<FailedCall> = {},
): FailedCall {
  const { outcome } = rowOf(code);
  return {
    code,
    details,
    outcome,
    kind: 'query',
    keyed: false,
    priced: false,
    attempt: 1,
    ...changes,
  };
}
const order = { kind: 'mutation', priced: true } as const;
const unreachable = { lp: 'YOFX', lastConnected: null };
const inDoubt = { lp: 'YOFX', timeout: 5_000, symbol: 'EURUSD' };

describe('planning a retry', () => {
  it('follows the list of delays, the last one repeating, up to the limit', () => {
    const down = { reason: 'x', kind: 'UPSTREAM', estimatedRestore: null } as const;
    const waits = [1, 2, 3, 4, 5, 10, 11].map((attempt) =>
      planRetry(call('SERVICE_UNAVAILABLE', down, { attempt }), facts),
    );
    const ms = [5_000, 10_000, 30_000, 60_000, 60_000, 60_000];
    expect(waits).toEqual([
      ...ms.map((one) => ({ kind: 'wait', ms: one })),
      { kind: 'give-up', why: 'attempts' },
    ]);
  });

  it('waits until the expected restore when the server named one', () => {
    const estimatedRestore = '2026-01-18T12:07:00Z';
    const down = { reason: 'x', kind: 'MAINTENANCE', estimatedRestore } as const;
    expect(planRetry(call('SERVICE_UNAVAILABLE', down), facts)).toEqual({
      kind: 'wait',
      ms: 420_000,
    });
  });

  it('waits as long as a limit says, also with an order', () => {
    const limited = { limit: 100, window: '1m', retryAfter: 45 };
    const plan = planRetry(call('RATE_LIMIT_EXCEEDED', limited, order), facts);
    expect(plan).toEqual({ kind: 'wait', ms: 45_000 });
  });

  it('gets a new token once', () => {
    const expired = { expiredAt: '2026-01-18T11:00:00Z' };
    expect(planRetry(call('AUTH_EXPIRED', expired, order), facts)).toEqual({ kind: 'refresh' });
    expect(planRetry(call('AUTH_EXPIRED', expired, { attempt: 2 }), facts).kind).toBe('give-up');
    const wrong = { reason: 'CREDENTIALS' } as const;
    expect(planRetry(call('AUTH_INVALID', wrong), facts)).toEqual({
      kind: 'give-up',
      why: 'never',
    });
  });

  it('never sends an order again by itself when the market opens: it tells when to ask', () => {
    const opensAt = '2026-01-18T22:00:00Z';
    const closed = { symbol: 'XAUUSD', opensAt, reason: 'WEEKEND_CLOSED' } as const;
    expect(planRetry(call('MARKET_CLOSED', closed, order), facts)).toEqual({
      kind: 'ask-user',
      atMs: Date.parse(opensAt),
    });
  });

  it('asks what became of an order in doubt, and repeats nothing that has no key', () => {
    const keyed = planRetry(call('LP_TIMEOUT', inDoubt, { ...order, keyed: true }), facts);
    expect(keyed).toEqual({ kind: 'query-by-key' });
    expect(planRetry(call('LP_TIMEOUT', inDoubt, order), facts)).toEqual({
      kind: 'give-up',
      why: 'unsafe',
    });
  });

  it('leaves an order at a new price to the person, unless its key makes it the same order', () => {
    expect(planRetry(call('LP_NOT_CONNECTED', unreachable, order), facts).kind).toBe('ask-user');
    const keyed = planRetry(
      call('LP_NOT_CONNECTED', unreachable, { ...order, keyed: true }),
      facts,
    );
    expect(keyed).toEqual({ kind: 'wait', ms: 1_000 });
  });

  it('takes a configured list, which makes nothing safe that was not', () => {
    const override = { retryable: true, maxRetries: 2, backoffMs: [100, 200] };
    const plan = (attempt: number) =>
      planRetry(call('LP_NOT_CONNECTED', unreachable, { attempt }), { ...facts, override });
    expect([1, 2, 3].map((attempt) => plan(attempt))).toEqual([
      { kind: 'wait', ms: 100 },
      { kind: 'wait', ms: 200 },
      { kind: 'give-up', why: 'attempts' },
    ]);
    const off = { ...facts, override: { ...override, retryable: false } };
    expect(planRetry(call('LP_NOT_CONNECTED', unreachable), off)).toMatchObject({ why: 'never' });
    const doubtful = call('LP_TIMEOUT', inDoubt, order);
    expect(planRetry(doubtful, { ...facts, override })).toMatchObject({ why: 'unsafe' });
  });

  it('lets no configuration repeat what must not be, or sooner than the failure itself says', () => {
    const override = { retryable: true, maxRetries: 1, backoffMs: [100] };
    const configured = { ...facts, override };
    const wrong = call('AUTH_INVALID', { reason: 'CREDENTIALS' });
    expect(planRetry(wrong, configured)).toMatchObject({ why: 'never' });
    const limited = { limit: 100, window: '1m', retryAfter: 45 };
    const later = (attempt: number) => call('RATE_LIMIT_EXCEEDED', limited, { attempt });
    expect(planRetry(later(1), configured)).toEqual({ kind: 'wait', ms: 45_000 });
    expect(planRetry(later(2), configured)).toMatchObject({ why: 'attempts' });
  });

  it('stops at the deadline and when the budget is spent', () => {
    const late = { ...facts, deadlineMs: NOW_MS + 10 };
    expect(planRetry(call('LP_NOT_CONNECTED', unreachable), late)).toMatchObject({
      why: 'deadline',
    });
    const spent = { ...facts, budgetLeft: false };
    expect(planRetry(call('LP_NOT_CONNECTED', unreachable), spent)).toMatchObject({
      why: 'budget',
    });
  });

  it('spreads the waits by a fifth to either side', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (random) => {
        const plan = planRetry(call('LP_NOT_CONNECTED', unreachable), { ...facts, random });
        const ms = plan.kind === 'wait' ? plan.ms : 0;
        expect(ms).toBeGreaterThanOrEqual(800);
        expect(ms).toBeLessThanOrEqual(1_200);
      }),
    );
  });

  it('never repeats a command of unknown outcome without its key, whatever the code', () => {
    const codes = Object.keys(clientCatalogue) as AnyCode[];
    const simple = codes.filter((code) => typeof rowOf(code).retry !== 'function');
    fc.assert(
      fc.property(fc.constantFrom(...simple), fc.integer({ min: 1, max: 20 }), (code, attempt) => {
        const failed = {
          ...call('ABORTED', {}),
          code,
          outcome: 'UNKNOWN',
          kind: 'mutation',
          attempt,
        };
        const plan = planRetry(failed as FailedCall, facts);
        expect(plan.kind).not.toBe('wait');
      }),
    );
  });
});

describe('the retry budget', () => {
  it('stops retries at half, and grows again with successes', () => {
    let budget = fullBudget;
    let retries = 0;
    while (hasBudget(budget)) {
      budget = afterFailure(budget);
      retries += 1;
    }
    expect(retries).toBe(5);
    for (let success = 0; success < 11; success += 1) budget = afterSuccess(budget);
    expect(hasBudget(budget)).toBe(true);
  });
});
