/** NewOrderSingle(D): one order to a liquidity provider. */
import { Tag } from '../dictionary/tags.ts';
import type { Decimal } from '../wire/decimal.ts';
import { field, optionalField } from '../wire/encode.ts';
import type { FieldReader } from './field-reader.ts';
import { OrdType, Side, TimeInForce } from './values.ts';
import { decimalField, timestampField } from './write.ts';

interface OrderTerms {
  readonly msgType: 'D';
  readonly account?: string | undefined;
  readonly clOrdId: string;
  readonly symbol: string;
  readonly side: Side;
  /** In units of the base currency, not in lots. */
  readonly orderQty: Decimal;
  readonly timeInForce?: TimeInForce | undefined;
  /** Epoch milliseconds, UTC. */
  readonly transactTimeMs: number;
  readonly text?: string | undefined;
}

/** The price fields that an order must have follow from its OrdType(40). */
export type NewOrderSingle = OrderTerms &
  (
    | { readonly ordType: typeof OrdType.Market }
    | { readonly ordType: typeof OrdType.Limit; readonly price: Decimal }
    | { readonly ordType: typeof OrdType.Stop; readonly stopPx: Decimal }
    | {
        readonly ordType: typeof OrdType.StopLimit;
        readonly price: Decimal;
        readonly stopPx: Decimal;
      }
  );

export function writeNewOrderSingle(order: NewOrderSingle): string {
  return (
    optionalField(Tag.Account, order.account) +
    field(Tag.ClOrdID, order.clOrdId) +
    decimalField(Tag.OrderQty, order.orderQty) +
    field(Tag.OrdType, order.ordType) +
    ('price' in order ? decimalField(Tag.Price, order.price) : '') +
    field(Tag.Side, order.side) +
    field(Tag.Symbol, order.symbol) +
    optionalField(Tag.Text, order.text) +
    optionalField(Tag.TimeInForce, order.timeInForce) +
    timestampField(Tag.TransactTime, order.transactTimeMs) +
    ('stopPx' in order ? decimalField(Tag.StopPx, order.stopPx) : '')
  );
}

export function readNewOrderSingle(fields: FieldReader): NewOrderSingle {
  const terms: OrderTerms = {
    msgType: 'D',
    account: fields.optionalText(Tag.Account),
    clOrdId: fields.text(Tag.ClOrdID),
    symbol: fields.text(Tag.Symbol),
    side: fields.code(Tag.Side, Side, Side.Buy),
    orderQty: fields.decimal(Tag.OrderQty),
    timeInForce: fields.optionalCode(Tag.TimeInForce, TimeInForce),
    transactTimeMs: fields.timestamp(Tag.TransactTime),
    text: fields.freeText(Tag.Text),
  };
  const ordType = fields.code(Tag.OrdType, OrdType, OrdType.Market);
  switch (ordType) {
    case OrdType.Market:
      return { ...terms, ordType };
    case OrdType.Limit:
      return { ...terms, ordType, price: fields.decimal(Tag.Price) };
    case OrdType.Stop:
      return { ...terms, ordType, stopPx: fields.decimal(Tag.StopPx) };
    case OrdType.StopLimit:
      return {
        ...terms,
        ordType,
        price: fields.decimal(Tag.Price),
        stopPx: fields.decimal(Tag.StopPx),
      };
  }
}
