/** ExecutionReport(8): what became of an order. ExecType(150) says which fields besides the common ones are there. */
import { Tag } from '../dictionary/tags.ts';
import type { Decimal } from '../wire/decimal.ts';
import { field, optionalField } from '../wire/encode.ts';
import type { FieldReader } from './field-reader.ts';
import { ExecType, OrdStatus, Side } from './values.ts';
import { decimalField, intField, timestampField } from './write.ts';

/** What every report says about its order. */
export interface OrderState {
  readonly msgType: '8';
  readonly orderId: string;
  readonly execId: string;
  readonly clOrdId?: string | undefined;
  readonly origClOrdId?: string | undefined;
  readonly account?: string | undefined;
  readonly ordStatus: OrdStatus;
  readonly symbol: string;
  readonly side: Side;
  /** Quantities in units of the base currency. */
  readonly orderQty?: Decimal | undefined;
  readonly leavesQty: Decimal;
  readonly cumQty: Decimal;
  /** Zero while nothing is filled. */
  readonly avgPx: Decimal;
  /** Epoch milliseconds, UTC. */
  readonly transactTimeMs?: number | undefined;
  readonly ordStatusReqId?: string | undefined;
  /** OrdRejReason(103); a rejection without one means "other". */
  readonly ordRejReason?: number | undefined;
  /** Free text from outside: bounded and cleaned, never to be interpreted. */
  readonly text?: string | undefined;
}

interface Trade {
  readonly lastQty: Decimal;
  readonly lastPx: Decimal;
}

type WithoutTrade = Exclude<
  ExecType,
  typeof ExecType.Trade | typeof ExecType.TradeCorrect | typeof ExecType.TradeCancel
>;

export type ExecutionReport = OrderState &
  (
    | ({ readonly execType: typeof ExecType.Trade } & Trade)
    | ({ readonly execType: typeof ExecType.TradeCorrect; readonly execRefId: string } & Trade)
    | { readonly execType: typeof ExecType.TradeCancel; readonly execRefId: string }
    | { readonly execType: WithoutTrade }
  );

export function writeExecutionReport(report: ExecutionReport): string {
  return (
    optionalField(Tag.Account, report.account) +
    decimalField(Tag.AvgPx, report.avgPx) +
    optionalField(Tag.ClOrdID, report.clOrdId) +
    decimalField(Tag.CumQty, report.cumQty) +
    field(Tag.ExecID, report.execId) +
    ('execRefId' in report ? field(Tag.ExecRefID, report.execRefId) : '') +
    ('lastPx' in report ? decimalField(Tag.LastPx, report.lastPx) : '') +
    ('lastQty' in report ? decimalField(Tag.LastQty, report.lastQty) : '') +
    field(Tag.OrderID, report.orderId) +
    decimalField(Tag.OrderQty, report.orderQty) +
    field(Tag.OrdStatus, report.ordStatus) +
    optionalField(Tag.OrigClOrdID, report.origClOrdId) +
    field(Tag.Side, report.side) +
    field(Tag.Symbol, report.symbol) +
    optionalField(Tag.Text, report.text) +
    timestampField(Tag.TransactTime, report.transactTimeMs) +
    intField(Tag.OrdRejReason, report.ordRejReason) +
    field(Tag.ExecType, report.execType) +
    decimalField(Tag.LeavesQty, report.leavesQty) +
    optionalField(Tag.OrdStatusReqID, report.ordStatusReqId)
  );
}

export function readExecutionReport(fields: FieldReader): ExecutionReport {
  const state = readOrderState(fields);
  const execType = fields.code(Tag.ExecType, ExecType, ExecType.New);
  if (execType === ExecType.TradeCancel) {
    return { ...state, execType, execRefId: fields.text(Tag.ExecRefID) };
  }
  if (execType !== ExecType.Trade && execType !== ExecType.TradeCorrect) {
    return { ...state, execType };
  }
  const lastQty = fields.decimal(Tag.LastQty);
  const lastPx = fields.decimal(Tag.LastPx);
  return execType === ExecType.Trade
    ? { ...state, execType, lastQty, lastPx }
    : { ...state, execType, execRefId: fields.text(Tag.ExecRefID), lastQty, lastPx };
}

function readOrderState(fields: FieldReader): OrderState {
  return {
    msgType: '8',
    orderId: fields.text(Tag.OrderID),
    execId: fields.text(Tag.ExecID),
    clOrdId: fields.optionalText(Tag.ClOrdID),
    origClOrdId: fields.optionalText(Tag.OrigClOrdID),
    account: fields.optionalText(Tag.Account),
    ordStatus: fields.code(Tag.OrdStatus, OrdStatus, OrdStatus.New),
    symbol: fields.text(Tag.Symbol),
    side: fields.code(Tag.Side, Side, Side.Buy),
    orderQty: fields.optionalDecimal(Tag.OrderQty),
    leavesQty: fields.decimal(Tag.LeavesQty),
    cumQty: fields.decimal(Tag.CumQty),
    avgPx: fields.decimal(Tag.AvgPx),
    transactTimeMs: fields.optionalTimestamp(Tag.TransactTime),
    ordStatusReqId: fields.optionalText(Tag.OrdStatusReqID),
    ordRejReason: fields.optionalInt(Tag.OrdRejReason),
    text: fields.freeText(Tag.Text),
  };
}
