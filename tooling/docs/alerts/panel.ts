/** A panel of the dashboard: queries, and how their series are called. */
export interface Panel {
  readonly title: string;
  /** A query, and how its series are called. */
  readonly lines: readonly (readonly [expr: string, legend: string])[];
  readonly unit: 'reqps' | 's' | 'short' | 'percentunit' | 'bool';
}

/** The row's title, and what is in it. */
export type PanelRow = readonly [title: string, panels: readonly Panel[]];

/** Long enough for the scrapes that a picture of this width shows. */
export const RATE = '[$__rate_interval]';
