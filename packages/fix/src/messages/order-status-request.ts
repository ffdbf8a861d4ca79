/** OrderStatusRequest(H): asks what became of one order, by its ClOrdID(11). */
import { Tag } from '../dictionary/tags.ts';
import { field, optionalField } from '../wire/encode.ts';
import type { FieldReader } from './field-reader.ts';
import { Side } from './values.ts';

export interface OrderStatusRequest {
  readonly msgType: 'H';
  readonly clOrdId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly orderId?: string | undefined;
  /** Comes back in the report that answers. */
  readonly ordStatusReqId?: string | undefined;
}

export function writeOrderStatusRequest(request: OrderStatusRequest): string {
  return (
    field(Tag.ClOrdID, request.clOrdId) +
    optionalField(Tag.OrderID, request.orderId) +
    field(Tag.Side, request.side) +
    field(Tag.Symbol, request.symbol) +
    optionalField(Tag.OrdStatusReqID, request.ordStatusReqId)
  );
}

export function readOrderStatusRequest(fields: FieldReader): OrderStatusRequest {
  return {
    msgType: 'H',
    clOrdId: fields.text(Tag.ClOrdID),
    symbol: fields.text(Tag.Symbol),
    side: fields.code(Tag.Side, Side, Side.Buy),
    orderId: fields.optionalText(Tag.OrderID),
    ordStatusReqId: fields.optionalText(Tag.OrdStatusReqID),
  };
}
