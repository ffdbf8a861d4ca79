/** What else a row stands for: its name in metrics, whom it alerts, its names elsewhere. */
import { type AnyCode, clientCatalogue } from './catalogue/index.ts';
import { rowOf } from './row.ts';
import type { AlertClass } from './spec.ts';

/** Counts the errors that left a service, by `service`, `code` and `category`. */
export const ERRORS_METRIC = 'faultline_errors_total';
/** Counts refused logins of MT5 terminals, by `code` and `class`. */
export const MT5_LOGIN_FAILURES_METRIC = 'mt5_login_failures_total';

/** How long the oldest order without an answer has been in doubt, in seconds; 0 while there is none. */
export const IN_DOUBT_AGE_METRIC = 'faultline_order_in_doubt_oldest_seconds';
/** Reports of providers that were set aside for a person. */
export const SET_ASIDE_METRIC = 'faultline_reports_set_aside_total';
export const OPEN_BREAKS_METRIC = 'faultline_breaks_open';

/** Lots, by `symbol`, that the house's cover is behind what its own book asks for. */
export const HEDGE_GAP_METRIC = 'faultline_hedge_gap_lots';

/** Fills in which we and a provider differ, by the last comparison. */
export const FILL_BREAKS_METRIC = 'faultline_fill_breaks';

export const FIRST_RELEASE = '0.1.0';

/** The value of the `code` label: one per row and never anything personal. */
export const metricLabelOf = (code: AnyCode): string => code.toLowerCase();

export const alertOf = (code: AnyCode): AlertClass | null => rowOf(code).alert ?? null;

export const sinceOf = (code: AnyCode): string => rowOf(code).since ?? FIRST_RELEASE;

const BY_ALIAS: ReadonlyMap<string, AnyCode> = new Map(
  (Object.keys(clientCatalogue) as AnyCode[]).flatMap((code) =>
    (rowOf(code).aliases ?? []).map((alias) => [alias, code] as const),
  ),
);

/** The code that goes by this name, its own or another version's; `null` for one that nobody knows. */
export function codeNamed(name: string): AnyCode | null {
  if (Object.hasOwn(clientCatalogue, name)) return name as AnyCode;
  return BY_ALIAS.get(name) ?? null;
}
