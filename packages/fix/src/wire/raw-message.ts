/**
 * One framed message as a table of offsets over its bytes. Values become text only when somebody asks for them and stay
 * exactly the text that was received: nothing here parses a number that was not asked for.
 */
import type { DataFields } from '../dictionary/dictionary.ts';
import { EQUALS, SOH, ZERO, isDigit } from './bytes.ts';
import { latin1 } from './latin1.ts';
import { INDEXED_TAGS, TagIndex } from './tag-index.ts';
import { parseTimestampBytes } from './timestamp.ts';

/** Stands for a tag that is no positive number without leading zeros; its text is `tagTextAt`. */
export const INVALID_TAG = 0;
const TAG_DIGITS_MAX = 8;
const SLOTS = 3;
/** Tables are cut from one small page after the other; a page is freed when the last message in it is. */
const PAGE = 16_384;

let page = new Int32Array(PAGE);
let pageUsed = 0;
const tagIndex = new TagIndex();

export class RawMessage {
  readonly count: number;
  /** The bytes that hold the message, and perhaps others; every offset counts from their beginning. */
  readonly chunk: Buffer;
  readonly #from: number;
  readonly #to: number;
  /** Three numbers for each field, from `base` on: tag, start and end of the value. */
  readonly table: Int32Array;
  readonly base: number;
  #msgType: string | null = null;

  constructor({ chunk, start, end }: Span, { table, base, count }: OffsetTable) {
    this.chunk = chunk;
    this.#from = start;
    this.#to = end;
    this.table = table;
    this.base = base;
    this.count = count;
  }

  /** The whole message. */
  get bytes(): Buffer {
    return this.chunk.subarray(this.#from, this.#to);
  }

  tagAt(index: number): number {
    return this.table[this.base + index * SLOTS] ?? INVALID_TAG;
  }

  /** Where the value of a field begins in `chunk`. */
  startAt(index: number): number {
    return this.table[this.base + index * SLOTS + 1] ?? 0;
  }

  /** Behind the value of a field. */
  endAt(index: number): number {
    return this.table[this.base + index * SLOTS + 2] ?? 0;
  }

  textAt(index: number): string {
    return latin1(this.chunk, this.startAt(index), this.endAt(index));
  }

  /** The tag as it was written, for tags that are INVALID_TAG. */
  tagTextAt(index: number): string {
    const from = index === 0 ? this.#from : this.endAt(index - 1) + 1;
    return latin1(this.chunk, from, this.startAt(index) - 1);
  }

  isEmptyAt(index: number): boolean {
    return this.startAt(index) === this.endAt(index);
  }

  /** The first field with this tag, or -1. */
  find(tag: number): number {
    return tag < INDEXED_TAGS ? tagIndex.find(this, tag) : this.findWithin(tag, 0, this.count);
  }

  /** The first field with this tag in `[from, to)`, or -1. */
  findWithin(tag: number, from: number, to: number): number {
    const { table, base } = this;
    for (let index = from; index < to; index += 1) {
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
      if (this.chunk[start + at] !== value.charCodeAt(at)) return false;
    }
    return true;
  }

  /** A UTCTimestamp as epoch milliseconds; NaN when it is missing or none. */
  timestamp(tag: number): number {
    const index = this.find(tag);
    return index < 0 ? Number.NaN : this.timestampAt(index);
  }

  timestampAt(index: number): number {
    return parseTimestampBytes(this.chunk, this.startAt(index), this.endAt(index));
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
      const digit = (this.chunk[at] ?? 0) - ZERO;
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

/** Where a message lies. */
export interface Span {
  readonly chunk: Buffer;
  readonly start: number;
  readonly end: number;
}

interface OffsetTable {
  readonly table: Int32Array;
  /** Index of the first slot. */
  readonly base: number;
  readonly count: number;
}

/** A non-negative whole number of at most 15 digits, else null. */
function wholeNumber(text: string | undefined): number | null {
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
  return decodeSpan({ chunk: bytes, start: 0, end: bytes.length }, dataFields);
}

/** As `decode`, for a message within the bytes of a read. */
export function decodeSpan(span: Span, dataFields: DataFields): RawMessage | null {
  // The shortest field is three bytes long, so there is room for every field of the message.
  const room = SLOTS + span.end - span.start;
  if (pageUsed + room > page.length) {
    page = new Int32Array(Math.max(PAGE, room));
    pageUsed = 0;
  }
  const base = pageUsed;
  const end = tokenize(span, dataFields, base);
  if (end < 0 || page[base + 2 * SLOTS] !== 35) return null;
  pageUsed = end;
  return new RawMessage(span, { table: page, base, count: (end - base) / SLOTS });
}

/** Fills the page from `base` on. @returns the first free slot, or -1 when the bytes are garbled */
function tokenize(span: Span, dataFields: DataFields, base: number): number {
  const table = page;
  const { isLength } = dataFields;
  const { chunk: bytes, end: length } = span;
  let slot = base;
  let at = span.start;
  let before = 0;
  // The delimiter at the end stops every search below, so that none has to look where the bytes end.
  if (bytes[length - 1] !== SOH) return -1;
  while (at < length) {
    const tagStart = at;
    let tag = 0;
    let digit = (bytes[at] ?? 0) - ZERO;
    // One comparison for both ends of the range.
    while (digit >>> 0 <= 9) {
      tag = (tag * 10 + digit) | 0;
      at += 1;
      digit = (bytes[at] ?? 0) - ZERO;
    }
    if (digit !== EQUALS - ZERO || at === tagStart) {
      at = behindNegativeTag(bytes, tagStart);
      if (at >= length) return -1;
      tag = INVALID_TAG;
    } else if (bytes[tagStart] === ZERO || at - tagStart > TAG_DIGITS_MAX) tag = INVALID_TAG;
    at += 1;
    table[slot] = tag;
    table[slot + 1] = at;
    while (bytes[at] !== SOH) at += 1;
    if (isLength[before] === 1) at = endOfData(bytes, slot, dataFields);
    table[slot + 2] = at;
    before = tag;
    slot += SLOTS;
    at += 1;
  }
  // Beyond the end when a data field claims to reach there.
  return at === length ? slot : -1;
}

const MINUS = 0x2d;

/** The equals sign behind a tag with a minus; behind all bytes, which ends the reading, when there is something else. */
function behindNegativeTag(bytes: Buffer, start: number): number {
  let at = start + 1;
  while (isDigit(bytes[at])) at += 1;
  return bytes[start] === MINUS && bytes[at] === EQUALS && at > start + 1 ? at : bytes.length;
}

/** Where the value of a field ends that has a length field before it; behind all bytes when there is no delimiter. */
function endOfData(bytes: Buffer, slot: number, { byLength }: DataFields): number {
  const lengthTag = page[slot - SLOTS] ?? 0;
  const start = page[slot + 1] ?? 0;
  const text = latin1(bytes, page[slot - 2] ?? 0, page[slot - 1] ?? 0);
  const length = byLength.get(lengthTag) === page[slot] ? wholeNumber(text) : null;
  const end = length === null ? bytes.indexOf(SOH, start) : start + length;
  return bytes[end] === SOH ? end : bytes.length;
}
