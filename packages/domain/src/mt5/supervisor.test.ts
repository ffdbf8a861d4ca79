/** The supervisor in the situations that the login guide and our own rules name. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, keyNamesOf } from './index.ts';
import { loginCode, START_MS, Supervised } from './testing/supervised.ts';

const kinds = ({ last }: Supervised): string[] => last.map(({ kind }) => kind);
const refusal = ({ last }: Supervised): unknown => last.find(({ kind }) => kind === 'refuse');

/** Refused with 10004 until the supervisor gives up. */
function lockedOut(): Supervised {
  const terminal = new Supervised().begin();
  for (let attempt = 1; attempt < 5; attempt += 1) {
    terminal.fail(loginCode(10004)).waitForRetry();
  }
  return terminal.fail(loginCode(10004));
}

describe('a login', () => {
  it('is counted durably before it is sent', () => {
    const terminal = new Supervised().begin();
    expect(kinds(terminal)).toEqual(['persistState', 'project', 'attemptLogin']);
    expect(terminal.state.loginAttemptCount).toBe(1);
  });

  it('that succeeds sets the count to 0, and says so after a failure', () => {
    const terminal = new Supervised().begin().fail(loginCode(10011));
    terminal.waitForRetry();
    terminal.on('loginOk');
    expect(terminal.state).toMatchObject({ status: 'CONNECTED', loginAttemptCount: 0 });
    expect(terminal.alerts).toEqual(['Connection Error', 'Recovered']);
  });

  it('that fails with another code goes on counting, by the other code’s row', () => {
    const terminal = new Supervised().begin().fail(loginCode(10011));
    terminal.waitForRetry();
    terminal.fail(loginCode(10020));
    expect(terminal.waitForRetry()).toBe(120_000);
    expect(terminal.state.loginAttemptCount).toBe(3);
    expect(terminal.fail(loginCode(10007)).state.status).toBe('FAILED');
  });

  it('warns once at the third failure in a row', () => {
    expect(lockedOut().alerts.filter((name) => name === 'Repeated Failures')).toHaveLength(1);
  });

  it('that nobody answers has timed out after a minute, with its attempt counted', () => {
    const terminal = new Supervised().begin().pass(59_999);
    expect(terminal.state.status).toBe('CONNECTING');
    terminal.pass(1);
    expect(terminal.state).toMatchObject({ status: 'BACKOFF', lastFailure: loginCode(10013) });
  });

  it('waits for its turn at the server without counting', () => {
    const gate = { kind: 'LATER', atMs: START_MS + 7_000 } as const;
    const terminal = new Supervised({ gate }).begin();
    expect(terminal.state).toMatchObject({ status: 'BACKOFF', loginAttemptCount: 0 });
    terminal.facts = { ...terminal.facts, gate: { kind: 'OPEN' } };
    expect(terminal.waitForRetry()).toBe(7_000);
    expect(terminal.state.loginAttemptCount).toBe(1);
  });

  it('that succeeds after the operator stopped the instance is ended', () => {
    const terminal = new Supervised().begin().on('stop').on('loginOk');
    expect(terminal.state.status).toBe('STOPPED');
    expect(kinds(terminal)).toEqual(['stopTerminal']);
  });

  it('is not repeated sooner because its answer came twice, or late', () => {
    const terminal = new Supervised().begin().fail(loginCode(10020)).fail(loginCode(10023));
    expect(terminal.state).toMatchObject({ status: 'BACKOFF', nextRetryAtMs: START_MS + 60_000 });
  });

  it('is not repeated sooner by a stop and a start, or by a crash', () => {
    const limited = new Supervised().begin().fail(loginCode(10020)).on('start');
    expect(refusal(limited)).toEqual({ kind: 'refuse', reason: 'RUNNING' });
    limited.on('stop').on('start').on('heartbeat');
    expect(limited.state).toMatchObject({ status: 'BACKOFF', nextRetryAtMs: START_MS + 60_000 });
    limited.on('processCrashed').pass(30_000).on('heartbeat');
    expect(limited.state).toMatchObject({ status: 'BACKOFF', nextRetryAtMs: START_MS + 60_000 });
    expect(limited.state.loginAttemptCount).toBe(1);
  });
});

