/** What a dictionary is: fields, messages and groups as plain data, so that a provider's own tags are data too. */

export type FieldType =
  /** Printable ASCII: an identifier that may have to be sent back as it is. */
  | 'text'
  /** Anything; cleaned before anybody sees it. */
  | 'freeText'
  | 'char'
  | 'int'
  | 'seqNum'
  | 'length'
  | 'count'
  | 'decimal'
  | 'boolean'
  | 'timestamp'
  | 'data';

export interface FieldRule {
  readonly tag: number;
  readonly name: string;
  readonly type: FieldType;
  /** The values that are allowed; null allows every value of the type. */
  readonly values: ReadonlySet<string> | null;
}

export interface GroupRule {
  readonly countTag: number;
  /** The first field of every entry. */
  readonly delimiterTag: number;
  readonly members: ReadonlySet<number>;
  readonly required: readonly number[];
}

export interface MessageRule {
  readonly msgType: string;
  readonly name: string;
  readonly admin: boolean;
  readonly required: readonly number[];
  readonly groups: ReadonlyMap<number, GroupRule>;
}

export interface Dictionary {
  readonly beginString: string;
  readonly fields: ReadonlyMap<number, FieldRule>;
  readonly messages: ReadonlyMap<string, MessageRule>;
  readonly headerTags: ReadonlySet<number>;
  readonly headerRequired: readonly number[];
  /** Length tag → the data tag behind it. */
  readonly dataFields: ReadonlyMap<number, number>;
  /** Every MsgType of the protocol: one that is not here is invalid, one without a rule is merely unsupported. */
  readonly msgTypes: ReadonlySet<string>;
}
