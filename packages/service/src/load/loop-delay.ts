/** How far the event loop is behind: the time that work which is ready now has had to wait already. */

const TICK_MS = 20;

export interface LoopDelay {
  /** Milliseconds; 0 while there is nothing to wait for. */
  readonly behindMs: () => number;
  readonly stop: () => void;
}

/**
 * A timer that should fire every 20 ms. What it is late by, at the moment of asking, is what the current turn of the loop
 * has taken so far, so that the hundredth request of a turn knows of the ninety-nine before it.
 */
export function watchLoop(): LoopDelay {
  let dueMs = performance.now() + TICK_MS;
  const timer = setInterval(() => {
    dueMs = performance.now() + TICK_MS;
  }, TICK_MS).unref();
  return {
    behindMs: () => Math.max(0, performance.now() - dueMs),
    stop: () => clearInterval(timer),
  };
}
