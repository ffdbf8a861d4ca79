/** The login guide's alerts, each for its codes, and what else an operator of MT5 terminals has to know. */
import { MT5_LOGIN_FAILURES_METRIC } from '@faultline/errors';
import { type LoginAlert, MT5_LOGIN, type Mt5LoginRow } from '@faultline/errors/foreign';
import { type Alert, counted, type Group, pascal, WINDOW } from './alert.ts';

const RUNBOOK = 'docs/mt5.md';

/** What the supervisor does about it, as the guide's table of alerts has it. */
const ACTION: Readonly<Record<LoginAlert, string>> = {
  'Authentication Failure': 'Stop instance + Notify',
  'Connection Error': 'Attempt reconnect + Notify',
  'Permission Error': 'Stop instance + Notify',
  'Rate Limiting': 'Backoff + Retry',
  'Account Disabled': 'Stop instance + Notify',
  'Market Closed': 'Stop instance + Notify',
  'Session Expired': 'Retry with new session token',
  'Configuration Error': 'Stop instance + Notify',
  'Update Required': 'Stop instance + Notify',
};

/** A terminal that stands still until somebody acts wakes that somebody; one that goes on trying can wait. */
function loginAlert(alert: LoginAlert, rows: readonly Mt5LoginRow[]): Alert {
  const severity = rows.some(({ policy }) => policy.action.startsWith('STOP')) ? 'page' : 'ticket';
  const numbers = rows.map(({ number }) => String(number)).toSorted();
  const [first = ''] = numbers;
  return {
    alert: `Mt5${pascal(alert)}`,
    expr: `sum by (code) (increase(${MT5_LOGIN_FAILURES_METRIC}{code=~"${numbers.join('|')}"}[${WINDOW[severity]}])) > 0`,
    severity,
    summary: `MT5 login: ${alert} ({{ $labels.code }})`,
    description: rows.map(({ number, policy }) => `${number}: ${policy.cause}`).join(' '),
    action: ACTION[alert],
    runbook: RUNBOOK,
    proof: {
      samples: [
        counted(`${MT5_LOGIN_FAILURES_METRIC}{code="${first}",service="lp-service"}`),
        // A code of another alert says nothing about this one.
        {
          series: `${MT5_LOGIN_FAILURES_METRIC}{code="1",service="lp-service"}`,
          ill: '0x5 3x5',
          well: '0x5 3x5',
        },
      ],
      at: '7m',
      labels: { code: first },
    },
  };
}

const one = (series: string): Alert['proof']['samples'] => [
  { series, ill: '0x2 5x10', well: '0x20' },
];

/** Three refusals of one instance in a row are no accident, whatever their numbers are. */
const others: readonly Alert[] = [
  {
    alert: 'Mt5LoginAfterStop',
    expr: 'sum by (service) (increase(mt5_logins_after_stop_total[15m])) > 0',
    severity: 'page',
    summary: 'An MT5 account that was stopped for ever has been logged in to',
    description:
      'Stop that terminal by hand, now: the broker has closed the account. The log names the instance.',
    runbook: RUNBOOK,
    proof: {
      samples: [
        {
          series: 'mt5_logins_after_stop_total{service="lp-service"}',
          ill: '0x5 1x5',
          well: '1x20',
        },
      ],
      at: '7m',
      labels: { service: 'lp-service' },
    },
  },
  {
    alert: 'Mt5LoginKeepsFailing',
    expr: 'max by (service) (mt5_failed_logins_in_a_row_max) >= 3',
    severity: 'ticket',
    summary: 'Logins of an MT5 terminal have failed three times in a row',
    description: 'Look at the last login codes before the supervisor reaches its last attempt.',
    runbook: RUNBOOK,
    proof: {
      samples: one('mt5_failed_logins_in_a_row_max{service="lp-service"}'),
      at: '5m',
      labels: { service: 'lp-service' },
    },
  },
  {
    alert: 'Mt5InstanceStands',
    expr: 'sum by (status) (mt5_instance_status{status=~"FAILED|UPDATE_REQUIRED|CLOSED"}) > 0',
    for: '5m',
    severity: 'ticket',
    summary: 'MT5 terminals stand still until somebody acts ({{ $labels.status }})',
    description: 'List the instances, mend what the login code says, and start them again.',
    runbook: RUNBOOK,
    proof: {
      samples: one('mt5_instance_status{status="FAILED",service="lp-service"}'),
      at: '10m',
      labels: { status: 'FAILED' },
    },
  },
  {
    alert: 'Mt5TerminalKeepsCrashing',
    expr: 'sum by (service) (increase(mt5_instance_restart_total[15m])) >= 3',
    severity: 'ticket',
    summary: 'MT5 terminals crash again and again',
    description: 'Look at the terminals’ own logs and at the memory of their machines.',
    runbook: RUNBOOK,
    proof: {
      samples: [
        {
          series: 'mt5_instance_restart_total{service="lp-service"}',
          ill: '0x2 5x10',
          well: '5x20',
        },
      ],
      at: '10m',
      labels: { service: 'lp-service' },
    },
  },
  {
    alert: 'Mt5ConnectionsLost',
    expr: 'sum by (service) (increase(mt5_connection_loss_total[15m])) >= 5',
    severity: 'ticket',
    summary: 'MT5 terminals lose their connections',
    description: 'Look at the way to the broker’s server, and at the broker’s own notices.',
    runbook: RUNBOOK,
    proof: {
      samples: [
        {
          series: 'mt5_connection_loss_total{service="lp-service"}',
          ill: '0x2 9x10',
          well: '9x20',
        },
      ],
      at: '10m',
      labels: { service: 'lp-service' },
    },
  },
  {
    alert: 'Mt5StateStoreDegraded',
    expr: 'max by (service) (mt5_state_store_degraded) == 1',
    for: '5m',
    severity: 'ticket',
    summary: 'The keys of the MT5 instances are not written',
    description:
      'Look at Redis. Supervision goes on from the database, and the keys are written again.',
    runbook: RUNBOOK,
    proof: {
      samples: [
        { series: 'mt5_state_store_degraded{service="lp-service"}', ill: '0x2 1x20', well: '0x20' },
      ],
      at: '10m',
      labels: { service: 'lp-service' },
    },
  },
];

const byAlert = Map.groupBy(MT5_LOGIN.rows, ({ policy }) => policy.alert);

export const loginAlerts: Group = {
  name: 'faultline-mt5-login',
  alerts: [...[...byAlert].map(([alert, rows]) => loginAlert(alert, rows)), ...others],
};
