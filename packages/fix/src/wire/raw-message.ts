/**
 * One framed message as a table of offsets over its bytes. Values become text only when somebody asks for them and stay
 * exactly the text that was received: nothing here parses a number.
 */
import { EQUALS, SOH, ZERO, isDigit } from './bytes.ts';

/** Stands for a tag that is not a positive number without leading zeros. */
export const INVALID_TAG = 0;
const TAG_MAX = 99_999_999;
const SLOTS = 3;
/** No message of 64 KiB can hold more: the shortest field is four bytes. */
const FIELDS_MAX = 17_000;
/** Reused by every call of decode, which copies out what it filled before it returns. */
const scratch = new Int32Array(FIELDS_MAX * SLOTS);

export class RawMessage {
  readonly bytes: Buffer;
  readonly count: number;
  readonly #table: Int32Array;

  constructor(bytes: Buffer, table: Int32Array) {
    this.bytes = bytes;
    this.#table = table;
    this.count = table.length / SLOTS;
  }

  tagAt(index: number): number {
    return this.#table[index * SLOTS] ?? INVALID_TAG;
  }

  textAt(index: number): string {
    const at = index * SLOTS;
    return this.bytes.toString('latin1', this.#table[at + 1], this.#table[at + 2]);
  }

  isEmptyAt(index: number): boolean {
    const at = index * SLOTS;
    return this.#table[at + 1] === this.#table[at + 2];
  }

  /** The first field with this tag at or after `from`, or -1. */
  find(tag: number, from = 0): number {
    for (let index = from; index < this.count; index += 1) {
      if (this.#table[index * SLOTS] === tag) return index;
    }
    return -1;
  }

  text(tag: number): string | undefined {
    const index = this.find(tag);
    return index < 0 ? undefined : this.textAt(index);
  }

  /** MsgType(35), which must be the third field; empty text when it is not. */
  get msgType(): string {
    return this.tagAt(2) === 35 ? this.textAt(2) : '';
  }

  /** MsgSeqNum(34), or null when it is missing or not a whole number. */
  get msgSeqNum(): number | null {
    return wholeNumber(this.text(34));
  }

  /** PossDupFlag(43). */
  get possDup(): boolean {
    return this.text(43) === 'Y';
  }
}

/** A non-negative whole number of at most 15 digits, else null. */
export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/**
 * Splits one framed message into fields.
 *
 * @param dataFields - length tag → data tag: the value of a data field may hold the delimiter, and its length says where
 *   it ends
 * @returns null when the bytes are not a run of `tag=value` fields: such a message is garbled and must be ignored
 */
export function decode(bytes: Buffer, dataFields: ReadonlyMap<number, number>): RawMessage | null {
  let at = 0;
  let slot = 0;
  let data: { readonly tag: number; readonly length: number } | null = null;
  while (at < bytes.length) {
    const equals = position(bytes, EQUALS, at);
    if (equals < 0 || slot >= scratch.length) return null;
    const tag = readTag(bytes, at, equals);
    const start = equals + 1;
    const end: number =
      data !== null && data.tag === tag ? start + data.length : position(bytes, SOH, start);
    if (end < 0 || bytes[end] !== SOH) return null;
    scratch[slot] = tag;
    scratch[slot + 1] = start;
    scratch[slot + 2] = end;
    slot += SLOTS;
    const dataTag = dataFields.get(tag);
    data =
      dataTag === undefined
        ? null
        : { tag: dataTag, length: wholeNumber(bytes.toString('latin1', start, end)) ?? 0 };
    at = end + 1;
  }
  return new RawMessage(bytes, scratch.slice(0, slot));
}

/** Fields are a few bytes long: a plain loop finds their end faster than a call out of the engine. */
function position(bytes: Buffer, byte: number, from: number): number {
  for (let at = from; at < bytes.length; at += 1) if (bytes[at] === byte) return at;
  return -1;
}

function readTag(bytes: Buffer, start: number, end: number): number {
  if (bytes[start] === ZERO) return INVALID_TAG;
  let tag = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === undefined || !isDigit(byte)) return INVALID_TAG;
    tag = tag * 10 + (byte - ZERO);
    if (tag > TAG_MAX) return INVALID_TAG;
  }
  return tag;
}
