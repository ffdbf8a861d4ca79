/**
 * A dictionary as it is written down: fields, messages, groups and components by reference. Both the built-in one and a
 * provider's file are read into this; `compileDictionary` makes the lookup tables of it.
 */

export interface FieldSource {
  readonly tag: number;
  readonly name: string;
  /** The FIX name of the type, for example `UTCTIMESTAMP`. */
  readonly type: string;
  /** Allowed value → its name in the specification; empty when every value of the type is allowed. */
  readonly values: ReadonlyMap<string, string>;
}

/** One line of a message, a component or a group. */
export type Member =
  | { readonly kind: 'field'; readonly tag: number; readonly required: boolean }
  | { readonly kind: 'component'; readonly name: string; readonly required: boolean }
  | {
      readonly kind: 'group';
      readonly tag: number;
      readonly required: boolean;
      readonly members: readonly Member[];
    };

export interface MessageSource {
  readonly msgType: string;
  readonly name: string;
  readonly admin: boolean;
  readonly members: readonly Member[];
}

export interface DictionarySource {
  readonly beginString: string;
  readonly fields: readonly FieldSource[];
  readonly header: readonly Member[];
  readonly trailer: readonly Member[];
  readonly components: ReadonlyMap<string, readonly Member[]>;
  readonly messages: readonly MessageSource[];
}
