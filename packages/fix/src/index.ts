/** FIX 4.4 without sockets: messages, codec, and the session as a state machine. */
export {
  type AppMessage,
  decodeMessage,
  encodeBody,
  type OutgoingAppMessage,
} from './messages/app-message.ts';
export type { ExecutionReport, OrderState } from './messages/execution-report.ts';
export type * as Fix44 from './messages/gen/fix44.gen.ts';
export type { MarketDataRequest } from './messages/market-data-request.ts';
export type { NewOrderSingle } from './messages/new-order-single.ts';
export type { OrderStatusRequest } from './messages/order-status-request.ts';
export {
  ExecType,
  MDEntryType,
  MDUpdateAction,
  OrdStatus,
  OrdType,
  Side,
  SubscriptionRequestType,
  TimeInForce,
} from './messages/values.ts';
export { isCode } from './messages/codes.ts';
export type { SessionStatus } from './session/status.ts';
export { decodeAs, decodeTyped } from './messages/typed-reader.ts';
export { encodeSendable, type SendableMessage, type TypedAppMessage } from './messages/outgoing.ts';
export { encodeTyped } from './messages/typed-writer.ts';
export { fromScaled, formatDecimal, parseDecimal, toScaled, type Decimal } from './wire/decimal.ts';
export { InvalidFieldValue } from './wire/encode.ts';
export type { RawMessage } from './wire/raw-message.ts';
