/** How long to wait before the next attempt to connect. */

export interface ReconnectOptions {
  readonly initialMs: number;
  readonly factor: number;
  readonly maxMs: number;
  /** 0.2 spreads the delay over ±20 %. */
  readonly jitter: number;
}

export const DEFAULT_RECONNECT: ReconnectOptions = {
  initialMs: 1000,
  factor: 2,
  maxMs: 30_000,
  jitter: 0.2,
};

/**
 * @param failures - attempts that have failed in a row before
 * @param random - in [0, 1); 0.5 gives the delay without jitter
 */
export function reconnectDelayMs(
  { initialMs, factor, maxMs, jitter }: ReconnectOptions,
  failures: number,
  random: number,
): number {
  const delayMs = Math.min(maxMs, initialMs * factor ** failures);
  return Math.round(delayMs * (1 + jitter * (2 * random - 1)));
}
