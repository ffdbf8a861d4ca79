/**
 * Reads typed values out of one message or one group entry and remembers the first that is missing or unreadable, so
 * that a decoder can read straight through and ask once, at the end, whether it may trust what it has.
 */
import { parseDecimalBytes, type Decimal } from '../wire/decimal.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import { cleanText } from '../wire/text.ts';
import { isCode, singleCode, type CodeOf, type Codes } from './codes.ts';

const ZERO: Decimal = { unscaled: 0n, scale: 0 };

export class FieldReader {
  readonly raw: RawMessage;
  readonly #from: number;
  readonly #to: number;
  readonly #isWhole: boolean;
  #fault: number | null;

  constructor(raw: RawMessage, range?: { readonly from: number; readonly to: number }) {
    this.raw = raw;
    this.#from = range?.from ?? 0;
    this.#to = range?.to ?? raw.count;
    this.#isWhole = range === undefined;
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
    const index = this.#find(tag);
    return index < 0 ? undefined : this.raw.textAt(index);
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
    const index = this.#find(tag);
    if (index < 0) return undefined;
    const { raw } = this;
    return this.#readable(
      tag,
      parseDecimalBytes(raw.chunk, raw.startAt(index), raw.endAt(index)) ?? undefined,
    );
  }

  decimal(tag: number): Decimal {
    return this.#required(tag, this.optionalDecimal(tag), ZERO);
  }

  optionalInt(tag: number): number | undefined {
    const text = this.optionalText(tag);
    if (text === undefined) return undefined;
    return this.#readable(tag, /^-?\d{1,15}$/.test(text) ? Number(text) : undefined);
  }

  int(tag: number): number {
    return this.#required(tag, this.optionalInt(tag), 0);
  }

  /** Epoch milliseconds. */
  optionalTimestamp(tag: number): number | undefined {
    const index = this.#find(tag);
    if (index < 0) return undefined;
    const epochMs = this.raw.timestampAt(index);
    return this.#readable(tag, Number.isNaN(epochMs) ? undefined : epochMs);
  }

  timestamp(tag: number): number {
    return this.#required(tag, this.optionalTimestamp(tag), 0);
  }

  optionalCode<Set extends Codes>(tag: number, codes: Set): CodeOf<Set> | undefined {
    const index = this.#find(tag);
    if (index < 0) return undefined;
    const { raw } = this;
    const start = raw.startAt(index);
    if (raw.endAt(index) - start === 1) {
      return this.#readable(tag, singleCode(codes, raw.chunk[start] ?? 0));
    }
    const text = raw.textAt(index);
    return this.#readable(tag, isCode(codes, text) ? text : undefined);
  }

  /** @param fallback - stands in when the code is missing or unknown; the fault is recorded */
  code<Set extends Codes, Fallback extends CodeOf<Set>>(
    tag: number,
    codes: Set,
    fallback: Fallback,
  ): CodeOf<Set> {
    return this.#required<CodeOf<Set>>(tag, this.optionalCode(tag, codes), fallback);
  }

  #find(tag: number): number {
    return this.#isWhole ? this.raw.find(tag) : this.raw.findWithin(tag, this.#from, this.#to);
  }

  #required<Value>(tag: number, value: Value | undefined, fallback: Value): Value {
    if (value === undefined) this.fail(tag);
    return value ?? fallback;
  }

  /** Passes a value on that was there; undefined stands for one that could not be read. */
  #readable<Value>(tag: number, value: Value | undefined): Value | undefined {
    if (value === undefined) this.fail(tag);
    return value;
  }
}
