/** Every row of the policy, played to its end; and what a configuration may change about it. */
import { describe, expect, it } from 'vitest';
import { overridePolicies } from './index.ts';
import { loginCode, Supervised, terminalCode } from './testing/supervised.ts';

const TEN = [10_000, 20_000, 40_000, 80_000];
const SAME = [5_000, 10_000, 30_000, 60_000];

/** Code, delays between attempts, state at the end, alert: the login guide's numbers, written out. */
const ROWS: readonly (readonly [number, readonly number[], string, string])[] = [
  [10004, SAME, 'FAILED', 'Authentication Failure'],
  [10006, TEN, 'FAILED', 'Connection Error'],
  [10007, [], 'FAILED', 'Permission Error'],
  [10008, [30_000, 60_000, 120_000, 240_000], 'FAILED', 'Rate Limiting'],
  [10009, [], 'FAILED', 'Configuration Error'],
  [10010, [], 'FAILED', 'Configuration Error'],
  [10011, [30_000, 30_000, 30_000, 30_000], 'FAILED', 'Connection Error'],
  [10012, [], 'CLOSED', 'Account Disabled'],
  [10013, TEN, 'FAILED', 'Connection Error'],
  [10014, SAME, 'FAILED', 'Authentication Failure'],
  [10015, [], 'FAILED', 'Authentication Failure'],
  [10016, [], 'UPDATE_REQUIRED', 'Update Required'],
  [10017, [], 'FAILED', 'Permission Error'],
  [10018, TEN, 'FAILED', 'Connection Error'],
  [10019, [], 'STOPPED', 'Market Closed'],
  [10020, [60_000, 120_000, 240_000, 480_000], 'FAILED', 'Rate Limiting'],
  [10021, [], 'FAILED', 'Configuration Error'],
  [10022, TEN, 'FAILED', 'Connection Error'],
  [10023, [0, 0, 0, 0], 'FAILED', 'Session Expired'],
  [10005, [10_000, 10_000, 10_000, 10_000], 'FAILED', 'Connection Error'],
  [19999, [10_000, 10_000, 10_000, 10_000], 'FAILED', 'Connection Error'],
];

describe('a login that is refused again and again', () => {
  it.each(ROWS)('with %i waits %j, then is %s and says "%s"', (code, delaysMs, end, alert) => {
    const terminal = new Supervised().begin();
    const waitedMs: number[] = [];
    terminal.fail(loginCode(code));
    while (terminal.state.status === 'BACKOFF' || terminal.state.status === 'CONNECTING') {
      waitedMs.push(terminal.waitForRetry());
      terminal.fail(loginCode(code));
    }
    expect(waitedMs).toEqual(delaysMs);
    expect(terminal.count('attemptLogin')).toBe(delaysMs.length + 1);
    expect(terminal.state.status).toBe(end);
    expect(terminal.alerts.filter((name) => name === alert)).toHaveLength(delaysMs.length + 1);
    expect(terminal.count('stopTerminal')).toBe(1);
    expect(terminal.count('renewToken')).toBe(code === 10023 ? 4 : 0);
  });

  it.each(ROWS)('with %i is not sent once more however much time passes', (code) => {
    const terminal = new Supervised().begin();
    terminal.fail(loginCode(code));
    while (terminal.state.status === 'BACKOFF' || terminal.state.status === 'CONNECTING') {
      terminal.waitForRetry();
      terminal.fail(loginCode(code));
    }
    const sent = terminal.count('attemptLogin');
    for (let hour = 0; hour < 24; hour += 1) terminal.pass(3_600_000).on('heartbeat');
    expect(terminal.count('attemptLogin')).toBe(sent);
  });

  it.each([
    [-6, 'Authentication Failure', 'print-a'],
    [-5, 'Update Required', null],
    [-2, 'Configuration Error', null],
    [-10005, 'Connection Error', null],
    [-1, 'Connection Error', null],
  ])(
    'with %i of the terminal follows the login code that means the same',
    (code, alert, refused) => {
      const terminal = new Supervised().begin().fail(terminalCode(code));
      expect(terminal.alerts).toEqual([alert]);
      expect(terminal.state.refusedFingerprint).toBe(refused);
    },
  );

  it('with the terminal’s own 10004 is not read as the guide’s', () => {
    const terminal = new Supervised().begin().fail(terminalCode(-10004));
    expect(terminal.state.refusedFingerprint).toBeNull();
    expect(terminal.waitForRetry()).toBe(10_000);
  });
});

describe('a configuration', () => {
  it('may lower the attempts and change the delays of one code', () => {
    const changed = overridePolicies([
      { code: 10011, attemptsMax: 3, delaysMs: [2_000] },
      { code: 'other', attemptsMax: 1 },
    ]);
    if (!changed.ok) throw new Error(changed.faults.join());
    const terminal = new Supervised({ policies: changed.policies }).begin();
    for (const delayMs of [2_000, 2_000]) {
      terminal.fail(loginCode(10011));
      expect(terminal.waitForRetry()).toBe(delayMs);
    }
    expect(terminal.fail(loginCode(10011)).state.status).toBe('FAILED');
    expect(terminal.on('start').on('heartbeat').fail(loginCode(1)).state.status).toBe('FAILED');
  });

  it.each([
    [[{ code: 10012, attemptsMax: 5 }], '10012: stops at once, whatever is configured'],
    [[{ code: 10004, attemptsMax: 6 }], '10004: attemptsMax must be 1 to 5, was 6'],
    [[{ code: 10004, attemptsMax: 0.5 }], '10004: attemptsMax must be 1 to 5, was 0.5'],
    [[{ code: 10008, delaysMs: [] }], '10008: delaysMs must be whole numbers from 1000 to 3600000'],
    [
      [{ code: 10008, delaysMs: [999] }],
      '10008: delaysMs must be whole numbers from 1000 to 3600000',
    ],
    [[{ code: 10005 }], '10005: no such login code'],
    [[{ code: 10004 }, { code: 10004 }], '10004: appears twice'],
  ])('with a fault is refused whole: %j', (overrides, fault) => {
    expect(overridePolicies(overrides)).toEqual({ ok: false, faults: [fault] });
  });
});
