/** Nothing personal and nothing secret reaches a log. */
import { describe, expect, it } from 'vitest';
import { maskEmail, maskForLog, maskId } from './mask.ts';

describe('masking for logs', () => {
  it('shows the last three characters of a long id and nothing of a short one', () => {
    expect(maskId('user_123456')).toBe('***456');
    expect(maskId('123456')).toBe('***');
    expect(maskId(3)).toBe('***');
  });

  it('shows the first letter and the domain of an e-mail address', () => {
    expect(maskEmail('john.doe@example.com')).toBe('j***@example.com');
    expect(maskEmail('not-an-address')).toBe('***');
  });

  it('masks at any depth and leaves the numbers that explain a refusal', () => {
    const line = {
      accountId: 1,
      details: { symbol: 'EURUSD', freeMargin: 12.5, nested: [{ password: 'x', apiKey: 'y' }] },
      authorization: 'Bearer abc',
    };
    expect(maskForLog(line)).toEqual({
      accountId: '***',
      details: {
        symbol: 'EURUSD',
        freeMargin: 12.5,
        nested: [{ password: '[REDACTED]', apiKey: '[REDACTED]' }],
      },
      authorization: '[REDACTED]',
    });
  });
});
