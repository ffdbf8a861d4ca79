/** MarketDataSnapshotFullRefresh(W) and MarketDataIncrementalRefresh(X): the quotes themselves. */
import { FIX44 } from '../dictionary/fix44.ts';
import { Tag } from '../dictionary/tags.ts';
import type { Decimal } from '../wire/decimal.ts';
import { field, optionalField } from '../wire/encode.ts';
import type { FieldReader } from './field-reader.ts';
import { readGroup } from './read-group.ts';
import { MDEntryType, MDUpdateAction } from './values.ts';
import { decimalField, groupField } from './write.ts';

interface MarketDataEntry {
  readonly mdEntryType: MDEntryType;
  readonly mdEntryPx: Decimal;
  readonly mdEntrySize?: Decimal | undefined;
}

export interface MarketDataSnapshot {
  readonly msgType: 'W';
  readonly mdReqId?: string | undefined;
  readonly symbol: string;
  readonly entries: readonly MarketDataEntry[];
}

export function writeMarketDataSnapshot(snapshot: MarketDataSnapshot): string {
  return (
    field(Tag.Symbol, snapshot.symbol) +
    optionalField(Tag.MDReqID, snapshot.mdReqId) +
    groupField(
      Tag.NoMDEntries,
      snapshot.entries,
      (entry) =>
        field(Tag.MDEntryType, entry.mdEntryType) +
        decimalField(Tag.MDEntryPx, entry.mdEntryPx) +
        decimalField(Tag.MDEntrySize, entry.mdEntrySize),
    )
  );
}

export function readMarketDataSnapshot(fields: FieldReader): MarketDataSnapshot {
  return {
    msgType: 'W',
    mdReqId: fields.optionalText(Tag.MDReqID),
    symbol: fields.text(Tag.Symbol),
    entries: readGroup(fields, FIX44.messages.get('W')?.groups.get(Tag.NoMDEntries), (entry) => ({
      mdEntryType: entry.code(Tag.MDEntryType, MDEntryType, MDEntryType.Bid),
      mdEntryPx: entry.decimal(Tag.MDEntryPx),
      mdEntrySize: entry.optionalDecimal(Tag.MDEntrySize),
    })),
  };
}

/** A change of one entry; a deletion has no price. */
interface MarketDataChange {
  readonly mdUpdateAction: MDUpdateAction;
  readonly mdEntryType?: MDEntryType | undefined;
  readonly mdEntryId?: string | undefined;
  readonly symbol?: string | undefined;
  readonly mdEntryPx?: Decimal | undefined;
  readonly mdEntrySize?: Decimal | undefined;
}

export interface MarketDataIncremental {
  readonly msgType: 'X';
  readonly mdReqId?: string | undefined;
  readonly changes: readonly MarketDataChange[];
}

export function writeMarketDataIncremental(refresh: MarketDataIncremental): string {
  return (
    optionalField(Tag.MDReqID, refresh.mdReqId) +
    groupField(
      Tag.NoMDEntries,
      refresh.changes,
      (change) =>
        field(Tag.MDUpdateAction, change.mdUpdateAction) +
        optionalField(Tag.MDEntryType, change.mdEntryType) +
        optionalField(Tag.MDEntryID, change.mdEntryId) +
        optionalField(Tag.Symbol, change.symbol) +
        decimalField(Tag.MDEntryPx, change.mdEntryPx) +
        decimalField(Tag.MDEntrySize, change.mdEntrySize),
    )
  );
}

export function readMarketDataIncremental(fields: FieldReader): MarketDataIncremental {
  return {
    msgType: 'X',
    mdReqId: fields.optionalText(Tag.MDReqID),
    changes: readGroup(fields, FIX44.messages.get('X')?.groups.get(Tag.NoMDEntries), (entry) => ({
      mdUpdateAction: entry.code(Tag.MDUpdateAction, MDUpdateAction, MDUpdateAction.New),
      mdEntryType: entry.optionalCode(Tag.MDEntryType, MDEntryType),
      mdEntryId: entry.optionalText(Tag.MDEntryID),
      symbol: entry.optionalText(Tag.Symbol),
      mdEntryPx: entry.optionalDecimal(Tag.MDEntryPx),
      mdEntrySize: entry.optionalDecimal(Tag.MDEntrySize),
    })),
  };
}
