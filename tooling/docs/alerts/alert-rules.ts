/** All alerts as files: rules for Prometheus, and for promtool one test of each that shows it fire and hold its peace. */
import { stringify } from 'yaml';
import type { Alert, Group } from './alert.ts';
import { errorAlerts } from './error-alerts.ts';
import { loginAlerts } from './login-alerts.ts';
import { orderAlerts } from './order-alerts.ts';
import { serviceAlerts } from './service-alerts.ts';
import { sessionAlerts } from './session-alerts.ts';

/** What to do about each alert, under a heading of its name. */
export const STEPS_FILE = 'docs/operations.md';
export const ALERTS_FILE = 'deploy/prometheus/alerts.yml';
export const ALERT_TESTS_FILE = 'deploy/prometheus/alerts.test.yml';

const GROUPS: readonly Group[] = [
  errorAlerts,
  loginAlerts,
  orderAlerts,
  sessionAlerts,
  serviceAlerts,
];
export const ALERTS: readonly Alert[] = GROUPS.flatMap(({ alerts }) => alerts);

export const HEADER =
  '# Written from the catalogue, the login policies and tooling/docs: do not edit, run `npm run docs`.';

export const yamlText = (value: unknown): string =>
  [HEADER, stringify(value, { lineWidth: 0, singleQuote: true })].join('\n');

export const alertsText = (): string => yamlText({ groups: GROUPS.map(groupRules) });

const groupRules = ({ name, records = {}, alerts }: Group) => ({
  name,
  rules: [
    ...Object.entries(records).map(([record, expr]) => ({ record, expr })),
    ...alerts.map((alert) => ({
      alert: alert.alert,
      expr: alert.expr,
      ...(alert.for === undefined ? {} : { for: alert.for }),
      labels: { severity: alert.severity },
      annotations: annotationsOf(alert),
    })),
  ],
});

const annotationsOf = ({ alert, summary, description, action, runbook }: Alert) => ({
  summary,
  description,
  ...(action === undefined ? {} : { action }),
  runbook,
  steps: `${STEPS_FILE}#${alert.toLowerCase()}`,
});

export const alertTestsText = (): string =>
  yamlText({
    rule_files: ['alerts.yml'],
    evaluation_interval: '1m',
    tests: ALERTS.flatMap((alert) => [testOf(alert, 'ill'), testOf(alert, 'well')]),
  });

function testOf(alert: Alert, state: 'ill' | 'well') {
  const { samples, at, labels, value = '' } = alert.proof;
  const fired = {
    exp_labels: { severity: alert.severity, ...labels },
    exp_annotations: Object.fromEntries(
      Object.entries(annotationsOf(alert)).map(([name, text]) => [
        name,
        filled(text, labels).replaceAll('{{ $value }}', value),
      ]),
    ),
  };
  return {
    name: `${alert.alert} ${state === 'ill' ? 'fires' : 'holds its peace'}`,
    interval: '1m',
    input_series: samples.map((sample) => ({ series: sample.series, values: sample[state] })),
    alert_rule_test: [
      { eval_time: at, alertname: alert.alert, exp_alerts: state === 'ill' ? [fired] : [] },
    ],
  };
}

/** As Prometheus fills in a text. */
const filled = (text: string, labels: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, name: string) => labels[name] ?? '');
