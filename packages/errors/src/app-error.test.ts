/** Raising errors: what compiles, what does not, and what an error knows about itself. */
import { describe, expect, it } from 'vitest';
import { type Fail, fail, isAppError, raise } from './app-error.ts';
import { refuse } from './refusal.ts';

describe('failing', () => {
  it('names its row, its outcome and its own numbers', () => {
    const error = fail('LP_TIMEOUT', { lp: 'YOFX', timeout: 5_000, symbol: 'EURUSD' });
    expect(isAppError(error)).toBe(true);
    expect(error).toMatchObject({
      code: 'LP_TIMEOUT',
      outcome: 'UNKNOWN',
      message: 'LP timeout',
      retry: { kind: 'same-key' },
    });
  });

  it('needs no details where the row has none', () => {
    expect(fail('AUTH_REQUIRED').details).toEqual({});
  });

  it('carries the core’s refusal on with its type, and may know the outcome better', () => {
    const refusal = refuse('LP_NOT_CONNECTED', { lp: 'YOFX', lastConnected: null });
    const error = raise(refusal, { outcome: 'UNKNOWN', cause: new Error('socket') });
    expect(error.outcome).toBe('UNKNOWN');
    expect(error.cause).toBeInstanceOf(Error);
    expect(error.details).toEqual({ lp: 'YOFX', lastConnected: null });
  });

  it('keeps no stack, because its code says where it comes from', () => {
    expect(fail('AUTH_REQUIRED').stack).toBe('AppError: Authentication required');
    expect(new Error('a defect').stack).toMatch(/\n\s+at /);
  });

  it('is an Error to whoever asks for one, and can be thrown and shown like one', () => {
    const error = fail('ACCOUNT_NOT_FOUND', { accountId: 7 });
    const thrower = (): never => {
      throw error;
    };
    expect(error).toBeInstanceOf(Error);
    expect(thrower).toThrow('Account not found');
    expect(String(error)).toBe('AppError: Account not found');
    expect(Object.keys(error)).toEqual(['name', 'code', 'details', 'outcome']);
  });

  it('compiles only with a declared code and exactly its details', () => {
    const narrow: Fail<'ACCOUNT_NOT_FOUND' | 'LP_TIMEOUT'> = fail;
    // @ts-expect-error an undeclared code
    void narrow('ORDER_NOT_FOUND', { orderId: 'ORD-1' });
    // @ts-expect-error missing details
    void narrow('ACCOUNT_NOT_FOUND');
    // @ts-expect-error wrong details
    void narrow('ACCOUNT_NOT_FOUND', { accountId: '1' });
    // @ts-expect-error an excess detail
    void narrow('ACCOUNT_NOT_FOUND', { accountId: 1, owner: 'ann' });
    // @ts-expect-error details where there are none
    void fail('AUTH_REQUIRED', { hint: 'x' });
    const useNarrower = (f: Fail<'LP_TIMEOUT'>): unknown => f;
    useNarrower(narrow);
    const useWider = (f: Fail<'LP_TIMEOUT' | 'ORDER_NOT_FOUND'>): unknown => f;
    // @ts-expect-error a helper may not raise what its caller did not declare
    useWider(narrow);
    expect(narrow('ACCOUNT_NOT_FOUND', { accountId: 7 }).details.accountId).toBe(7);
  });
});
