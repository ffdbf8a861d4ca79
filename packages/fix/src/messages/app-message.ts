/** The messages that an application sends and receives, as one union on MsgType(35). */
import { Tag } from '../dictionary/tags.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import {
  readExecutionReport,
  writeExecutionReport,
  type ExecutionReport,
} from './execution-report.ts';
import { FieldReader } from './field-reader.ts';
import {
  readMarketDataIncremental,
  readMarketDataSnapshot,
  writeMarketDataIncremental,
  writeMarketDataSnapshot,
  type MarketDataIncremental,
  type MarketDataSnapshot,
} from './market-data.ts';
import {
  readMarketDataRequest,
  readMarketDataRequestReject,
  writeMarketDataRequest,
  writeMarketDataRequestReject,
  type MarketDataRequest,
  type MarketDataRequestReject,
} from './market-data-request.ts';
import {
  readNewOrderSingle,
  writeNewOrderSingle,
  type NewOrderSingle,
} from './new-order-single.ts';
import {
  readOrderStatusRequest,
  writeOrderStatusRequest,
  type OrderStatusRequest,
} from './order-status-request.ts';
import {
  readBusinessMessageReject,
  readSessionReject,
  writeBusinessMessageReject,
  type BusinessMessageReject,
  type SessionReject,
} from './rejects.ts';

export type OutgoingAppMessage =
  | NewOrderSingle
  | ExecutionReport
  | OrderStatusRequest
  | MarketDataRequest
  | MarketDataSnapshot
  | MarketDataIncremental
  | MarketDataRequestReject
  | BusinessMessageReject;

type AppMessageBody = OutgoingAppMessage | SessionReject;

/** What the session knows about a received message besides its content. */
interface MessageHeader {
  readonly msgSeqNum: number;
  readonly sendingTimeMs: number;
  /** PossDupFlag(43): a resend. It was not delivered before, or it would have been dropped. */
  readonly possDup: boolean;
  /** PossResend(97): the sender may have sent the same content under another number. */
  readonly possResend: boolean;
  readonly raw: RawMessage;
}

export type AppMessage = AppMessageBody & { readonly header: MessageHeader };

export type Decoded =
  | { readonly kind: 'message'; readonly message: AppMessage }
  /** A field that the message needs, given its other fields, is missing or has a value without meaning here. */
  | { readonly kind: 'incomplete'; readonly refTagId: number }
  | { readonly kind: 'unsupported' };

/** The encoded body, without header and trailer. Throws InvalidFieldValue for a value that must not go on the wire. */
export function encodeBody(message: OutgoingAppMessage): string {
  switch (message.msgType) {
    case 'D':
      return writeNewOrderSingle(message);
    case '8':
      return writeExecutionReport(message);
    case 'H':
      return writeOrderStatusRequest(message);
    case 'V':
      return writeMarketDataRequest(message);
    case 'W':
      return writeMarketDataSnapshot(message);
    case 'X':
      return writeMarketDataIncremental(message);
    case 'Y':
      return writeMarketDataRequestReject(message);
    case 'j':
      return writeBusinessMessageReject(message);
  }
}

const READERS: Readonly<Record<string, (fields: FieldReader) => AppMessageBody>> = {
  D: readNewOrderSingle,
  '8': readExecutionReport,
  H: readOrderStatusRequest,
  V: readMarketDataRequest,
  W: readMarketDataSnapshot,
  X: readMarketDataIncremental,
  Y: readMarketDataRequestReject,
  j: readBusinessMessageReject,
  '3': readSessionReject,
};

/** @param raw - a message that the dictionary has found valid */
export function decodeMessage(raw: RawMessage): Decoded {
  const read = READERS[raw.msgType];
  if (read === undefined) return { kind: 'unsupported' };
  const fields = new FieldReader(raw);
  const body = read(fields);
  if (fields.fault !== null) return { kind: 'incomplete', refTagId: fields.fault };
  return { kind: 'message', message: { ...body, header: new ReceivedHeader(raw) } };
}

/** Reads each value when it is asked for: most receivers ask for few. */
class ReceivedHeader implements MessageHeader {
  readonly raw: RawMessage;

  constructor(raw: RawMessage) {
    this.raw = raw;
  }

  get msgSeqNum(): number {
    return this.raw.msgSeqNum ?? 0;
  }

  get sendingTimeMs(): number {
    return this.raw.timestamp(Tag.SendingTime) || 0;
  }

  get possDup(): boolean {
    return this.raw.possDup;
  }

  get possResend(): boolean {
    return this.raw.is(Tag.PossResend, 'Y');
  }
}
