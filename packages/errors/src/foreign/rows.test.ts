/** Every row of every foreign table keeps to the catalogue: legal code, legal sub-case, and a retry that is safe. */
import { describe, expect, it } from 'vitest';
import type { Code } from '../catalogue/index.ts';
import { isCode } from '../catalogue/index.ts';
import { rowOf } from '../row.ts';
import { FOREIGN_ROWS } from './foreign.ts';
import { foreignKeyText } from './key.ts';
import type { ForeignRetry, ForeignRow } from './row.ts';
import { REASON_FIELDS, TEXT_REASONS } from './row.ts';

const keys = FOREIGN_ROWS.map(foreignKeyText);
const states = FOREIGN_ROWS.filter(({ code }) => code === null);
const failures = FOREIGN_ROWS.filter(
  (row): row is ForeignRow & { code: Code } => row.code !== null,
);
const named = <R extends ForeignRow>(rows: readonly R[]): (readonly [string, R])[] =>
  rows.map((row) => [foreignKeyText(row), row]);

const textReasons: Partial<Record<Code, readonly string[]>> = TEXT_REASONS;

function legalReasons(code: Code): readonly string[] {
  const { details } = rowOf(code);
  return [
    ...REASON_FIELDS.flatMap((field) => details[field]?.values ?? []),
    ...(textReasons[code] ?? []),
  ];
}

/** The kinds that a row of the catalogue can answer with, where its own numbers decide. */
const BY_DETAILS: Partial<Record<Code, readonly ForeignRetry[]>> = {
  AUTH_INVALID: ['refresh', 'never'],
  MARKET_CLOSED: ['at', 'after', 'never'],
  ORDER_REJECTED: ['after', 'never'],
  DUPLICATE_REQUEST: ['after', 'never'],
  INVALID_REQUEST: ['at', 'never'],
  RATE_LIMIT_EXCEEDED: ['after'],
  WITHDRAWAL_LIMIT_EXCEEDED: ['at'],
  MT5_LOGIN_FAILED: ['at', 'never'],
};

/** Where the foreign side knows less, or needs a person: each with its reason. */
const EXCEPTIONS: Partial<Record<Code, Partial<Record<ForeignRetry, string>>>> = {
  AUTH_REQUIRED: { refresh: 'our own session there can be authorized, then the call repeated' },
  AUTH_EXPIRED: { never: 'a person must set a new password first' },
  RATE_LIMIT_EXCEEDED: {
    backoff: 'the other side does not say how long to wait',
    never: 'a limit of connections, not of time',
  },
  DUPLICATE_REQUEST: { 'same-key': 'the first one may have been executed: ask for it' },
  ORDER_REJECTED: { 'same-key': 'an error is reported, not a refusal' },
  ORDER_NOT_PENDING: { 'same-key': 'the order changed meanwhile: read it again' },
  ORDER_NOT_FOUND: { 'same-key': 'a cancelled order may have been filled: ask' },
  PRICE_CHANGED: { never: 'an order at a new price is a new decision' },
  PRICE_STALE: { never: 'the subscription is refused: waiting brings no quote' },
  POSITION_LOCKED: {
    'same-key': 'another close is under way: ask what became of it',
    never: 'other orders hold the quantity until somebody cancels them',
  },
  LP_NOT_CONNECTED: {
    'same-key': 'the line may have broken after the request',
    never: 'a wrong set-up: waiting does not mend it',
  },
  LP_TIMEOUT: { backoff: 'a login moves no money' },
  SERVICE_UNAVAILABLE: {
    'same-key': 'what lies behind may have acted',
    never: 'the other side will not have it',
  },
  INTERNAL_ERROR: { never: 'a defect or a refused set-up: the same call fails again' },
};

function legalRetries(code: Code): readonly ForeignRetry[] {
  const { retry } = rowOf(code);
  const own = typeof retry === 'function' ? (BY_DETAILS[code] ?? []) : [retry.kind];
  return [...own, ...(Object.keys(EXCEPTIONS[code] ?? {}) as ForeignRetry[])];
}

describe('a foreign row', () => {
  it.each(named(failures))('%s means a legal code, for a legal reason', (_key, row) => {
    expect(row.name).toMatch(/\S/);
    expect(row.meaning).toMatch(/^\S.{3,}[.]$/);
    expect(isCode(row.code)).toBe(true);
    expect([null, ...legalReasons(row.code)]).toContain(row.reason);
    expect(legalRetries(row.code)).toContain(row.retry);
  });

  it.each(named(states))('%s is no error, and repeats nothing', (_key, row) => {
    expect(row.name).toMatch(/\S/);
    expect(row.meaning).toMatch(/^\S.{3,}[.]$/);
    expect(row).toMatchObject({ reason: null, retry: 'none', newDecision: false });
    expect(row.outcome).not.toBe('NOT_APPLIED');
  });

  it('has a key of its own', () => {
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe(states.length + failures.length);
  });

  it('is repeated by itself only where nothing was applied, and asked about where it may have been', () => {
    const automatic = failures.filter(({ retry }) =>
      ['refresh', 'after', 'at', 'backoff'].includes(retry),
    );
    expect(automatic.filter(({ outcome }) => outcome !== 'NOT_APPLIED')).toEqual([]);
    const asked = failures.filter(({ retry }) => retry === 'same-key');
    expect(asked.filter(({ outcome }) => outcome !== 'UNKNOWN')).toEqual([]);
    expect(automatic.length).toBeGreaterThan(100);
    expect(asked.length).toBeGreaterThan(40);
  });

  it('asks for a new decision only where nothing is repeated', () => {
    const decisions = FOREIGN_ROWS.filter(({ newDecision }) => newDecision);
    expect(decisions.length).toBeGreaterThan(8);
    expect(decisions.filter(({ retry }) => retry !== 'never')).toEqual([]);
  });

  it('says that a refused login is a matter of credentials wherever it must not be sent again', () => {
    const refused = failures.filter(
      ({ code, retry }) => code === 'AUTH_INVALID' && retry === 'never',
    );
    const others = refused.filter(({ reason }) => reason !== 'CREDENTIALS');
    expect(others.map(foreignKeyText)).toEqual([
      'gateway.real.loginKey:6',
      'gateway.real.loginApp:6',
      'gateway.real.logout:1',
    ]);
  });

  it('lists no exception that nobody needs', () => {
    const used = new Set(failures.map(({ code, retry }) => `${code} ${retry}`));
    const listed = Object.entries(EXCEPTIONS).flatMap(([code, kinds]) =>
      Object.keys(kinds).map((kind) => `${code} ${kind}`),
    );
    expect(listed.filter((entry) => !used.has(entry))).toEqual([]);
  });
});
