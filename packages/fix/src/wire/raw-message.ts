/**
 * One framed message as a table of offsets over its bytes. Values become text only when somebody asks for them and stay
 * exactly the text that was received: nothing here parses a number that was not asked for.
 */
import type { DataFields } from '../dictionary/dictionary.ts';
import { EQUALS, SOH, ZERO } from './bytes.ts';
import { parseTimestampBytes } from './timestamp.ts';

/** Stands for a tag that is no positive number without leading zeros; its text is `tagTextAt`. */
export const INVALID_TAG = 0;
const TAG_MAX = 99_999_999;
const SLOTS = 3;
/** No message of 64 KiB can hold more: the shortest field is four bytes. */
const TABLE_MAX = 17_000 * SLOTS;
/** Tables are cut from one page after the other; a page is freed when the last message in it is. */
const PAGE = 4 * TABLE_MAX;

let page = new Int32Array(PAGE);
let pageUsed = 0;

export class RawMessage {
  readonly bytes: Buffer;
  readonly count: number;
  readonly #table: Int32Array;
  readonly #base: number;
  #msgType: string | null = null;

  constructor(bytes: Buffer, { table, base, count }: OffsetTable) {
    this.bytes = bytes;
    this.count = count;
    this.#table = table;
    this.#base = base;
  }

  tagAt(index: number): number {
    return this.#table[this.#base + index * SLOTS] ?? INVALID_TAG;
  }

  /** Where the value of a field begins in `bytes`. */
  startAt(index: number): number {
    return this.#table[this.#base + index * SLOTS + 1] ?? 0;
  }

  /** Behind the value of a field. */
  endAt(index: number): number {
    return this.#table[this.#base + index * SLOTS + 2] ?? 0;
  }

  textAt(index: number): string {
    return latin1(this.bytes, this.startAt(index), this.endAt(index));
  }

  /** The tag as it was written, for tags that are INVALID_TAG. */
  tagTextAt(index: number): string {
    const from = index === 0 ? 0 : this.endAt(index - 1) + 1;
    return latin1(this.bytes, from, this.startAt(index) - 1);
  }

  isEmptyAt(index: number): boolean {
    return this.startAt(index) === this.endAt(index);
  }

  /** The first field with this tag at or after `from`, or -1. */
  find(tag: number, from = 0): number {
    const table = this.#table;
    const base = this.#base;
    for (let index = from; index < this.count; index += 1) {
      if (table[base + index * SLOTS] === tag) return index;
    }
    return -1;
  }

  text(tag: number): string | undefined {
    const index = this.find(tag);
    return index < 0 ? undefined : this.textAt(index);
  }

  /** Whether the field is there and has exactly this value. */
  is(tag: number, value: string): boolean {
    const index = this.find(tag);
    if (index < 0) return false;
    const start = this.startAt(index);
    if (this.endAt(index) - start !== value.length) return false;
    for (let at = 0; at < value.length; at += 1) {
      if (this.bytes[start + at] !== value.charCodeAt(at)) return false;
    }
    return true;
  }

  /** A UTCTimestamp as epoch milliseconds; NaN when it is missing or none. */
  timestamp(tag: number): number {
    const index = this.find(tag);
    return index < 0
      ? Number.NaN
      : parseTimestampBytes(this.bytes, this.startAt(index), this.endAt(index));
  }

  /** A non-negative whole number of at most 15 digits; null when it is missing or none. */
  natural(tag: number): number | null {
    const index = this.find(tag);
    return index < 0 ? null : this.naturalAt(index);
  }

