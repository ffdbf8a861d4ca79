/** One error as the journal keeps it: what it was, what was being done, and what it was about, with nobody's name. */
import { type AppError, httpStatusOf, type Redact, rowOf } from '@faultline/errors';
import type { Cell, DuckRow } from '../duckdb/messages.ts';

/** A failure, and where it happened. */
export interface Failure {
  readonly error: AppError;
  /** `orders.placeMarket`, or the path of a request that reached no procedure. */
  readonly procedure: string;
  readonly requestId: string;
  readonly userId: string | null;
  /** The order that it is about, where its details do not name one. */
  readonly orderId?: string | undefined;
  readonly atMs: number;
}

export interface JournalEntry {
  /** The error's own id where it has one. */
  readonly id: string;
  readonly atMs: number;
  /** Whose journal it is from: `order-service`. */
  readonly service: string;
  readonly code: string;
  readonly category: string;
  readonly outcome: string;
  readonly httpStatus: number;
  readonly procedure: string;
  readonly requestId: string;
  /** The id that its caller was given, where one was. */
  readonly errorId: string | null;
  readonly orderId: string | null;
  readonly lp: string | null;
  /** Of an MT5 terminal. */
  readonly instanceId: string | null;
  /** Masked. */
  readonly account: string | null;
  /** Masked. */
  readonly user: string | null;
  /** The numbers that decided, redacted, as JSON. */
  readonly details: string;
}

/** In the order of the table's columns. */
const COLUMNS = [
  ['id', 'id'],
  ['at_ms', 'atMs'],
  ['service', 'service'],
  ['code', 'code'],
  ['category', 'category'],
  ['outcome', 'outcome'],
  ['http_status', 'httpStatus'],
  ['procedure', 'procedure'],
  ['request_id', 'requestId'],
  ['error_id', 'errorId'],
  ['order_id', 'orderId'],
  ['lp', 'lp'],
  ['instance_id', 'instanceId'],
  ['account', 'account'],
  ['user_ref', 'user'],
  ['details', 'details'],
] as const satisfies readonly (readonly [string, keyof JournalEntry])[];

const NUMBERS: ReadonlySet<string> = new Set(['at_ms', 'http_status']);

export const ERRORS_TABLE = 'errors';
export const ENTRY_COLUMNS = COLUMNS.map(([column]) => column).join(', ');
export const ERRORS_SCHEMA: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS ${ERRORS_TABLE} (${COLUMNS.map(
    ([column]) => `${column} ${NUMBERS.has(column) ? 'BIGINT' : 'VARCHAR'}`,
  ).join(', ')})`,
  // A table of another shape under our name is no journal of ours.
  `SELECT ${ENTRY_COLUMNS} FROM ${ERRORS_TABLE} LIMIT 0`,
];

interface Writing {
  readonly service: string;
  readonly redact: Redact;
  readonly newId: () => string;
}

export function entryOf(failure: Failure, { service, redact, newId }: Writing): JournalEntry {
  const { error, procedure, requestId, userId, atMs } = failure;
  const { code, outcome } = error;
  const details: Readonly<Record<string, unknown>> = { ...error.details };
  const masked = redact({ ...details, userId }) as Readonly<Record<string, unknown>>;
  const errorId = textOf(details['errorId']);
  const { userId: user, ...shown } = masked;
  return {
    id: errorId ?? newId(),
    atMs,
    service,
    code,
    category: rowOf(code).category,
    outcome,
    httpStatus: httpStatusOf(error),
    // A path is the caller's own text.
    procedure: String(redact(procedure)),
    requestId,
    errorId,
    orderId: textOf(masked['orderId']) ?? failure.orderId ?? null,
    lp: textOf(masked['lp']),
    instanceId: textOf(masked['instanceId']),
    account: textOf(masked['accountId']),
    user: textOf(user),
    details: JSON.stringify(shown),
  };
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

export const cellsOf = (entry: JournalEntry): readonly Cell[] =>
  COLUMNS.map(([, field]) => entry[field]);

export const entryOfRow = (row: DuckRow): JournalEntry =>
  Object.fromEntries(
    COLUMNS.map(([column, field]) => [field, row[column] ?? null]),
  ) as unknown as JournalEntry;
