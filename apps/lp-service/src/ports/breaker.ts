/** Keeps orders away from a provider that does not answer. */

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** `no-answer`: in doubt when its time was up. */
export type Answer = 'answered' | 'no-answer';

export interface Breaker {
  readonly state: BreakerState;
  /**
   * Sends, unless the breaker forbids it; what counts is whether an answer comes.
   *
   * @returns What `send` did, as soon as it has; `null` when the breaker is open. Rejects when `send` does.
   */
  run<Sent>(send: () => Promise<Sent>, answer: () => Promise<Answer>): Promise<Sent | null>;
}
