/**
 * All delays longer or shorter by one factor, for demonstrations and tests. The answer to a login and the heartbeats of a
 * terminal come when they come: what waits for them is never shortened below what they need.
 */
import {
  DEFAULT_LIMITS,
  DEFAULT_SETTINGS,
  type LoginPolicies,
  type LoginRow,
  type ServerLimits,
  type SupervisorSettings,
} from '@faultline/domain/mt5';

export interface Timing {
  readonly policies: LoginPolicies;
  readonly settings: SupervisorSettings;
  readonly limits: ServerLimits;
}

/** The shortest time in which a terminal on the same machine surely answers. */
const ANSWER_MIN_MS = 2_000;

/** @param factor - 1 leaves everything as the policy says. */
export function timingOf(policies: LoginPolicies, factor: number): Timing {
  const scaled = (ms: number): number => Math.round(ms * factor);
  const patient = (ms: number): number => Math.max(scaled(ms), Math.min(ms, ANSWER_MIN_MS));
  const { settings, limits } = { settings: DEFAULT_SETTINGS, limits: DEFAULT_LIMITS };
  return {
    policies: {
      rows: new Map([...policies.rows].map(([code, row]) => [code, scaledRow(row, scaled)])),
      unlisted: scaledRow(policies.unlisted, scaled),
    },
    settings: {
      ...settings,
      reconnectDelayMs: scaled(settings.reconnectDelayMs),
      restartDelayMs: scaled(settings.restartDelayMs),
      crashesForgottenAfterMs: scaled(settings.crashesForgottenAfterMs),
      loginTimeoutMs: patient(settings.loginTimeoutMs),
      startTimeoutMs: patient(settings.startTimeoutMs),
    },
    limits: {
      ...limits,
      windowMs: scaled(limits.windowMs),
      probeEveryMs: scaled(limits.probeEveryMs),
    },
  };
}

function scaledRow(row: LoginRow, scaled: (ms: number) => number): LoginRow {
  const { schedule } = row;
  switch (schedule.kind) {
    case 'none':
      return row;
    case 'fixed':
      return { ...row, schedule: { ...schedule, everyMs: scaled(schedule.everyMs) } };
    case 'list':
      return { ...row, schedule: { ...schedule, delaysMs: schedule.delaysMs.map(scaled) } };
    case 'exponential': {
      const { firstMs, capMs } = schedule;
      return { ...row, schedule: { ...schedule, firstMs: scaled(firstMs), capMs: scaled(capMs) } };
    }
  }
}
