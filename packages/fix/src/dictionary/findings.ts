/**
 * What a check of one message has found so far. When there are several faults the answer is the same whatever their order:
 * what is missing first, then the lowest faulty tag of the header, the trailer and the body.
 */
import { INVALID_TAG, type RawMessage } from '../wire/raw-message.ts';
import { Section, type Dictionary, type FieldCheck } from './dictionary.ts';
import { rejection, type Rejection, type SessionRejectReason } from './rejection.ts';

/** What is checked besides formats, enumerations, required fields, repetitions and group counts. */
export interface ValidationRules {
  /** Header, body and trailer must not mix. */
  readonly fieldsOutOfOrder: boolean;
  /** A tag must have a value. */
  readonly fieldsHaveValues: boolean;
  /** Tags from 5000 up must be defined, and for this message. */
  readonly userDefinedFields: boolean;
  /** Tags below 5000 must be defined, and for this message. */
  readonly unknownFields: boolean;
}

const USER_DEFINED_MIN = 5000;
/** Deeper groups than FIX has anywhere. */
const DEPTH_MAX = 8;
/** Then the stamps begin again; one message takes far fewer than are left. */
const STAMP_MAX = 2 ** 30;
const RANK = { [Section.Header]: 0, [Section.Trailer]: 1, [Section.Body]: 2 } as const;

/** Used for one message after the other: checks never overlap, and new memory for each would be slow. */
export class Findings {
  /** By depth, then by slot: the stamp of the last entry in which the field was seen. */
  seen = Array.from({ length: DEPTH_MAX }, () => new Int32Array(0));
  stamp = 0;
  rules: ValidationRules | null = null;
  fault: Rejection | null = null;
  missing: Rejection | null = null;
  rank = Infinity;

  begin(dictionary: Dictionary, rules: ValidationRules): void {
    const slots = dictionary.fields.size;
    if ((this.seen[0]?.length ?? 0) < slots || this.stamp > STAMP_MAX) {
      this.seen = Array.from({ length: DEPTH_MAX }, () => new Int32Array(slots));
      this.stamp = 0;
    }
    this.stamp += 1;
    this.rules = rules;
    this.fault = null;
    this.missing = null;
    this.rank = Infinity;
  }

  fail(reason: SessionRejectReason, { tag, section }: FieldCheck): void {
    this.failAt(rejection(reason, tag), RANK[section] * 1e9 + tag);
  }

  failAt(fault: Rejection, rank: number): void {
    if (rank >= this.rank) return;
    this.fault = fault;
    this.rank = rank;
  }

  miss(tag: number): void {
    this.missing ??= rejection(1, tag);
  }

  /** A tag that the dictionary does not have. */
  failUndefined(raw: RawMessage, index: number): void {
    const tag = raw.tagAt(index);
    const rank = RANK[Section.Body] * 1e9 + tag;
    if (tag === INVALID_TAG) {
      const written = Number(raw.tagTextAt(index));
      this.failAt(rejection(0, Number.isSafeInteger(written) ? written : undefined), 0);
    } else if (this.mustBeDefined(tag)) this.failAt(rejection(0, tag), rank);
    else if (this.rules?.fieldsHaveValues === true && raw.isEmptyAt(index)) {
      this.failAt(rejection(4, tag), rank);
    }
  }

  mustBeDefined(tag: number): boolean {
    const { rules } = this;
    return (tag >= USER_DEFINED_MIN ? rules?.userDefinedFields : rules?.unknownFields) === true;
  }
}
