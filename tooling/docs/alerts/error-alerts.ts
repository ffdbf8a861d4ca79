/** One alert for each code of the catalogue that somebody has to know of, as loud as its row says. */
import {
  type AlertClass,
  alertOf,
  catalogue,
  type Code,
  type Details,
  ERRORS_METRIC,
  metricLabelOf,
  raise,
  type Refusal,
  rowOf,
} from '@faultline/errors';
import { exampleDetails } from '@faultline/errors/example-details';
import { localise } from '@faultline/errors/messages';
import { type Alert, counted, type Group, pascal, WINDOW } from './alert.ts';

/** Stands in a text for a detail that is not there. */
const MISSING = '–';

const codes = Object.keys(catalogue) as Code[];

export const errorAlerts: Group = {
  name: 'faultline-errors',
  alerts: codes.flatMap((code) => {
    const severity = alertOf(code);
    return severity === null ? [] : errorAlert(code, severity);
  }),
};

function errorAlert(code: Code, severity: AlertClass): Alert {
  const { details: fields, category } = rowOf(code);
  const { message } = raise({ code, details: exampleDetails(fields) } as Refusal);
  const label = metricLabelOf(code);
  const labels = `code="${label}",category="${category.toLowerCase()}",service="order-service"`;
  return {
    alert: pascal(code),
    expr: `sum by (service) (increase(${ERRORS_METRIC}{code="${label}"}[${WINDOW[severity]}])) > 0`,
    severity,
    summary: `${message} ({{ $labels.service }})`,
    description: adviceOn(code),
    runbook: `docs/errors/${code}.md`,
    proof: {
      samples: [counted(`${ERRORS_METRIC}{${labels}}`)],
      at: '7m',
      labels: { service: 'order-service' },
    },
  };
}

/** What an operator does, in the steps that name nothing of a single failure: an alert speaks of all of them. */
function adviceOn(code: Code): string {
  const options = { locale: 'en', nowMs: 0, audience: 'admin' } as const;
  const { solution } = localise({ code, details: {} as Details<Code> }, options);
  const general = solution.filter((step) => !step.includes(MISSING));
  return (general.length > 0 ? general : rowOf(code).solution).join(' ');
}
