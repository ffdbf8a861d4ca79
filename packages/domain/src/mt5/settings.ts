/** The supervisor's figures that belong to no single login code. */
export interface SupervisorSettings {
  /** From a lost connection to the first login, give or take the jitter. */
  readonly reconnectDelayMs: number;
  /** A login without an answer for so long has failed as a timeout. */
  readonly loginTimeoutMs: number;
  /** A terminal that was started and sends no heartbeat for so long has crashed. */
  readonly startTimeoutMs: number;
  readonly restartDelayMs: number;
  readonly restartsMax: number;
  /** A terminal that was connected for so long is forgiven its earlier crashes. */
  readonly crashesForgottenAfterMs: number;
  /** After "market closed", start again by itself when the market opens. */
  readonly resumeAtOpening: boolean;
}

export const DEFAULT_SETTINGS: SupervisorSettings = {
  reconnectDelayMs: 10_000,
  loginTimeoutMs: 60_000,
  startTimeoutMs: 120_000,
  restartDelayMs: 30_000,
  restartsMax: 3,
  crashesForgottenAfterMs: 600_000,
  resumeAtOpening: false,
};