describe('refused credentials', () => {
  it('are never sent again unchanged, by a start or after a reset', () => {
    const terminal = lockedOut();
    for (const kind of ['start', 'reset', 'start'] as const) terminal.on(kind).on('heartbeat');
    expect(refusal(terminal.on('start'))).toEqual({
      kind: 'refuse',
      reason: 'CREDENTIALS_REFUSED',
    });
    expect(terminal.count('attemptLogin')).toBe(5);
  });

  it('are sent no more once the series is reset half way', () => {
    const terminal = new Supervised().begin().fail(loginCode(10014)).on('stop').on('reset');
    expect(refusal(terminal.on('start'))).toEqual({
      kind: 'refuse',
      reason: 'CREDENTIALS_REFUSED',
    });
  });

  it('make way for new ones, and stay refused when they come back', () => {
    const terminal = lockedOut().credentials('print-b').begin();
    expect(terminal.state).toMatchObject({ status: 'CONNECTING', loginAttemptCount: 1 });
    terminal.on('loginOk').credentials('print-a').on('disconnected');
    terminal.waitForRetry();
    expect(terminal.state.status).toBe('FAILED');
    expect(terminal.alerts.at(-1)).toBe('Credentials Blocked');
  });

  it('that were changed while the login was under way do not speak for the new ones', () => {
    const terminal = new Supervised().begin().credentials('print-b').fail(loginCode(10015));
    expect(terminal.state).toMatchObject({
      status: 'CONNECTING',
      blockedFingerprints: ['print-a'],
      sentFingerprint: 'print-b',
    });
  });

  it('are accepted again once an administrator has given a reason', () => {
    const terminal = lockedOut().clear('the broker has unlocked the account');
    expect(terminal.begin().state.status).toBe('CONNECTING');
    expect(() => terminal.on('stop').clear(' ')).toThrow(RangeError);
  });
});

describe('an account that the broker has closed', () => {
  const closed = (): Supervised => new Supervised().begin().fail(loginCode(10012));

  it('gets its tombstone first, then loses every key', () => {
    const terminal = closed();
    expect(kinds(terminal)).toEqual([
      'persistTombstone',
      'persistState',
      'removeState',
      'stopTerminal',
      'alert',
    ]);
    expect(terminal.last).toContainEqual({ kind: 'removeState', keys: keyNamesOf('mt5-1') });
  });

  it('is not started by anything but an administrator with a reason', () => {
    const terminal = closed();
    for (const kind of ['start', 'reset', 'markUpdated'] as const) {
      expect(refusal(terminal.on(kind))).toEqual({ kind: 'refuse', reason: 'CLOSED' });
    }
    terminal.credentials('print-b').on('heartbeat').pass(86_400_000);
    expect(terminal.count('attemptLogin')).toBe(1);
    expect(terminal.clear('opened again, ticket 7').begin().count('attemptLogin')).toBe(2);
    expect(terminal.all).toContainEqual({
      kind: 'clearTombstone',
      reason: 'opened again, ticket 7',
    });
  });

  it('stays closed when its state was lost and only the tombstone is left', () => {
    const terminal = new Supervised({ tombstone: true }).on('start');
    expect(terminal.state.status).toBe('CLOSED');
    expect(refusal(terminal)).toEqual({ kind: 'refuse', reason: 'CLOSED' });
    expect(terminal.on('heartbeat').count('attemptLogin')).toBe(0);
  });

  it('is known as closed even when the answer comes after a stop', () => {
    const terminal = new Supervised().begin().on('stop').fail(loginCode(10012));
    expect(terminal.state.status).toBe('CLOSED');
  });
});

describe('a terminal that is too old', () => {
  it('waits until it is marked as updated', () => {
    const terminal = new Supervised().begin().fail(loginCode(10016));
    for (const kind of ['start', 'reset'] as const) {
      expect(refusal(terminal.on(kind))).toEqual({ kind: 'refuse', reason: 'UPDATE_REQUIRED' });
    }
    expect(refusal(terminal.clear('please'))).toEqual({
      kind: 'refuse',
      reason: 'UPDATE_REQUIRED',
    });
    expect(terminal.on('markUpdated').begin().state.status).toBe('CONNECTING');
  });
});

