/** One alert: when it fires, what it says, and the samples that prove both. */
import type { AlertClass } from '@faultline/errors';

/** A series in promtool's own notation: `0x5 3x10` is six times 0, then eleven times 3, one sample a minute. */
export interface Sample {
  readonly series: string;
  /** With these the alert fires at `fires.at`. */
  readonly ill: string;
  /** With these it never does. */
  readonly well: string;
}

export interface Alert {
  readonly alert: string;
  readonly expr: string;
  /** How long it must hold. */
  readonly for?: string;
  readonly severity: AlertClass;
  /** May name labels as `{{ $labels.name }}`, and the value as `{{ $value }}`. */
  readonly summary: string;
  /** What an operator does. */
  readonly description: string;
  /** What the system itself does meanwhile, where it does something. */
  readonly action?: string;
  readonly runbook: string;
  readonly proof: {
    readonly samples: readonly Sample[];
    /** Since the first sample. */
    readonly at: string;
    /** Labels of the alert that fires, beside its severity. */
    readonly labels: Readonly<Record<string, string>>;
    /** What the expression then is, where the summary says it. */
    readonly value?: string;
  };
}

export interface Group {
  readonly name: string;
  readonly alerts: readonly Alert[];
  /** Computed before the alerts of the group, by name. */
  readonly records?: Readonly<Record<string, string>>;
}

/** A page looks at the last minutes; a ticket can wait for an hour to be full. */
export const WINDOW: Readonly<Record<AlertClass, string>> = { page: '5m', ticket: '1h' };

/** A counter that stands still, and then counts something within the last minutes. */
export const counted = (series: string): Sample => ({ series, ill: '0x5 3x5', well: '3x10' });

/** `RATE LIMITING` becomes `RateLimiting`. */
export const pascal = (words: string): string =>
  words
    .toLowerCase()
    .split(/[_ ]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

type Gauged = Omit<Alert, 'proof'> & {
  readonly series: string;
  readonly ill: number;
  readonly well: number;
  readonly labels: Readonly<Record<string, string>>;
};

/** A gauge that is well, and then ill for a quarter of an hour. */
export const gauged = ({ series, ill, well, labels, ...alert }: Gauged): Alert => ({
  ...alert,
  proof: {
    samples: [{ series, ill: `${well}x4 ${ill}x20`, well: `${well}x25` }],
    at: '15m',
    labels,
  },
});
