/** Records as rows and back. Decimals are text, so that every digit survives. */
import type { Decimal } from '@faultline/errors';
import { decimalFrom, textOf } from '../../decimals.ts';
import type {
  Ending,
  Fill,
  LpOrder,
  NewLpOrder,
  Refused,
  Request,
} from '../../order-machine/lp-order.ts';
import type { Reroute, Route, SessionMemory, StoredReport } from '../../ports/order-book.ts';
import { auditColumn } from './provider-rows.ts';
import type { KeptAudit, NewReport } from './tables.ts';

/** Whole numbers come as numbers from the one database and as bigints from the other. */
export type Row = Record<string, unknown>;
type Column = unknown;
/** What a column of ours can be. */
type Scalar = string | number | bigint | null | undefined;

const text = (value: Column): string => String((value as Scalar) ?? '');
const numberOrNull = (value: Column): number | null => (value === null ? null : Number(value));
const textOrNull = (value: Column): string | null => (value === null ? null : text(value));
const decimalOrNull = (value: Column): Decimal | null =>
  value === null ? null : decimalFrom(text(value));

const decimalColumn = (value: Decimal | null): string | null =>
  value === null ? null : textOf(value);

const fillsColumn = (fills: readonly Fill[]): string =>
  JSON.stringify(
    fills.map(({ execId, from, to, price }) => [execId, textOf(from), textOf(to), textOf(price)]),
  );

function fillsOf(column: Column): Fill[] {
  const stored = JSON.parse(text(column)) as [string, string, string, string][];
  return stored.map(([execId, from, to, price]) => ({
    execId,
    from: decimalFrom(from),
    to: decimalFrom(to),
    price: decimalFrom(price),
  }));
}

const endingColumn = (ending: Ending | null): string | null =>
  ending === null
    ? null
    : JSON.stringify({ cumQty: textOf(ending.cumQty), refused: ending.refused });

function endingOf(column: Column): Ending | null {
  if (column === null) return null;
  const stored = JSON.parse(text(column)) as { cumQty: string; refused: Refused | null };
  return { cumQty: decimalFrom(stored.cumQty), refused: stored.refused };
}

const requestColumn = (request: Request | null): string | null =>
  request === null
    ? null
    : JSON.stringify({
        ...request,
        qty: decimalColumn(request.qty),
        price: decimalColumn(request.price),
      });

function requestOf(column: Column): Request | null {
  if (column === null) return null;
  const stored = JSON.parse(text(column)) as Omit<Request, 'qty' | 'price'> & {
    qty: string | null;
    price: string | null;
  };
  return { ...stored, qty: decimalOrNull(stored.qty), price: decimalOrNull(stored.price) };
}

/** An order with all its columns. */
export const orderRow = (order: LpOrder) => ({
  number: numberOf(order),
  order_id: order.orderId,
  leg: order.leg,
  lp: order.lp,
  session_id: order.sessionId,
  cl_ord_id: order.clOrdId,
  symbol: order.symbol,
  lp_symbol: order.lpSymbol,
  volume_factor: textOf(order.volumeFactor),
  side: order.side,
  qty: textOf(order.qty),
  type: order.type,
  price: decimalColumn(order.price),
  tif: order.tif,
  lp_order_id: order.lpOrderId,
  fills: fillsColumn(order.fills),
  ending: endingColumn(order.ending),
  acknowledged: order.acknowledged ? 1 : 0,
  in_doubt: order.inDoubt ? 1 : 0,
  number_lost: order.numberLost ? 1 : 0,
  denied_at_ms: order.deniedAtMs,
  request: requestColumn(order.request),
  request_count: order.requestCount,
  sent_at_ms: order.sentAtMs,
  restored_at_ms: order.restoredAtMs,
  done_at_ms: order.doneAtMs,
});

/** An order that has just been sent: nothing is known about it. */
export const newOrder = (order: NewLpOrder, number: number): LpOrder => ({
  ...order,
  id: lpOrderId(number),
  lpOrderId: null,
  fills: [],
  ending: null,
  acknowledged: false,
  inDoubt: false,
  numberLost: false,
  deniedAtMs: null,
  request: null,
  requestCount: 0,
  restoredAtMs: null,
  doneAtMs: null,
});