describe('a market that is closed', () => {
  const opensAtMs = START_MS + 3_600_000;

  it('stops the instance and leaves the start to a person', () => {
    const terminal = new Supervised({ marketOpensAtMs: opensAtMs }).begin().fail(loginCode(10019));
    expect(terminal.state).toMatchObject({ status: 'STOPPED', resumeAtMs: opensAtMs });
    expect(terminal.pass(7_200_000).state.status).toBe('STOPPED');
    expect(terminal.begin().state).toMatchObject({ status: 'CONNECTING', loginAttemptCount: 1 });
  });

  const settings = { ...DEFAULT_SETTINGS, resumeAtOpening: true };
  const resuming = { marketOpensAtMs: opensAtMs, settings };

  it('starts it again at the opening where that is configured', () => {
    const terminal = new Supervised(resuming).begin().fail(loginCode(10019)).pass(3_599_999);
    expect(terminal.state.status).toBe('STOPPED');
    expect(terminal.pass(1).on('heartbeat').state.status).toBe('CONNECTING');
  });

  it('starts nothing that an operator has stopped, or that would send refused credentials', () => {
    const stopped = new Supervised(resuming).begin().fail(loginCode(10019)).on('stop');
    expect(stopped.pass(3_600_000).state.status).toBe('STOPPED');
    const refused = new Supervised(resuming).begin().fail(loginCode(10004));
    refused.waitForRetry();
    refused.fail(loginCode(10019)).pass(3_600_000);
    expect(refused.alerts.at(-1)).toBe('Credentials Blocked');
    expect(refused.pass(1).last).toEqual([]);
  });
});

describe('a connection', () => {
  it('that is lost is tried again after ten seconds', () => {
    const terminal = new Supervised().connect().on('disconnected');
    expect(terminal.state.status).toBe('DISCONNECTED');
    expect(terminal.alerts).toEqual(['Connection Error']);
    expect(terminal.waitForRetry()).toBe(10_000);
    expect(terminal.state.status).toBe('CONNECTING');
  });

  it('is lost when no heartbeat has come for more than 30 seconds', () => {
    const terminal = new Supervised().connect().pass(30_000);
    expect(terminal.state.status).toBe('CONNECTED');
    expect(terminal.pass(1).state.status).toBe('DISCONNECTED');
  });

  it('that breaks during a login is a failed login', () => {
    expect(new Supervised().begin().on('disconnected').state).toMatchObject({
      status: 'BACKOFF',
      lastFailure: loginCode(10018),
    });
  });

  it('that comes back by itself while a login waits is taken as it is', () => {
    const terminal = new Supervised().connect().on('disconnected').on('loginOk');
    expect(terminal.state).toMatchObject({ status: 'CONNECTED', nextRetryAtMs: null });
  });

  it('whose terminal finds the password changed is ended at once', () => {
    const terminal = new Supervised().connect().fail(loginCode(10015));
    expect(terminal.state).toMatchObject({
      status: 'FAILED',
      blockedFingerprints: ['print-a'],
    });
  });
});

describe('a terminal that crashes', () => {
  it('is restarted after 30 seconds, three times, and then no more', () => {
    const terminal = new Supervised().connect();
    for (let crash = 1; crash <= 3; crash += 1) {
      terminal.on('processCrashed').pass(29_999);
      expect(terminal.count('startTerminal')).toBe(crash);
      terminal.pass(1).on('heartbeat').on('loginOk');
      expect(terminal.count('startTerminal')).toBe(crash + 1);
    }
    terminal.on('processCrashed');
    expect(terminal.state.status).toBe('FAILED');
    expect(terminal.alerts.filter((name) => name === 'Terminal Crashed')).toHaveLength(4);
  });

  it('is forgiven after ten minutes of connection', () => {
    const terminal = new Supervised().connect().on('processCrashed').pass(30_000);
    terminal.on('heartbeat').on('loginOk');
    for (let beat = 0; beat < 60; beat += 1) terminal.pass(10_000).on('heartbeat');
    expect(terminal.on('processCrashed').state.restartCount).toBe(1);
  });

  it('has crashed when it was started and gives no sign of life', () => {
    const terminal = new Supervised().on('start').pass(119_999);
    expect(terminal.alerts).toEqual([]);
    expect(terminal.pass(1).alerts).toEqual(['Terminal Crashed']);
  });
});
