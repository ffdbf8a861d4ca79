/** The catalogue holds what the API guide promises, and each row says all that a reader needs. */
import { describe, expect, it } from 'vitest';
import { retryOf, rowOf } from '../row.ts';
import { clientCatalogue, COMMON_CODES, type AnyCode, type Code } from './index.ts';

const codes = Object.keys(clientCatalogue) as AnyCode[];

/** The 29 codes of the public guide with their HTTP status: they may never change. */
const GUIDE: Readonly<Partial<Record<Code, number>>> = {
  AUTH_REQUIRED: 401,
  AUTH_INVALID: 401,
  AUTH_EXPIRED: 401,
  PERMISSION_DENIED: 403,
  INVALID_SYMBOL: 400,
  INVALID_VOLUME: 400,
  MARGIN_INSUFFICIENT: 400,
  MARKET_CLOSED: 400,
  PRICE_STALE: 400,
  INVALID_SL_TP: 400,
  ORDER_NOT_FOUND: 404,
  ORDER_NOT_PENDING: 400,
  POSITION_NOT_FOUND: 404,
  POSITION_ALREADY_CLOSED: 400,
  PARTIAL_CLOSE_INVALID: 400,
  ACCOUNT_NOT_FOUND: 404,
  ACCOUNT_DISABLED: 403,
  INSUFFICIENT_BALANCE: 400,
  WITHDRAWAL_LIMIT_EXCEEDED: 400,
  LP_NOT_CONNECTED: 503,
  FIX_SESSION_NOT_FOUND: 404,
  LP_TIMEOUT: 504,
  INVALID_REQUEST: 400,
  MISSING_PARAMETER: 400,
  INVALID_PARAMETER_TYPE: 400,
  RATE_LIMIT_EXCEEDED: 429,
  INTERNAL_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
  DATABASE_ERROR: 500,
};

/** The guide's summary: may it be repeated? "Re-authenticate" is our `refresh`. */
const REPEATED = {
  AUTH_REQUIRED: 'never',
  AUTH_INVALID: 'refresh',
  AUTH_EXPIRED: 'refresh',
  PERMISSION_DENIED: 'never',
  INVALID_SYMBOL: 'never',
  MARGIN_INSUFFICIENT: 'never',
  MARKET_CLOSED: 'at',
  PRICE_STALE: 'backoff',
  ORDER_NOT_FOUND: 'never',
  LP_NOT_CONNECTED: 'backoff',
  RATE_LIMIT_EXCEEDED: 'after',
  INTERNAL_ERROR: 'same-key',
  SERVICE_UNAVAILABLE: 'backoff',
} as const;

describe('the catalogue', () => {
  it('keeps every code of the guide with its HTTP status', () => {
    expect(Object.keys(GUIDE)).toHaveLength(29);
    for (const [code, http] of Object.entries(GUIDE)) {
      expect([code, rowOf(code as Code).http]).toEqual([code, http]);
    }
  });

  it.each(Object.entries(REPEATED))('repeats %s as the guide’s summary says', (code, kind) => {
    const details = { opensAt: '2026-01-19T22:00:00Z', retryAfter: 45 };
    expect(retryOf(code as Code, details as never).kind).toBe(kind);
  });

  it('adds fourteen codes to the guide’s, and four that only a client can meet', () => {
    expect(codes).toHaveLength(29 + 14 + 4);
  });

  it.each(codes)('%s explains itself and each of its details', (code) => {
    const { solution, details } = rowOf(code);
    expect(solution.length).toBeGreaterThan(0);
    for (const field of Object.values(details)) expect(field.about).toMatch(/^[A-Z].*[.;]$/);
  });

  it.each(codes)('%s says with how many decimals its prices are written', (code) => {
    const { details } = rowOf(code);
    const prices = Object.values(details).filter(({ kind }) => kind === 'price');
    if (prices.length === 0) return;
    const { digits } = details;
    expect(digits?.kind).toBe('integer');
    // Only where no price need be there may the digits be missing: the compiler asks for them wherever one is raised.
    expect(digits?.required).toBe(prices.some(({ required }) => required));
  });

  it('knows when to try again from the failure’s own numbers', () => {
    expect(retryOf('RATE_LIMIT_EXCEEDED', { limit: 100, window: '1m', retryAfter: 45 })).toEqual({
      kind: 'after',
      afterMs: 45_000,
    });
    const closed = { symbol: 'XAUUSD', reason: 'WEEKEND_CLOSED' } as const;
    expect(retryOf('MARKET_CLOSED', { ...closed, opensAt: '2026-01-18T23:00:00Z' })).toEqual({
      kind: 'at',
      at: '2026-01-18T23:00:00Z',
    });
    expect(retryOf('MARKET_CLOSED', { ...closed, opensAt: null })).toEqual({ kind: 'never' });
    expect(retryOf('AUTH_INVALID', { reason: 'CREDENTIALS' })).toEqual({ kind: 'never' });
  });

  it('never lets a server’s unknown outcome be retried without its key', () => {
    const inDoubt = codes.filter((c) => rowOf(c).outcome === 'UNKNOWN' && rowOf(c).http > 0);
    expect(inDoubt).toContain('LP_TIMEOUT');
    for (const code of inDoubt) expect(rowOf(code).retry).toEqual({ kind: 'same-key' });
  });

  it('lists as common only codes that exist', () => {
    for (const code of COMMON_CODES) expect(rowOf(code).http).toBeGreaterThanOrEqual(400);
  });
});
