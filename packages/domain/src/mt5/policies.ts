/** What to do about each refused login: the guide's rows, with what a configuration changes about them. */
import type { LoginPolicy } from '@faultline/errors/foreign';
import { mt5Login } from '@faultline/errors/foreign';
import { LOGIN_POLICIES, UNLISTED_LOGIN_POLICY } from '@faultline/errors/foreign/mt5-login-policy';
import type { LoginFailure } from './instance.ts';

export type LoginRow = Omit<LoginPolicy, 'attemptsMax'> & { readonly attemptsMax: number };

export interface LoginPolicies {
  readonly rows: ReadonlyMap<number, LoginRow>;
  /** For every code without a row. */
  readonly unlisted: LoginRow;
}

export const GUIDE_POLICIES: LoginPolicies = {
  rows: LOGIN_POLICIES,
  unlisted: UNLISTED_LOGIN_POLICY,
};

export const LOGIN_TIMED_OUT: LoginFailure = { space: 'mt5.login', code: mt5Login(10013) };
export const LINK_LOST_IN_LOGIN: LoginFailure = { space: 'mt5.login', code: mt5Login(10018) };

/**
 * The terminal's own numbers, by the login code whose row they follow. -6 does not say whether login, password or server
 * is wrong, so it gets the schedule that ends with the credentials blocked. What is not here is unlisted.
 */
const TERMINAL_AS_LOGIN: ReadonlyMap<number, number> = new Map([
  [-2, 10010],
  [-5, 10016],
  [-6, 10004],
  [-7, 10010],
  [-8, 10017],
  [-10005, 10013],
]);

/** The login code whose row a failure follows; a terminal's own number stays where it follows none. */
export const loginCodeOf = ({ space, code }: LoginFailure): number =>
  space === 'mt5.login' ? code : (TERMINAL_AS_LOGIN.get(code) ?? code);

export function policyFor({ rows, unlisted }: LoginPolicies, failure: LoginFailure): LoginRow {
  const { space, code } = failure;
  const number = space === 'mt5.login' ? code : TERMINAL_AS_LOGIN.get(code);
  return (number === undefined ? undefined : rows.get(number)) ?? unlisted;
}

/** One change by configuration. A code that stops at once cannot be made to try again. */
export interface LoginOverride {
  readonly code: number | 'other';
  /** 1 to 5. */
  readonly attemptsMax?: number;
  /** The delay after each failure, each 1 s to 1 h; the last repeats. */
  readonly delaysMs?: readonly number[];
}

export type PolicyResult =
  | { readonly ok: true; readonly policies: LoginPolicies }
  | { readonly ok: false; readonly faults: readonly string[] };

const ATTEMPTS_MAX = 5;
const DELAY_MIN_MS = 1_000;
const DELAY_MAX_MS = 3_600_000;

/** The guide's policies with these changes, or every fault found in them. */
export function overridePolicies(overrides: readonly LoginOverride[]): PolicyResult {
  const codes = overrides.map(({ code }) => code);
  const faults = [
    ...overrides.flatMap(faultsOf),
    ...codes
      .filter((code, index) => codes.indexOf(code) !== index)
      .map((code) => `${code}: appears twice`),
  ];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, policies: apply(overrides) };
}

function faultsOf({ code, attemptsMax = 1, delaysMs = [DELAY_MIN_MS] }: LoginOverride): string[] {
  const row = rowOf(code);
  if (row === undefined) return [`${code}: no such login code`];
  if (row.schedule.kind === 'none') return [`${code}: stops at once, whatever is configured`];
  const countable = Number.isInteger(attemptsMax) && attemptsMax >= 1;
  const usable = delaysMs.every(
    (ms) => Number.isInteger(ms) && ms >= DELAY_MIN_MS && ms <= DELAY_MAX_MS,
  );
  return [
    ...(countable && attemptsMax <= ATTEMPTS_MAX
      ? []
      : [`${code}: attemptsMax must be 1 to ${ATTEMPTS_MAX}, was ${attemptsMax}`]),
    ...(usable && delaysMs.length > 0
      ? []
      : [`${code}: delaysMs must be whole numbers from ${DELAY_MIN_MS} to ${DELAY_MAX_MS}`]),
  ];
}

const rowOf = (code: number | 'other'): LoginRow | undefined =>
  code === 'other' ? GUIDE_POLICIES.unlisted : GUIDE_POLICIES.rows.get(code);

function apply(overrides: readonly LoginOverride[]): LoginPolicies {
  const changed = (code: number | 'other', row: LoginRow): LoginRow => {
    const { attemptsMax = row.attemptsMax, delaysMs } =
      overrides.find((override) => override.code === code) ?? {};
    const schedule = delaysMs === undefined ? row.schedule : ({ kind: 'list', delaysMs } as const);
    return { ...row, attemptsMax, schedule };
  };
  return {
    rows: new Map([...GUIDE_POLICIES.rows].map(([code, row]) => [code, changed(code, row)])),
    unlisted: changed('other', GUIDE_POLICIES.unlisted),
  };
}
