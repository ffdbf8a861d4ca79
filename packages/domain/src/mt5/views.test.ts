/** What others see of an instance: the state store's keys, its health, the answer to its agent. */
import { describe, expect, it } from 'vitest';
import { agentAnswer, healthAt, keyNamesOf, keysOf } from './index.ts';
import { loginCode, START_MS, Supervised, terminalCode } from './testing/supervised.ts';

describe('the keys of an instance', () => {
  it('have exactly the names of the login guide, and its values', () => {
    const terminal = new Supervised().begin().fail(loginCode(10020));
    expect(keysOf(terminal.state, terminal.atMs)).toEqual({
      'instance_state:mt5-1:status': 'BACKOFF',
      'instance_state:mt5-1:connection_state': 'DISCONNECTED',
      'instance_state:mt5-1:last_error_code': '10020',
      'instance_state:mt5-1:login_failure_reason': 'Too many logins',
      'instance_state:mt5-1:login_attempt_count': '1',
      'instance_state:mt5-1:last_login_attempt': String(START_MS),
      'instance_state:mt5-1:next_retry_at': String(START_MS + 60_000),
      'instance_health:mt5-1': {
        health: 'PASS',
        heartbeat_at: String(START_MS),
        restart_count: '0',
      },
    });
  });

  it('lose what is over, and are all deleted for a closed account', () => {
    const terminal = new Supervised().begin().fail(loginCode(10011));
    terminal.waitForRetry();
    const keys = keysOf(terminal.on('loginOk').state, terminal.atMs);
    expect(keys['instance_state:mt5-1:last_error_code']).toBeNull();
    expect(keys['instance_state:mt5-1:next_retry_at']).toBeNull();
    expect(keys['instance_state:mt5-1:connection_state']).toBe('CONNECTED');
    expect(keyNamesOf('mt5-1').toSorted()).toEqual(Object.keys(keys).toSorted());
  });

  it.each([
    [loginCode(10004), 'Invalid account'],
    [terminalCode(-6), 'RES_E_AUTH_FAILED'],
    [loginCode(1), 'Unlisted mt5.login code'],
  ])('name the refusal in its own space: %j', (failure, reason) => {
    const { state, atMs } = new Supervised().begin().fail(failure);
    expect(keysOf(state, atMs)['instance_state:mt5-1:login_failure_reason']).toBe(reason);
  });
});

describe('health', () => {
  it.each([
    [0, 'PASS'],
    [15_000, 'PASS'],
    [15_001, 'DEGRADED'],
    [30_000, 'DEGRADED'],
    [30_001, 'FAIL'],
  ])('%i ms after a heartbeat is %s', (ageMs, health) => {
    expect(healthAt(START_MS, START_MS + ageMs)).toBe(health);
  });

  it('without any heartbeat is FAIL, and is shown as it falls', () => {
    expect(healthAt(null, START_MS)).toBe('FAIL');
    const terminal = new Supervised().connect().pass(20_000);
    expect(terminal.last).toEqual([
      { kind: 'project', keys: keysOf(terminal.state, terminal.atMs) },
    ]);
  });
});

describe('the answer to an agent', () => {
  const answerTo = ({ state, last, atMs }: Supervised) =>
    agentAnswer({ state, effects: last }, atMs);

  it('says LOGIN once for each attempt that was counted', () => {
    const terminal = new Supervised().begin();
    expect(answerTo(terminal)).toEqual({ action: 'LOGIN', delayMs: 0, status: 'CONNECTING' });
    expect(answerTo(terminal.on('heartbeat')).action).toBe('CONTINUE');
  });

  it('asks to be called when the delay is over, and within ten seconds', () => {
    const terminal = new Supervised().begin().fail(loginCode(10004));
    expect(answerTo(terminal)).toEqual({ action: 'CONTINUE', delayMs: 5_000, status: 'BACKOFF' });
    terminal.atMs += 5_000;
    expect(answerTo(terminal.on('heartbeat')).action).toBe('LOGIN');
    expect(answerTo(terminal.fail(loginCode(10020))).delayMs).toBe(10_000);
  });

  it('says STOP wherever the terminal is not meant to run', () => {
    expect(answerTo(new Supervised().connect().on('stop')).action).toBe('STOP');
    expect(answerTo(new Supervised().begin().fail(loginCode(10012)))).toMatchObject({
      action: 'STOP',
      status: 'CLOSED',
    });
  });
});
