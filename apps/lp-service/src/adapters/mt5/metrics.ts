/** What MT5 supervision counts. Labels are codes, classes and states, which are few; never an instance. */
import { GUIDE_POLICIES, type LoginFailure, MT5_STATUSES, policyFor } from '@faultline/domain/mt5';
import type { Metrics } from '@faultline/service';
import { Counter, Gauge } from 'prom-client';
import type { Mt5Metrics } from '../../mt5/ports.ts';

/** A code that is in no table gets one label for all of its kind, or the labels would have no end. */
const codeOf = ({ space, code }: LoginFailure): string =>
  space === 'mt5.terminal' || GUIDE_POLICIES.rows.has(code) ? String(code) : 'other';

export function mt5Metrics({ registry }: Pick<Metrics, 'registry'>): Mt5Metrics {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []): Counter =>
    new Counter({ name, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name, help, labelNames, registers });
  const attempts = counter('mt5_login_attempts_total', 'Logins by their answer; 0 is a success.', [
    'code',
  ]);
  const failures = counter('mt5_login_failures_total', 'Refused logins.', ['code', 'class']);
  const afterStop = counter('mt5_logins_after_stop_total', 'Logins after a permanent stop: never.');
  const restarts = counter('mt5_instance_restart_total', 'Crashes of terminals.');
  const losses = counter('mt5_connection_loss_total', 'Connections lost after a login.');
  const notices = counter('mt5_notices_total', 'Notices by what became of them.', ['outcome']);
  const degraded = gauge('mt5_state_store_degraded', '1 while the state store takes nothing.');
  const statuses = gauge('mt5_instance_status', 'Instances in each state.', ['status']);
  const streak = gauge('mt5_failed_logins_in_a_row_max', 'The longest series of failures now.');
  const retry = gauge(
    'mt5_next_retry_seconds',
    'Until the next login of any instance; 0 for none.',
  );
  degraded.set(0);
  // A counter that begins with its first refusal would hide that one from whoever watches for an increase.
  for (const [code, { class: kind }] of GUIDE_POLICIES.rows) {
    failures.inc({ code: String(code), class: kind }, 0);
  }
  return {
    onLogin: (failure) => {
      const code = failure === null ? '0' : codeOf(failure);
      attempts.inc({ code });
      if (failure === null) return;
      failures.inc({ code, class: policyFor(GUIDE_POLICIES, failure).class });
    },
    onLoginAfterStop: () => afterStop.inc(),
    onRestart: () => restarts.inc(),
    onConnectionLost: () => losses.inc(),
    onNotice: (outcome) => notices.inc({ outcome }),
    onStateStore: (reachable) => degraded.set(reachable ? 0 : 1),
    onInstances: (instances, atMs) => {
      for (const status of MT5_STATUSES) {
        statuses.set({ status }, instances.filter((one) => one.status === status).length);
      }
      const failed = instances.filter(({ lastFailure }) => lastFailure !== null);
      streak.set(Math.max(0, ...failed.map(({ loginAttemptCount }) => loginAttemptCount)));
      const waits = instances
        .filter(({ status }) => status === 'BACKOFF' || status === 'DISCONNECTED')
        .map(({ nextRetryAtMs }) => Math.max(0, (nextRetryAtMs ?? atMs) - atMs) / 1_000);
      retry.set(waits.length === 0 ? 0 : Math.min(...waits));
    },
  };
}
