/** What a service says of itself: whether it answers, limits, load, the journal. */
import { type Alert, counted, gauged, type Group } from './alert.ts';

const EDGE = 'docs/watching.md';

const edge: readonly Alert[] = [
  gauged({
    alert: 'ServiceDown',
    expr: 'min by (job, instance) (up{job=~"faultline.*"}) == 0',
    for: '1m',
    severity: 'page',
    summary: '{{ $labels.instance }} does not answer',
    description:
      'Its last line says why it does not run: another process that uses its data directory is named there.',
    runbook: EDGE,
    series: 'up{job="faultline",instance="order-service:9464"}',
    ill: 0,
    well: 1,
    labels: { job: 'faultline', instance: 'order-service:9464' },
  }),
  gauged({
    alert: 'RateLimitsDegraded',
    expr: 'max by (service) (faultline_ratelimit_degraded) == 1',
    for: '1m',
    severity: 'page',
    summary: 'Rate limits are counted by each process for itself ({{ $labels.service }})',
    description:
      'Redis does not answer within 50 ms. Limits hold in each process; look at Redis and at the way there.',
    runbook: EDGE,
    series: 'faultline_ratelimit_degraded{service="order-service"}',
    ill: 1,
    well: 0,
    labels: { service: 'order-service' },
  }),
  {
    alert: 'CallsShed',
    expr: 'sum by (service) (increase(faultline_calls_shed_total[5m])) > 0',
    for: '5m',
    severity: 'ticket',
    summary: 'Callers are sent away because there is too much to do ({{ $labels.service }})',
    description:
      'Compare faultline_commit_duration_seconds with nodejs_eventloop_lag_seconds to see what they would wait for.',
    runbook: EDGE,
    proof: {
      samples: [
        {
          series: 'faultline_calls_shed_total{priority="read",service="order-service"}',
          ill: '0+5x20',
          well: '5x20',
        },
      ],
      at: '15m',
      labels: { service: 'order-service' },
    },
  },
  gauged({
    alert: 'EventLoopBehind',
    expr: 'max by (service) (nodejs_eventloop_lag_p99_seconds) > 0.25',
    for: '5m',
    severity: 'ticket',
    summary: '{{ $labels.service }} is busy for a quarter of a second at a time',
    description: 'Take a CPU profile; until then admission sends away what matters least.',
    runbook: EDGE,
    series: 'nodejs_eventloop_lag_p99_seconds{service="order-service"}',
    ill: 0.4,
    well: 0.02,
    labels: { service: 'order-service' },
  }),
];

const replicas: readonly Alert[] = [
  gauged({
    alert: 'NobodyLeads',
    expr: 'sum(faultline_leader) == 0',
    for: '30s',
    severity: 'page',
    summary: 'No order service watches prices and hears reports',
    description:
      'Orders at a price wait and fills are not booked. The log of each replica says why it cannot lead.',
    runbook: EDGE,
    series: 'faultline_leader{instance="order-service:9464"}',
    ill: 0,
    well: 1,
    labels: {},
  }),
  gauged({
    alert: 'SeveralLead',
    expr: 'sum(faultline_leader) > 1',
    for: '1m',
    severity: 'ticket',
    summary: 'More than one order service believes that it leads',
    description:
      'What the older ones decide fails on the number of their term, so no order is doubled; find out why they do not notice.',
    runbook: EDGE,
    series: 'faultline_leader{instance="order-service:9464"}',
    ill: 2,
    well: 1,
    labels: {},
  }),
];

const journal: readonly Alert[] = [
  {
    alert: 'JournalDropsErrors',
    expr: 'sum by (service) (increase(faultline_journal_dropped_total[1h])) > 0',
    severity: 'ticket',
    summary: 'Errors are missing from the journal of {{ $labels.service }}',
    description: 'Look at the disk of its data directory; the log has every error all the same.',
    runbook: EDGE,
    proof: {
      samples: [counted('faultline_journal_dropped_total{service="order-service"}')],
      at: '7m',
      labels: { service: 'order-service' },
    },
  },
  {
    alert: 'JournalSetAside',
    expr: 'sum by (service) (increase(faultline_journal_set_aside_total[1h])) > 0',
    severity: 'ticket',
    summary: 'The journal of {{ $labels.service }} could not be used and was begun anew',
    description:
      'The old file stands beside it as journal.duckdb.aside-*; find out who damaged or locked it.',
    runbook: EDGE,
    proof: {
      samples: [counted('faultline_journal_set_aside_total{service="order-service"}')],
      at: '7m',
      labels: { service: 'order-service' },
    },
  },
];

export const serviceAlerts: Group = {
  name: 'faultline-services',
  alerts: [...edge, ...replicas, ...journal],
};
