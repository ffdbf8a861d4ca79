/** Every login code answered for ever, with kills in between: no attempt too many, every delay as the policy says. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GUIDE_POLICIES, keyNamesOf, type LoginRow, policyFor } from '@faultline/domain/mt5';
import { loginFailure, Mt5Desk } from '../testing/mt5-desk.ts';

const SEC = 1_000;
const doubling = (firstSec: number, capSec: number): number[] =>
  [1, 2, 4, 8].map((factor) => Math.min(capSec, firstSec * factor) * SEC);

/** The guide's rows in its own words: delays between attempts, end, and whether the name of the alert is told. */
const ROWS: readonly (readonly [number, number[], string, string])[] = [
  [10004, [5, 10, 30, 60].map((sec) => sec * SEC), 'FAILED', 'Invalid account'],
  [10006, doubling(10, 300), 'FAILED', 'No connection to trade server'],
  [10007, [], 'FAILED', 'Not enough rights'],
  [10008, doubling(30, 600), 'FAILED', 'Too frequent requests'],
  [10009, [], 'FAILED', 'Malformed data'],
  [10010, [], 'FAILED', 'Invalid request'],
  [10011, [30, 30, 30, 30].map((sec) => sec * SEC), 'FAILED', 'Terminal not connected'],
  [10012, [], 'CLOSED', 'Account disabled'],
  [10013, doubling(10, 300), 'FAILED', 'Trade timeout'],
  [10014, [5, 10, 30, 60].map((sec) => sec * SEC), 'FAILED', 'Invalid authorization'],
  [10015, [], 'FAILED', 'Password changed'],
  [10016, [], 'UPDATE_REQUIRED', 'Old version of terminal'],
  [10017, [], 'FAILED', 'No trading permission'],
  [10018, doubling(10, 300), 'FAILED', 'Disconnected'],
  [10019, [], 'STOPPED', 'Market closed'],
  [10020, doubling(60, 900), 'FAILED', 'Too many logins'],
  [10021, [], 'FAILED', 'Invalid broker server address'],
  [10022, doubling(10, 300), 'FAILED', 'Connection closed'],
  [10023, [0, 0, 0, 0], 'FAILED', 'Session expired'],
  [10099, [10, 10, 10, 10].map((sec) => sec * SEC), 'FAILED', 'Unlisted mt5.login code'],
];

let desk: Mt5Desk;
beforeEach(async () => {
  desk = await new Mt5Desk().open();
});
afterEach(() => desk.close());

const nameOf = (field: string): string => `instance_state:mt5-1:${field}`;

describe('a login code that is answered for ever', () => {
  it('is every code of the guide, and one that it does not know', () => {
    const codes = ROWS.map(([code]) => code);
    expect(codes.filter((code) => GUIDE_POLICIES.rows.has(code))).toHaveLength(
      GUIDE_POLICIES.rows.size,
    );
    expect(codes).toHaveLength(20);
  });

  it.each(ROWS)('%i: %j, then %s', async (code, delays, end, reason) => {
    desk.script.set('mt5-1', [code]);
    await desk.add('mt5-1');
    await desk.start('mt5-1');
    for (const jitter of [0, 1, 0.5]) {
      desk.jitter = jitter;
      await desk.reopen();
      await desk.passDelay('mt5-1');
    }
    await desk.pass(1_200 * SEC);
    await desk.reopen();
    await desk.pass(1_200 * SEC);

    const times = desk.attempts.map(({ atMs }) => atMs);
    const waited = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
    expect(waited).toHaveLength(delays.length);
    for (const [index, delay] of delays.entries()) {
      expect(waited[index]).toBeGreaterThanOrEqual(0.8 * delay);
      expect(waited[index]).toBeLessThanOrEqual(1.2 * delay);
    }
    expect(desk.state('mt5-1').status).toBe(end);
    expect(new Set(desk.attempts.map(({ password }) => password))).toEqual(new Set(['swordfish']));

    const row: LoginRow = policyFor(GUIDE_POLICIES, loginFailure(code));
    const told = desk.notices.map(({ alert }) => alert);
    expect(told.at(-1)).toBe(row.alert);
    expect(desk.notices.at(-1)).toMatchObject({ status: end, instanceId: 'mt5-1' });
    expect(told.filter((alert) => alert === 'Repeated Failures')).toHaveLength(
      delays.length === 0 ? 0 : 1,
    );

    const keys = await desk.keys(keyNamesOf('mt5-1'));
    const expected = {
      [nameOf('last_error_code')]: String(code),
      [nameOf('login_failure_reason')]: reason,
      [nameOf('login_attempt_count')]: String(delays.length + 1),
      [nameOf('status')]: end,
      [nameOf('connection_state')]: end === 'STOPPED' ? 'DISCONNECTED' : 'FAILED',
      [nameOf('next_retry_at')]: null,
    };
    const gone = Object.fromEntries(keyNamesOf('mt5-1').map((name) => [name, null]));
    expect(keys).toMatchObject(end === 'CLOSED' ? gone : expected);
    expect(desk.removed.includes('mt5-1')).toBe(end === 'CLOSED');
  });
});
