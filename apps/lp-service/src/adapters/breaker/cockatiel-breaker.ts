/**
 * Keeps orders away from a provider that does not answer. It opens after so many silences in a row, or when half of the
 * orders of the last seconds went unanswered; then one order at a time may try. A provider that says no has answered.
 */
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleType,
  type IBreaker,
  noJitterGenerator,
} from 'cockatiel';
import type { Answer, Breaker, BreakerState } from '../../ports/breaker.ts';

const CONSECUTIVE = 5;
const SHARE = 0.5;
const SHARE_OF_AT_LEAST = 10;
const WINDOW_MS = 10_000;
const OPEN_MAX_MS = 60_000;

const STATES: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'CLOSED',
  [CircuitState.Open]: 'OPEN',
  [CircuitState.HalfOpen]: 'HALF_OPEN',
  [CircuitState.Isolated]: 'OPEN',
};

class NoAnswer extends Error {}

export class CockatielBreaker implements Breaker {
  readonly #policy;

  /** @param openMs - How long it stays open the first time; it doubles with each try that fails, up to a minute. */
  constructor(openMs: number, now: () => number) {
    this.#policy = circuitBreaker(handleType(NoAnswer), {
      halfOpenAfter: new ExponentialBackoff({
        initialDelay: openMs,
        maxDelay: Math.max(openMs, OPEN_MAX_MS),
        exponent: 2,
        generator: noJitterGenerator,
      }),
      breaker: eitherOf(new ConsecutiveBreaker(CONSECUTIVE), shareBreaker(now)),
    });
  }

  get state(): BreakerState {
    return STATES[this.#policy.state];
  }

  async run<Sent>(send: () => Promise<Sent>, answer: () => Promise<Answer>): Promise<Sent | null> {
    // The library would make others wait for the one that tries.
    if (this.#policy.state === CircuitState.HalfOpen) return null;
    return new Promise((resolve, reject) => {
      this.#policy
        .execute(async () => {
          resolve(await send());
          if ((await answer()) === 'no-answer') throw new NoAnswer('no answer');
        })
        .catch((error: unknown) => {
          if (error instanceof BrokenCircuitError) resolve(null);
          else reject(error instanceof Error ? error : new Error(String(error)));
        });
    });
  }
}

/** Trips when either of two does; both see everything. */
function eitherOf(one: IBreaker, other: IBreaker): IBreaker {
  return {
    state: null,
    success: (state) => {
      one.success(state);
      other.success(state);
    },
    failure: (state) => {
      const tripped = [one.failure(state), other.failure(state)];
      return tripped.includes(true);
    },
  };
}

/** The library's own keeps old windows for as long as little happens; this one forgets by the clock. */
function shareBreaker(now: () => number): IBreaker {
  let latest: { readonly atMs: number; readonly failed: boolean }[] = [];
  const push = (failed: boolean): void => {
    const atMs = now();
    latest = [...latest.filter((one) => atMs - one.atMs < WINDOW_MS), { atMs, failed }];
  };
  return {
    state: null,
    success: (state) => {
      if (state === CircuitState.HalfOpen) latest = [];
      push(false);
    },
    failure: () => {
      push(true);
      const failures = latest.filter(({ failed }) => failed).length;
      return latest.length >= SHARE_OF_AT_LEAST && failures >= SHARE * latest.length;
    },
  };
}
