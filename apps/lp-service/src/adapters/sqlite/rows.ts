/** Records as rows and back. Decimals are text, so that every digit survives. */
import type { SQLOutputValue } from 'node:sqlite';
import type { Decimal } from '@faultline/errors';
import { decimalFrom, textOf } from '../../decimals.ts';
import type { Ending, Fill, LpOrder, OrderRefusal } from '../../order-machine/lp-order.ts';
import type { StoredReport, SubmitRefusal } from '../../ports/order-book.ts';

export type Row = Record<string, SQLOutputValue>;
type Column = SQLOutputValue | undefined;

const text = (value: Column): string => String(value ?? '');
const numberOrNull = (value: Column): number | null => (value === null ? null : Number(value));
const textOrNull = (value: Column): string | null => (value === null ? null : String(value));
const decimalOrNull = (value: Column): Decimal | null =>
  value === null ? null : decimalFrom(String(value));

export const decimalColumn = (value: Decimal | null): string | null =>
  value === null ? null : textOf(value);

export const fillsColumn = (fills: readonly Fill[]): string =>
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

export const endingColumn = (ending: Ending | null): string | null =>
  ending === null
    ? null
    : JSON.stringify({ cumQty: textOf(ending.cumQty), refusal: ending.refusal });

function endingOf(column: Column): Ending | null {
  if (column === null) return null;
  const stored = JSON.parse(text(column)) as { cumQty: string; refusal: OrderRefusal | null };
  return { cumQty: decimalFrom(stored.cumQty), refusal: stored.refusal };
}

const lpOrderId = (number: Column): string => `LP-${text(number)}`;

export function orderOf(row: Row): LpOrder {
  return {
    id: lpOrderId(row['number']),
    orderId: text(row['order_id']),
    lp: text(row['lp']),
    sessionId: text(row['session_id']),
    clOrdId: text(row['cl_ord_id']),
    symbol: text(row['symbol']),
    side: row['side'] === 'BUY' ? 'BUY' : 'SELL',
    qty: decimalFrom(text(row['qty'])),
    fills: fillsOf(row['fills']),
    ending: endingOf(row['ending']),
    acknowledged: row['acknowledged'] === 1,
    inDoubt: row['in_doubt'] === 1,
    sentAtMs: Number(row['sent_at_ms']),
    restoredAtMs: numberOrNull(row['restored_at_ms']),
    doneAtMs: numberOrNull(row['done_at_ms']),
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
    refusal: refusalOf<OrderRefusal>(row['refusal']),
    atMs: Number(row['at_ms']),
  };
}

export const refusalOf = <R extends OrderRefusal | SubmitRefusal>(column: Column): R | null =>
  typeof column === 'string' ? (JSON.parse(column) as R) : null;