export const reportRow = (report: NewReport) => ({
  order_id: report.orderId,
  lp_order_id: report.lpOrderId,
  lp: report.lp,
  kind: report.kind,
  exec_id: report.execId,
  qty: decimalColumn(report.qty),
  price: decimalColumn(report.price),
  refusal: report.refusal === null ? null : JSON.stringify(report.refusal),
  at_ms: report.atMs,
});

export const auditRow = (entry: KeptAudit) => ({
  at_ms: entry.atMs,
  actor: entry.actor,
  action: entry.action,
  target: entry.target,
  reason: entry.reason,
  request_id: entry.requestId,
  before: auditColumn(entry.before),
  after: auditColumn(entry.after),
});

export const numberOf = ({ id }: Pick<LpOrder, 'id'>): number => Number(id.slice('LP-'.length));

const lpOrderId = (number: Column): string => `LP-${text(number)}`;

const termsOf = (row: Row) => ({
  orderId: text(row['order_id']),
  leg: Number(row['leg']),
  lp: text(row['lp']),
  sessionId: text(row['session_id']),
  clOrdId: text(row['cl_ord_id']),
  symbol: text(row['symbol']),
  lpSymbol: text(row['lp_symbol']),
  volumeFactor: decimalFrom(text(row['volume_factor'])),
  side: row['side'] === 'BUY' ? ('BUY' as const) : ('SELL' as const),
  qty: decimalFrom(text(row['qty'])),
  type: row['type'] === 'LIMIT' ? ('LIMIT' as const) : ('MARKET' as const),
  price: decimalOrNull(row['price']),
  tif: row['tif'] === 'FOK' ? ('FOK' as const) : ('IOC' as const),
  sentAtMs: Number(row['sent_at_ms']),
});

export const orderOf = (row: Row): LpOrder => ({
  ...termsOf(row),
  id: lpOrderId(row['number']),
  lpOrderId: textOrNull(row['lp_order_id']),
  fills: fillsOf(row['fills']),
  ending: endingOf(row['ending']),
  acknowledged: Number(row['acknowledged']) === 1,
  inDoubt: Number(row['in_doubt']) === 1,
  numberLost: Number(row['number_lost']) === 1,
  deniedAtMs: numberOrNull(row['denied_at_ms']),
  request: requestOf(row['request']),
  requestCount: Number(row['request_count']),
  restoredAtMs: numberOrNull(row['restored_at_ms']),
  doneAtMs: numberOrNull(row['done_at_ms']),
});

export const routeOf = (row: Row): Route => ({
  lps: JSON.parse(text(row['lps'])) as string[],
  expiresAtMs: Number(row['expires_at_ms']),
});

/** @param row - Of an order, joined to its route. */
export const rerouteOf = (row: Row): Reroute => ({ order: orderOf(row), ...routeOf(row) });

/** @param row - `undefined` for a session that was never up: it is wanted. */
export function sessionOf(row: Row | undefined): SessionMemory {
  const lastMs = row?.['last_connected_ms'] ?? null;
  return {
    lastConnectedMs: numberOrNull(lastMs),
    wantedUp: row === undefined || Number(row['wanted_up']) !== 0,
    resetAtLogon: row !== undefined && Number(row['reset_at_logon']) !== 0,
  };
}

export function reportOf(row: Row): StoredReport {
  return {
    seq: Number(row['seq']),
    orderId: text(row['order_id']),
    lpOrderId: text(row['lp_order_id']),
    lp: text(row['lp']),
    kind: text(row['kind']) as StoredReport['kind'],
    execId: textOrNull(row['exec_id']),
    qty: decimalOrNull(row['qty']),
    price: decimalOrNull(row['price']),
    refusal: refusalOf<NonNullable<StoredReport['refusal']>>(row['refusal']),
    atMs: Number(row['at_ms']),
  };
}

export const refusalOf = <R>(column: Column): R | null =>
  typeof column === 'string' ? (JSON.parse(column) as R) : null;
