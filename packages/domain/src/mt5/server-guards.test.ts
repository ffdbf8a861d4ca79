/** What one broker's server is spared: a rush of logins, and many terminals that knock while it is down. */
import { describe, expect, it } from 'vitest';
import {
  GUIDE_POLICIES,
  hasLoginInFlight,
  loginGate,
  type Mt5Instance,
  nextLoginAtMs,
  probeOf,
} from './index.ts';
import { loginCode, START_MS, Supervised } from './testing/supervised.ts';

const named = (instanceId: string, { state }: Supervised): Mt5Instance => ({
  ...state,
  instanceId,
});
const healthy = (id: string) => named(id, new Supervised().connect());
const failing = (id: string, code = 10006) =>
  named(id, new Supervised().begin().fail(loginCode(code)));

const facts = (instances: readonly Mt5Instance[], loginsAtMs: readonly number[] = []) => ({
  instances,
  loginsAtMs,
  policies: GUIDE_POLICIES,
  atMs: START_MS,
});

describe('a server', () => {
  it('gets ten logins a minute, and the eleventh when the first is a minute old', () => {
    const ten = Array.from({ length: 10 }, (_, index) => START_MS - 50_000 + index * 1_000);
    expect(nextLoginAtMs(ten.slice(1), START_MS)).toBe(START_MS);
    expect(nextLoginAtMs(ten, START_MS)).toBe(START_MS + 10_000);
    expect(nextLoginAtMs(ten, START_MS + 10_000)).toBe(START_MS + 10_000);
    expect(loginGate('a', facts([healthy('a')], ten))).toEqual({
      kind: 'LATER',
      atMs: START_MS + 10_000,
    });
  });

  it('is tried by one instance alone while half of them fail', () => {
    const half = facts([failing('b'), healthy('a'), failing('c'), healthy('d')]);
    expect(probeOf(half)).toBe('b');
    expect(loginGate('b', half)).toEqual({ kind: 'OPEN' });
    expect(loginGate('c', half)).toEqual({ kind: 'LATER', atMs: START_MS + 10_000 });
  });

  it('is open to all while fewer fail, or fail for reasons of their own', () => {
    expect(probeOf(facts([failing('a'), healthy('b'), healthy('c')]))).toBeNull();
    expect(probeOf(facts([failing('a', 10004), failing('b', 10014)]))).toBeNull();
    expect(probeOf(facts([named('a', new Supervised()), failing('b', 10004)]))).toBeNull();
  });

  it('passes the probe on when it has given up', () => {
    const stopped = { ...failing('a'), status: 'FAILED' as const };
    expect(probeOf(facts([stopped, failing('b'), failing('c')]))).toBe('b');
  });

  it('has one login in flight per instance', () => {
    expect(hasLoginInFlight(new Supervised().begin().state)).toBe(true);
    expect(hasLoginInFlight(new Supervised().connect().state)).toBe(false);
  });
});
