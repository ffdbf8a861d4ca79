/** What stands in the headers of an error, where the documented body has no room for it. */
import { fail } from '@faultline/errors';
import { describe, expect, it } from 'vitest';
import { errorHeaders } from './envelope.ts';

describe('the headers of an error', () => {
  it('name the limit that was met, and when it is over', () => {
    const limited = { limit: 100, window: '1m', retryAfter: 45 };
    const headers = errorHeaders(
      fail('RATE_LIMIT_EXCEEDED', { ...limited, resetAt: 1_705_838_445 }),
    );
    expect(headers).toEqual({
      'x-error-outcome': 'NOT_APPLIED',
      'x-error-retry': 'after',
      'retry-after': '45',
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1705838445',
    });
    const before = Math.ceil(Date.now() / 1_000) + 45;
    const { 'x-ratelimit-reset': reset } = errorHeaders(fail('RATE_LIMIT_EXCEEDED', limited));
    expect(Number(reset) - before).toBeLessThanOrEqual(1);
    expect(Number(reset)).toBeGreaterThanOrEqual(before);
  });

  it('say when to come back, in whole seconds and never none', () => {
    const soon = fail('PRICE_CHANGED', { symbol: 'EURUSD' });
    expect(errorHeaders(soon)['retry-after']).toBe('1');
    expect(errorHeaders(fail('AUTH_REQUIRED'))['retry-after']).toBeUndefined();
  });
});
