/** Prometheus rules, written from the catalogue's alert classes and the login guide's policies: whom to wake, and why. */
import {
  type AlertClass,
  alertOf,
  catalogue,
  type Code,
  type Details,
  ERRORS_METRIC,
  metricLabelOf,
  MT5_LOGIN_FAILURES_METRIC,
  raise,
  type Refusal,
  rowOf,
} from '@faultline/errors';
import { type LoginAlert, MT5_LOGIN, type Mt5LoginRow } from '@faultline/errors/foreign';
import { localise } from '@faultline/errors/messages';
import { stringify } from 'yaml';
import { exampleDetails } from '@faultline/errors/example-details';

/** Stands in a text for a detail that is not there. */
const MISSING = '–';

export const ALERTS_FILE = 'ops/alerts/faultline.rules.yml';

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: AlertClass };
  readonly annotations: Readonly<Record<'summary' | 'description' | 'runbook', string>>;
}

/** A page looks at the last minutes; a ticket can wait for an hour to be full. */
const WINDOW: Readonly<Record<AlertClass, string>> = { page: '5m', ticket: '1h' };

const pascal = (words: string): string =>
  words
    .toLowerCase()
    .split(/[_ ]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

const codes = Object.keys(catalogue) as Code[];

export const errorRules: readonly AlertRule[] = codes.flatMap((code) => {
  const severity = alertOf(code);
  return severity === null ? [] : errorRule(code, severity);
});

function errorRule(code: Code, severity: AlertClass): AlertRule {
  const details = exampleDetails(rowOf(code).details);
  const { message } = raise({ code, details } as Refusal);
  return {
    alert: pascal(code),
    expr: `sum by (service) (increase(${ERRORS_METRIC}{code="${metricLabelOf(code)}"}[${WINDOW[severity]}])) > 0`,
    labels: { severity },
    annotations: {
      summary: `${message} ({{ $labels.service }})`,
      description: adviceOn(code),
      runbook: `docs/errors/${code}.md`,
    },
  };
}

/** What an operator does, in the steps that name nothing of a single failure: a rule speaks of all of them. */
function adviceOn(code: Code): string {
  const options = { locale: 'en', nowMs: 0, audience: 'admin' } as const;
  const { solution } = localise({ code, details: {} as Details<Code> }, options);
  const general = solution.filter((step) => !step.includes(MISSING));
  return (general.length > 0 ? general : rowOf(code).solution).join(' ');
}

const byAlert = Map.groupBy(MT5_LOGIN.rows, ({ policy }) => policy.alert);

export const loginRules: readonly AlertRule[] = [...byAlert].map(([alert, rows]) =>
  loginRule(alert, rows),
);

/** A terminal that stands still until somebody acts wakes that somebody; one that goes on trying can wait. */
function loginRule(alert: LoginAlert, rows: readonly Mt5LoginRow[]): AlertRule {
  const severity = rows.some(({ policy }) => policy.action.startsWith('STOP')) ? 'page' : 'ticket';
  const numbers = rows.map(({ number }) => String(number)).toSorted();
  return {
    alert: `Mt5${pascal(alert)}`,
    expr: `sum by (code) (increase(${MT5_LOGIN_FAILURES_METRIC}{code=~"${numbers.join('|')}"}[${WINDOW[severity]}])) > 0`,
    labels: { severity },
    annotations: {
      summary: `MT5 login: ${alert} ({{ $labels.code }})`,
      description: rows.map(({ number, policy }) => `${number}: ${policy.cause}`).join(' '),
      runbook: 'docs/errors/MT5_LOGIN_FAILED.md',
    },
  };
}

/** Three refusals in a row are no accident, whatever their numbers are. */
const repeated: AlertRule = {
  alert: 'Mt5LoginKeepsFailing',
  expr: `sum(increase(${MT5_LOGIN_FAILURES_METRIC}[15m])) >= 3`,
  labels: { severity: 'ticket' },
  annotations: {
    summary: 'MT5 logins keep failing',
    description: 'Look at the last login codes before the supervisor reaches its last attempt.',
    runbook: 'docs/errors/MT5_LOGIN_FAILED.md',
  },
};

export const alertsText = (): string =>
  [
    '# Written from the catalogue and the login policies: do not edit, run `npm run docs`.',
    stringify(
      {
        groups: [
          { name: 'faultline-errors', rules: errorRules },
          { name: 'faultline-mt5-login', rules: [...loginRules, repeated] },
        ],
      },
      { lineWidth: 0, singleQuote: true },
    ),
  ].join('\n');
