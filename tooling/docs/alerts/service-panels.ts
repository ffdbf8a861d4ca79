/** The panels about providers, MT5 terminals and the services themselves. */
import { type PanelRow, RATE } from './panel.ts';

export const SERVICE_ROWS: readonly PanelRow[] = [
  [
    'Providers',
    [
      {
        title: 'FIX sessions by status',
        unit: 'short',
        lines: [
          ['sum by (session, status) (faultline_fix_session_status)', '{{session}} {{status}}'],
        ],
      },
      {
        title: 'Takes orders',
        unit: 'bool',
        lines: [
          ['min by (lp) (faultline_lp_connected)', '{{lp}}'],
          ['max by (lp) (faultline_lp_breaker)', '{{lp}} breaker'],
        ],
      },
      {
        title: 'Filled and refused',
        unit: 'percentunit',
        lines: [
          ['max by (lp) (faultline_lp_fill_ratio)', '{{lp}} filled'],
          ['max by (lp) (faultline_lp_reject_ratio)', '{{lp}} refused'],
        ],
      },
      {
        title: 'Age of the last quote',
        unit: 's',
        lines: [['max by (lp) (faultline_lp_quote_age_seconds)', '{{lp}}']],
      },
      {
        title: 'Messages sent and received',
        unit: 'reqps',
        lines: [
          [
            `sum by (session, direction) (deriv(faultline_fix_next_seq[5m]))`,
            '{{session}} {{direction}}',
          ],
        ],
      },
    ],
  ],
  [
    'MT5 terminals',
    [
      {
        title: 'Instances by status',
        unit: 'short',
        lines: [['sum by (status) (mt5_instance_status)', '{{status}}']],
      },
      {
        title: 'Refused logins by code',
        unit: 'short',
        lines: [
          [`sum by (code, class) (increase(mt5_login_failures_total[5m]))`, '{{code}} {{class}}'],
        ],
      },
      {
        title: 'Logins, crashes and lost connections',
        unit: 'short',
        lines: [
          ['sum(increase(mt5_login_attempts_total[5m]))', 'logins'],
          ['sum(increase(mt5_instance_restart_total[5m]))', 'crashes'],
          ['sum(increase(mt5_connection_loss_total[5m]))', 'connections lost'],
        ],
      },
      {
        title: 'Until the next login',
        unit: 's',
        lines: [['min(mt5_next_retry_seconds)', 'next']],
      },
    ],
  ],
  [
    'The services themselves',
    [
      {
        title: 'Event loop behind (99 of 100)',
        unit: 's',
        lines: [['max by (service) (nodejs_eventloop_lag_p99_seconds)', '{{service}}']],
      },
      {
        title: 'Sent away: too much to do',
        unit: 'reqps',
        lines: [
          [
            `sum by (service, priority) (rate(faultline_calls_shed_total${RATE}))`,
            '{{service}} {{priority}}',
          ],
        ],
      },
      {
        title: 'Journal',
        unit: 'reqps',
        lines: [
          [
            `sum by (service) (rate(faultline_journal_entries_total${RATE}))`,
            '{{service}} written',
          ],
          [
            `sum by (service) (rate(faultline_journal_dropped_total${RATE}))`,
            '{{service}} dropped',
          ],
        ],
      },
      {
        title: 'Limits counted alone',
        unit: 'bool',
        lines: [['max by (service) (faultline_ratelimit_degraded)', '{{service}}']],
      },
      {
        title: 'Memory',
        unit: 'short',
        lines: [['max by (service) (process_resident_memory_bytes)', '{{service}}']],
      },
    ],
  ],
];