  naturalAt(index: number): number | null {
    const start = this.startAt(index);
    const end = this.endAt(index);
    if (end === start || end - start > 15) return null;
    let value = 0;
    for (let at = start; at < end; at += 1) {
      const digit = (this.bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return null;
      value = value * 10 + digit;
    }
    return value;
  }

  /** MsgType(35), which is always the third field. */
  get msgType(): string {
    this.#msgType ??= this.textAt(2);
    return this.#msgType;
  }

  /** MsgSeqNum(34), or null when it is missing or not a whole number. */
  get msgSeqNum(): number | null {
    return this.natural(34);
  }

  /** PossDupFlag(43). */
  get possDup(): boolean {
    return this.is(43, 'Y');
  }
}

interface OffsetTable {
  readonly table: Int32Array;
  /** Index of the first slot. */
  readonly base: number;
  readonly count: number;
}

/** Short text is made here: a call out of the engine costs more than the characters. */
const SHORT = 12;

function latin1(bytes: Buffer, start: number, end: number): string {
  if (end - start > SHORT) return bytes.toString('latin1', start, end);
  let text = '';
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

/** A non-negative whole number of at most 15 digits, else null. */
export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/**
 * Splits one framed message into fields.
 *
 * @param dataFields - the fields whose value may hold the delimiter
 * @returns null when the bytes are no run of `tag=value` fields with MsgType(35) in third place: such a message is
 *   garbled and must be ignored
 */
export function decode(bytes: Buffer, dataFields: DataFields): RawMessage | null {
  if (PAGE - pageUsed < TABLE_MAX) {
    page = new Int32Array(PAGE);
    pageUsed = 0;
  }
  const base = pageUsed;
  const end = tokenize(bytes, dataFields, base);
  if (end < 0 || page[base + 2 * SLOTS] !== 35) return null;
  pageUsed = end;
  return new RawMessage(bytes, { table: page, base, count: (end - base) / SLOTS });
}

/** Fills the page from `base` on. @returns the first free slot, or -1 when the bytes are garbled */
function tokenize(bytes: Buffer, dataFields: DataFields, base: number): number {
  const table = page;
  const { isLength } = dataFields;
  const { length } = bytes;
  const full = base + TABLE_MAX;
  let slot = base;
  let at = 0;
  // A length of -1 stands for a value that ends at the next delimiter.
  let dataLength = -1;
  let dataTag = 0;
  while (at < length) {
    const equals = bytes[at] === MINUS ? skipDigits(bytes, at + 1) : skipDigits(bytes, at);
    if (equals === at || bytes[equals] !== EQUALS || slot >= full) return -1;
    const tag = tagOf(bytes, at, equals);
    at = equals + 1;
    const end = tag === dataTag && dataLength >= 0 ? at + dataLength : skipValue(bytes, at);
    if (bytes[end] !== SOH) return -1;
    table[slot] = tag;
    table[slot + 1] = at;
    table[slot + 2] = end;
    dataLength = -1;
    if (tag < isLength.length && isLength[tag] === 1) {
      dataTag = dataFields.byLength.get(tag) ?? 0;
      dataLength = wholeNumber(latin1(bytes, at, end)) ?? 0;
    }
    slot += SLOTS;
    at = end + 1;
  }
  return slot;
}

function skipDigits(bytes: Buffer, from: number): number {
  let at = from;
  for (let digit = (bytes[at] ?? 0) - ZERO; digit >= 0 && digit <= 9;) {
    at += 1;
    digit = (bytes[at] ?? 0) - ZERO;
  }
  return at;
}

/** The next delimiter, or the end of the bytes. */
function skipValue(bytes: Buffer, from: number): number {
  const { length } = bytes;
  let at = from;
  while (at < length && bytes[at] !== SOH) at += 1;
  return at;
}

/** @returns INVALID_TAG for a negative one, for leading zeros and beyond the largest tag */
function tagOf(bytes: Buffer, start: number, end: number): number {
  if (bytes[start] === ZERO || bytes[start] === MINUS) return INVALID_TAG;
  let tag = 0;
  for (let at = start; at < end; at += 1) tag = tag * 10 + (bytes[at] ?? ZERO) - ZERO;
  return tag > TAG_MAX ? INVALID_TAG : tag;
}

const MINUS = 0x2d;
