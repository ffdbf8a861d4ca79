/**
 * The login throttle of one process. Failures count, successes do not: an address may fail 20 times a minute; a user 5
 * times in 15 minutes, and then once after each of growing pauses. An address from which the user has signed in before
 * has a count of its own, so that nobody can lock a user out by guessing from elsewhere.
 */
import type { LoginAttempt, LoginThrottle, Throttled } from '../../ports/login-throttle.ts';
import { networkOf } from './network.ts';

const MINUTE_MS = 60_000;
const ADDRESS_LIMIT = 20;
const SUBJECT_LIMIT = 5;
const SUBJECT_WINDOW_MS = 15 * MINUTE_MS;
const FIRST_PAUSE_MS = MINUTE_MS;
/** Of addresses and of subjects; the ones that failed the longest ago are forgotten first. */
const KEPT_MAX = 50_000;

interface Failures {
  readonly count: number;
  /** When the window began, for an address; the last failure, for a subject. */
  readonly atMs: number;
}

export function createMemoryThrottle(now: () => number): LoginThrottle {
  const addresses = new Map<string, Failures>();
  const subjects = new Map<string, Failures>();
  const check = (attempt: LoginAttempt): Throttled | null =>
    addressBlock(addresses.get(networkOf(attempt.address)), now()) ??
    subjectBlock(subjects.get(subjectKey(attempt)), now());
  return {
    check: async (attempt) => check(attempt),
    settle: async (attempt, right) => {
      const outrun = check(attempt);
      if (outrun !== null) return outrun;
      if (right) subjects.delete(subjectKey(attempt));
      else countFailure(attempt);
      return null;
    },
  };

  function countFailure(attempt: LoginAttempt): void {
    const nowMs = now();
    const address = networkOf(attempt.address);
    const window = current(addresses.get(address), nowMs, MINUTE_MS);
    put(addresses, address, { count: window.count + 1, atMs: window.atMs });
    const subject = subjectKey(attempt);
    const { count } = current(subjects.get(subject), nowMs, SUBJECT_WINDOW_MS);
    put(subjects, subject, { count: count + 1, atMs: nowMs });
  }
}

/** Counts nothing: for load tests, which sign in and fail as often as they like. */
export const NO_THROTTLE: LoginThrottle = {
  check: async () => null,
  settle: async () => null,
};

const subjectKey = ({ subject, address, knownAddress }: LoginAttempt): string =>
  knownAddress ? `${subject}@${networkOf(address)}` : subject;

/** What still counts: nothing once the window is over. */
const current = (failures: Failures | undefined, nowMs: number, windowMs: number): Failures =>
  failures === undefined || nowMs - failures.atMs >= windowMs
    ? { count: 0, atMs: nowMs }
    : failures;

function addressBlock(failures: Failures | undefined, nowMs: number): Throttled | null {
  const { count, atMs } = current(failures, nowMs, MINUTE_MS);
  if (count < ADDRESS_LIMIT) return null;
  return throttled({ limit: ADDRESS_LIMIT, window: '1m' }, atMs + MINUTE_MS, nowMs);
}

/** The pause after the fifth failure is a minute; each further failure doubles it, up to the whole window. */
function subjectBlock(failures: Failures | undefined, nowMs: number): Throttled | null {
  const { count, atMs } = current(failures, nowMs, SUBJECT_WINDOW_MS);
  if (count < SUBJECT_LIMIT) return null;
  const pauseMs = Math.min(SUBJECT_WINDOW_MS, FIRST_PAUSE_MS * 2 ** (count - SUBJECT_LIMIT));
  if (nowMs >= atMs + pauseMs) return null;
  return throttled({ limit: SUBJECT_LIMIT, window: '15m' }, atMs + pauseMs, nowMs);
}

const throttled = (
  of: Pick<Throttled, 'limit' | 'window'>,
  freeAtMs: number,
  nowMs: number,
): Throttled => ({
  ...of,
  retryAfter: Math.ceil((freeAtMs - nowMs) / 1_000),
  resetAt: Math.ceil(freeAtMs / 1_000),
});

function put(map: Map<string, Failures>, key: string, failures: Failures): void {
  map.delete(key);
  map.set(key, failures);
  const oldest = map.size > KEPT_MAX ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}
