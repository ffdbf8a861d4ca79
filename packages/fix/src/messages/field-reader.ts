/**
 * Reads typed values out of one message or one group entry and remembers the first that is missing or unreadable, so
 * that a decoder can read straight through and ask once, at the end, whether it may trust what it has.
 */
import { parseDecimal, type Decimal } from '../wire/decimal.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import { cleanText } from '../wire/text.ts';
import { parseTimestamp } from '../wire/timestamp.ts';
import { isCode } from './values.ts';

const ZERO: Decimal = { unscaled: 0n, scale: 0 };

export class FieldReader {
  readonly raw: RawMessage;
  readonly #from: number;
  readonly #to: number;
  #fault: number | null;

  constructor(raw: RawMessage, range?: { readonly from: number; readonly to: number }) {
    this.raw = raw;
    this.#from = range?.from ?? 0;
    this.#to = range?.to ?? raw.count;
    this.#fault = null;
  }

  /** The tag of the first value that was required and could not be read, or null. */
  get fault(): number | null {
    return this.#fault;
  }

  /** Records a fault found outside, for example in a group entry. */
  fail(tag: number): void {
    this.#fault ??= tag;
  }

  optionalText(tag: number): string | undefined {
    const index = this.raw.find(tag, this.#from);
    return index < 0 || index >= this.#to ? undefined : this.raw.textAt(index);
  }

  text(tag: number): string {
    return this.#required(tag, this.optionalText(tag), '');
  }

  /** Free text from outside, cleaned and bounded. */
  freeText(tag: number): string | undefined {
    const text = this.optionalText(tag);
    return text === undefined ? undefined : cleanText(text);
  }

  optionalDecimal(tag: number): Decimal | undefined {
    return this.#parsed(tag, parseDecimal);
  }

  decimal(tag: number): Decimal {
    return this.#required(tag, this.optionalDecimal(tag), ZERO);
  }

  optionalInt(tag: number): number | undefined {
    return this.#parsed(tag, (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : null));
  }

  int(tag: number): number {
    return this.#required(tag, this.optionalInt(tag), 0);
  }

  /** Epoch milliseconds. */
  optionalTimestamp(tag: number): number | undefined {
    return this.#parsed(tag, parseTimestamp);
  }

  timestamp(tag: number): number {
    return this.#required(tag, this.optionalTimestamp(tag), 0);
  }

  optionalCode<Codes extends Record<string, string>>(
    tag: number,
    codes: Codes,
  ): (Codes[keyof Codes] & string) | undefined {
    return this.#parsed(tag, (text) => (isCode(codes, text) ? text : null));
  }

  /** @param fallback - stands in when the code is missing or unknown; the fault is recorded */
  code<Codes extends Record<string, string>, Fallback extends Codes[keyof Codes] & string>(
    tag: number,
    codes: Codes,
    fallback: Fallback,
  ): Codes[keyof Codes] & string {
    return this.#required<Codes[keyof Codes] & string>(
      tag,
      this.optionalCode(tag, codes),
      fallback,
    );
  }

  #required<Value>(tag: number, value: Value | undefined, fallback: Value): Value {
    if (value === undefined) this.fail(tag);
    return value ?? fallback;
  }

  #parsed<Value>(tag: number, parse: (text: string) => Value | null): Value | undefined {
    const text = this.optionalText(tag);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === null) this.fail(tag);
    return value ?? undefined;
  }
}
