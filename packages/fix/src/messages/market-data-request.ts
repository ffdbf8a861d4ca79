/** MarketDataRequest(V) and MarketDataRequestReject(Y): subscribing to quotes, and being refused. */
import { FIX44 } from '../dictionary/fix44.ts';
import { Tag } from '../dictionary/tags.ts';
import { field, optionalField } from '../wire/encode.ts';
import type { FieldReader } from './field-reader.ts';
import { readGroup } from './read-group.ts';
import { MDEntryType, SubscriptionRequestType } from './values.ts';
import { groupField, intField } from './write.ts';

export interface MarketDataRequest {
  readonly msgType: 'V';
  readonly mdReqId: string;
  readonly subscriptionRequestType: SubscriptionRequestType;
  /** 0 the whole book, 1 the best price. */
  readonly marketDepth: number;
  /** 0 full refresh, 1 incremental. */
  readonly mdUpdateType?: number | undefined;
  readonly mdEntryTypes: readonly MDEntryType[];
  readonly symbols: readonly string[];
}

export function writeMarketDataRequest(request: MarketDataRequest): string {
  return (
    groupField(Tag.NoRelatedSym, request.symbols, (symbol) => field(Tag.Symbol, symbol)) +
    field(Tag.MDReqID, request.mdReqId) +
    field(Tag.SubscriptionRequestType, request.subscriptionRequestType) +
    field(Tag.MarketDepth, String(request.marketDepth)) +
    intField(Tag.MDUpdateType, request.mdUpdateType) +
    groupField(Tag.NoMDEntryTypes, request.mdEntryTypes, (type) => field(Tag.MDEntryType, type))
  );
}

const GROUPS = FIX44.messages.get('V')?.groups;

export function readMarketDataRequest(fields: FieldReader): MarketDataRequest {
  return {
    msgType: 'V',
    mdReqId: fields.text(Tag.MDReqID),
    subscriptionRequestType: fields.code(
      Tag.SubscriptionRequestType,
      SubscriptionRequestType,
      SubscriptionRequestType.Subscribe,
    ),
    marketDepth: fields.int(Tag.MarketDepth),
    mdUpdateType: fields.optionalInt(Tag.MDUpdateType),
    mdEntryTypes: readGroup(fields, GROUPS?.get(Tag.NoMDEntryTypes), (entry) =>
      entry.code(Tag.MDEntryType, MDEntryType, MDEntryType.Bid),
    ),
    symbols: readGroup(fields, GROUPS?.get(Tag.NoRelatedSym), (entry) => entry.text(Tag.Symbol)),
  };
}

export interface MarketDataRequestReject {
  readonly msgType: 'Y';
  readonly mdReqId: string;
  /** MDReqRejReason(281): 0 unknown symbol, 1 duplicate id, 3 insufficient permission, 8 unsupported entry type. */
  readonly mdReqRejReason?: string | undefined;
  readonly text?: string | undefined;
}

export function writeMarketDataRequestReject(reject: MarketDataRequestReject): string {
  return (
    optionalField(Tag.Text, reject.text) +
    field(Tag.MDReqID, reject.mdReqId) +
    optionalField(Tag.MDReqRejReason, reject.mdReqRejReason)
  );
}

export function readMarketDataRequestReject(fields: FieldReader): MarketDataRequestReject {
  return {
    msgType: 'Y',
    mdReqId: fields.text(Tag.MDReqID),
    mdReqRejReason: fields.optionalText(Tag.MDReqRejReason),
    text: fields.freeText(Tag.Text),
  };
}
