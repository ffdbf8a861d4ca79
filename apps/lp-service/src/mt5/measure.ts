/** What a step adds to the counters. */
import type { Mt5Metrics, Mt5Record } from './ports.ts';

export function measure(metrics: Mt5Metrics, before: Mt5Record, after: Mt5Record): void {
  const [was, is] = [before.state, after.state];
  if (is.restartCount > was.restartCount) metrics.onRestart();
  if (was.status === 'CONNECTED' && is.status === 'DISCONNECTED') metrics.onConnectionLost();
  if (was.status !== 'CONNECTED' && is.status === 'CONNECTED') metrics.onLogin(null);
  if (is.lastFailure !== null && is.lastFailure !== was.lastFailure)
    metrics.onLogin(is.lastFailure);
}
