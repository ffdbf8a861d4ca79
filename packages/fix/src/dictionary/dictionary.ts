/** What a dictionary is once it is compiled: rules to ask by tag and by MsgType, and tables for the validator. */
import type { FormatTest } from './value-format.ts';

export interface FieldRule {
  readonly tag: number;
  readonly name: string;
  /** The FIX name of the type, for example `UTCTIMESTAMP`. */
  readonly type: string;
  /** The values that are allowed and their names; null allows every value of the type. */
  readonly values: ReadonlyMap<string, string> | null;
  readonly check: FieldCheck;
}

/** The parts of a message in the order in which they must come. */
export const Section = { Header: 0, Body: 1, Trailer: 2 } as const;
export type Section = (typeof Section)[keyof typeof Section];

/** One field as the validator sees it. */
export interface FieldCheck {
  readonly tag: number;
  /** Fields are numbered densely so that what is known of them fits into small arrays. */
  readonly slot: number;
  readonly section: Section;
  /** Null when every value has it. */
  readonly hasFormat: FormatTest | null;
  /** Allowed single characters, by their code; null when there is no list of values. */
  readonly chars: Uint8Array | null;
  /** Allowed longer values. */
  readonly texts: ReadonlySet<string> | null;
  /** The value is a list of values with spaces between them. */
  readonly multiple: boolean;
}

/** How a field may stand at a level. */
export const Place = { Absent: 0, Field: 1, Group: 2 } as const;

/** A message, the header, or one entry of a group: which fields may stand there and which must. */
export interface Level {
  /** By slot, one of Place. */
  readonly places: Uint8Array;
  /** Ascending by tag. */
  readonly required: readonly FieldCheck[];
  /** By count tag. */
  readonly groups: ReadonlyMap<number, GroupRule>;
  /** In the order of the specification, count fields of groups included. */
  readonly tags: readonly number[];
}

export interface GroupRule extends Level {
  readonly countTag: number;
  /** The first field of every entry. */
  readonly delimiterTag: number;
  readonly required: readonly FieldCheck[];
  /** Every tag that may stand in an entry, those of groups within it included. */
  readonly members: ReadonlySet<number>;
  /** Every tag that may stand around the group. One of them that is no member ends it; a stray tag does not. */
  readonly elsewhere: ReadonlySet<number>;
}

export interface MessageRule extends Level {
  readonly msgType: string;
  readonly name: string;
  readonly admin: boolean;
}

/** Fields whose value may hold the delimiter, because the field before says how long they are. */
export interface DataFields {
  /** By tag: 1 for a length field. Tags beyond its end are none. */
  readonly isLength: Uint8Array;
  /** Length tag → the data tag behind it. */
  readonly byLength: ReadonlyMap<number, number>;
}

export interface Dictionary {
  readonly beginString: string;
  readonly fields: ReadonlyMap<number, FieldRule>;
  readonly messages: ReadonlyMap<string, MessageRule>;
  readonly header: Level;
  readonly trailer: Level;
  readonly dataFields: DataFields;
  /** By tag, for the tags that are small enough; the rest is in `fields`. */
  readonly checks: readonly (FieldCheck | null)[];
}
