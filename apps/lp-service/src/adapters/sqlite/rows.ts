/** Records as rows and back. Decimals are text, so that every digit survives. */
import type { SQLOutputValue } from 'node:sqlite';
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
import type { Reroute, StoredReport } from '../../ports/order-book.ts';

export type Row = Record<string, SQLOutputValue>;
type Column = SQLOutputValue | undefined;

const text = (value: Column): string => String(value ?? '');
const numberOrNull = (value: Column): number | null => (value === null ? null : Number(value));
const textOrNull = (value: Column): string | null => (value === null ? null : String(value));
const decimalOrNull = (value: Column): Decimal | null =>
  value === null ? null : decimalFrom(String(value));

export const decimalColumn = (value: Decimal | null): string | null =>
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

/** In the order of the statement that inserts an order. */
export const columnsOfNew = (order: NewLpOrder) => [
  order.orderId,
  order.leg,
  order.lp,
  order.sessionId,
  order.clOrdId,
  order.symbol,
  order.lpSymbol,
  textOf(order.volumeFactor),
  order.side,
  textOf(order.qty),
  order.type,
  decimalColumn(order.price),
  order.tif,
  order.sentAtMs,
];

/** In the order of the statement that updates an order: what may change of it, and its number. */
export const columnsOfKnown = (order: LpOrder) => [
  order.clOrdId,
  textOf(order.qty),
  decimalColumn(order.price),
  order.lpOrderId,
  fillsColumn(order.fills),
  endingColumn(order.ending),
  order.acknowledged ? 1 : 0,
  order.inDoubt ? 1 : 0,
  order.numberLost ? 1 : 0,
  order.deniedAtMs,
  requestColumn(order.request),
  order.requestCount,
  order.restoredAtMs,
  order.doneAtMs,
  numberOf(order),
];

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
  acknowledged: row['acknowledged'] === 1,
  inDoubt: row['in_doubt'] === 1,
  numberLost: row['number_lost'] === 1,
  deniedAtMs: numberOrNull(row['denied_at_ms']),
  request: requestOf(row['request']),
  requestCount: Number(row['request_count']),
  restoredAtMs: numberOrNull(row['restored_at_ms']),
  doneAtMs: numberOrNull(row['done_at_ms']),
});

/** @param row - Of an order, joined to its route. */
export const rerouteOf = (row: Row): Reroute => ({
  order: orderOf(row),
  lps: JSON.parse(text(row['lps'])) as string[],
  expiresAtMs: Number(row['expires_at_ms']),
});

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
