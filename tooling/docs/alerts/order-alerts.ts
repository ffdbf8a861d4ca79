/** What may never stand for long: an error budget that burns, orders that nobody knows the end of, books that do not hold. */
import {
  catalogue,
  type Code,
  FILL_BREAKS_METRIC,
  HEDGE_GAP_METRIC,
  IN_DOUBT_AGE_METRIC,
  metricLabelOf,
  rowOf,
  OPEN_BREAKS_METRIC,
} from '@faultline/errors';
import { type Alert, type Group } from './alert.ts';

const CALLS = 'faultline_calls_total';
/** Commands and questions about orders and positions. */
const ORDERS = 'procedure=~"orders[.].+|positions[.].+"';

/** Our own failures: a provider's are not counted against us. */
const OURS = (Object.keys(catalogue) as Code[])
  .filter((code) => rowOf(code).http >= 500 && rowOf(code).category !== 'LP')
  .map(metricLabelOf)
  .toSorted()
  .join('|');

/** 99.9 % of the order requests. */
const BUDGET = 0.001;

const ratioName = (window: string): string => `faultline:order_error_ratio:rate${window}`;
const ratio = (window: string): string =>
  `sum(rate(${CALLS}{${ORDERS},code=~"${OURS}"}[${window}])) / sum(rate(${CALLS}{${ORDERS}}[${window}]))`;

interface Burn {
  readonly alert: string;
  readonly factor: number;
  readonly long: string;
  readonly short: string;
  readonly severity: Alert['severity'];
  /** How much of a month's budget is gone when it has burnt for the long window. */
  readonly gone: string;
}

/** A long window says that it matters, a short one that it still burns. */
const BURNS: readonly Burn[] = [
  {
    alert: 'OrderErrorBudgetBurnsFast',
    factor: 14.4,
    long: '1h',
    short: '5m',
    severity: 'page',
    gone: '2 %',
  },
  {
    alert: 'OrderErrorBudgetBurns',
    factor: 6,
    long: '6h',
    short: '30m',
    severity: 'page',
    gone: '5 %',
  },
  {
    alert: 'OrderErrorBudgetBurnsSlowly',
    factor: 1,
    long: '3d',
    short: '6h',
    severity: 'ticket',
    gone: '10 %',
  },
];

const windows = [...new Set(BURNS.flatMap(({ long, short }) => [short, long]))];

function burnAlert({ alert, factor, long, short, severity, gone }: Burn): Alert {
  const limit = Number((factor * BUDGET).toFixed(6));
  return {
    alert,
    expr: `${ratioName(long)} > ${limit} and ${ratioName(short)} > ${limit}`,
    severity,
    summary: `Order requests fail ${factor} times as often as they may`,
    description: `Within ${long} this costs ${gone} of what may fail in 30 days. See which code it is: sum by (code) (rate(${CALLS}{${ORDERS}}[${short}])).`,
    runbook: 'docs/watching.md',
    proof: {
      // Of a hundred requests a minute two fail; or in all, one.
      samples: [
        {
          series: `${CALLS}{procedure="orders.placeMarket",code="ok"}`,
          ill: '0+98x75',
          well: '0+98x75',
        },
        {
          series: `${CALLS}{procedure="orders.placeMarket",code="internal_error"}`,
          ill: '0+2x75',
          well: '0x40 1x35',
        },
        // What a provider causes is not ours.
        {
          series: `${CALLS}{procedure="orders.placeMarket",code="lp_timeout"}`,
          ill: '0+9x75',
          well: '0+9x75',
        },
      ],
      at: '70m',
      labels: {},
    },
  };
}

const DEADLINE_SEC = 60;

const alerts: readonly Alert[] = [
  {
    alert: 'OrderLongInDoubt',
    expr: `max by (service) (${IN_DOUBT_AGE_METRIC}) > ${DEADLINE_SEC}`,
    severity: 'page',
    summary: 'An order has been in doubt for more than a minute',
    description: 'Ask the provider, have it reconciled, or resolve the order by evidence.',
    action:
      'The provider is asked again and again; the order keeps its margin and is sent to nobody else.',
    runbook: 'docs/errors/LP_TIMEOUT.md',
    proof: {
      samples: [
        {
          series: `${IN_DOUBT_AGE_METRIC}{service="order-service"}`,
          ill: '0 30 61x10',
          well: '0 30 59x10',
        },
      ],
      at: '3m',
      labels: { service: 'order-service' },
    },
  },
  {
    alert: 'ReportSetAside',
    // As long as one waits: nobody is done with it when the first call is over.
    expr: `max by (service) (${OPEN_BREAKS_METRIC}) > 0`,
    severity: 'page',
    summary: 'A report of a provider fits no order',
    description:
      'GET /admin/breaks?status=OPEN names it. Compare it with the provider, correct the account, and settle it.',
    runbook: 'docs/errors/LP_TIMEOUT.md',
    proof: {
      samples: [
        { series: `${OPEN_BREAKS_METRIC}{service="order-service"}`, ill: '0 1x9', well: '0x9' },
      ],
      at: '7m',
      labels: { service: 'order-service' },
    },
  },
  {
    alert: 'FillsDiffer',
    // The series of a process that led before may still be there: it counts the same executions, not more of them.
    expr: `max by (service) (${FILL_BREAKS_METRIC}) > 0`,
    severity: 'page',
    summary: 'Our fills and a provider’s differ ({{ $value }})',
    description: 'Compare them with GET /admin/lps/{id}/fills and settle each with the provider.',
    runbook: 'docs/errors/LP_TIMEOUT.md',
    proof: {
      samples: ['a', 'b'].map((instance) => ({
        series: `${FILL_BREAKS_METRIC}{service="order-service",instance="${instance}"}`,
        ill: '0 2x5',
        well: '0x5',
      })),
      at: '3m',
      labels: { service: 'order-service' },
      value: '2',
    },
  },
  {
    alert: 'HedgeBehind',
    expr: `max by (symbol) (${HEDGE_GAP_METRIC}) > 0`,
    for: '5m',
    severity: 'page',
    summary: 'The cover of {{ $labels.symbol }} is {{ $value }} lots behind',
    description:
      'GET /api/hedges says what is missing, which order is under way, and why the last one was refused.',
    action: 'An order for the rest is tried again and again, a minute apart at most.',
    runbook: 'docs/adr/0019-the-house-covers-a-part.md',
    proof: {
      samples: [
        {
          series: `${HEDGE_GAP_METRIC}{symbol="EURUSD",service="order-service"}`,
          ill: '0 0.5x9',
          well: '0.5x3 0x6',
        },
      ],
      at: '8m',
      labels: { symbol: 'EURUSD' },
      value: '0.5',
    },
  },
  {
    alert: 'BooksBroken',
    expr: 'max by (service) (faultline_books_broken) > 0',
    severity: 'page',
    summary: 'A balance is not the sum of its postings, or the audit log was altered',
    description:
      'Stop trading, run npm run verify on a copy of the data, and restore what it names.',
    runbook: 'docs/errors/DATABASE_ERROR.md',
    proof: {
      samples: [
        { series: 'faultline_books_broken{service="order-service"}', ill: '0 1x5', well: '0x5' },
      ],
      at: '3m',
      labels: { service: 'order-service' },
    },
  },
];

export const orderAlerts: Group = {
  name: 'faultline-orders',
  records: Object.fromEntries(windows.map((window) => [ratioName(window), ratio(window)])),
  alerts: [...BURNS.map(burnAlert), ...alerts],
};
