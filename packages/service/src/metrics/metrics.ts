/**
 * What a service counts about itself. Labels are names of procedures, codes and outcomes, which are few; never a user, an
 * account or an id, of which there are many and which are nobody's business.
 */
import {
  alertOf,
  catalogue,
  type Code,
  ERRORS_METRIC,
  metricLabelOf,
  type Outcome,
  rowOf,
} from '@faultline/errors';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Priority } from '../load/admission.ts';

/** One call that has been answered. */
interface Answered {
  /** `orders.placeMarket`. */
  readonly procedure: string;
  /** The door that it came through. */
  readonly door: 'rest' | 'trpc';
  /** `null` for a success. */
  readonly error: { readonly code: Code; readonly outcome: Outcome } | null;
  readonly tookMs: number;
}

export interface Metrics {
  readonly registry: Registry;
  /** An error leaves the service, also one that no procedure raised. */
  readonly onError: (code: Code) => void;
  readonly onAnswered: (answered: Answered) => void;
  readonly onShed: (priority: Priority) => void;
  /** Limits are counted in this process only, although they should be shared. */
  readonly onLimitsDegraded: (degraded: boolean) => void;
  /** A number that is looked at when somebody asks for it. */
  readonly watch: (series: Series, read: () => number) => void;
  /** The same by one label, whose values come and go: those that are not named any more are gone. */
  readonly watchEach: (
    series: Series & { readonly label: string },
    read: () => Iterable<readonly [label: string, value: number]>,
  ) => void;
  /** @returns What to call to count one more. */
  readonly count: (series: Series) => () => void;
}

interface Series {
  readonly name: string;
  readonly help: string;
}

/** Seconds; from a read of memory to a provider's deadline. */
const CALL_BUCKETS_SEC = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** @param service - Stands on every series. */
export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const errors = new Counter({
    name: ERRORS_METRIC,
    help: 'Errors that left the service.',
    labelNames: ['code', 'category'],
    registers,
  });
  const calls = new Counter({
    name: 'faultline_calls_total',
    help: 'Calls of procedures by their door and by what became of them; the code of a success is ok.',
    labelNames: ['procedure', 'door', 'code', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'faultline_call_duration_seconds',
    help: 'From the arrival of a call to its answer.',
    labelNames: ['procedure'],
    buckets: CALL_BUCKETS_SEC,
    registers,
  });
  const shed = new Counter({
    name: 'faultline_calls_shed_total',
    help: 'Requests sent away because there was too much to do.',
    labelNames: ['priority'],
    registers,
  });
  const degraded = new Gauge({
    name: 'faultline_ratelimit_degraded',
    help: '1 while rate limits that should be shared are counted by each process for itself.',
    registers,
  });
  degraded.set(0);
  // A counter that begins with its first error would hide that one from whoever watches for an increase.
  for (const code of Object.keys(catalogue) as Code[]) {
    if (alertOf(code) !== null) errors.inc(labelsOf(code), 0);
  }
  return {
    registry,
    onError: (code) => errors.inc(labelsOf(code)),
    onAnswered: ({ procedure, door, error, tookMs }) => {
      const code = error === null ? 'ok' : metricLabelOf(error.code);
      const outcome = error === null ? 'applied' : error.outcome.toLowerCase();
      calls.inc({ procedure, door, code, outcome });
      seconds.observe({ procedure }, tookMs / 1_000);
    },
    onShed: (priority) => shed.inc({ priority }),
    onLimitsDegraded: (is) => degraded.set(is ? 1 : 0),
    ...ownSeries(registers),
  };
}

/** What a service has to say beside its calls. */
const ownSeries = (registers: Registry[]): Pick<Metrics, 'watch' | 'watchEach' | 'count'> => ({
  watch: (series, read) => {
    new Gauge({
      ...series,
      registers,
      collect() {
        this.set(read());
      },
    });
  },
  watchEach: ({ label, ...series }, read) => {
    new Gauge({
      ...series,
      labelNames: [label],
      registers,
      collect() {
        this.reset();
        for (const [name, value] of read()) this.set({ [label]: name }, value);
      },
    });
  },
  count: (series) => {
    const counter = new Counter({ ...series, registers });
    return () => counter.inc();
  },
});

const labelsOf = (code: Code) => ({
  code: metricLabelOf(code),
  category: rowOf(code).category.toLowerCase(),
});
