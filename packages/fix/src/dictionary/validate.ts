/**
 * Checks a message against a dictionary and says, when it fails, exactly which tag and why.
 *
 * One pass in the order of the wire. When a message has several faults the answer is the same whatever their order: parts
 * out of order, then the MsgType, then what is missing, then the lowest faulty tag of the header, trailer and body.
 */
import { INVALID_TAG, type RawMessage } from '../wire/raw-message.ts';
import {
  Place,
  Section,
  type Dictionary,
  type FieldCheck,
  type GroupRule,
  type Level,
  type MessageRule,
} from './dictionary.ts';
import { rejection, type Rejection, type SessionRejectReason } from './rejection.ts';
import { hasFormat } from './value-format.ts';

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

export const STRICT: ValidationRules = {
  fieldsOutOfOrder: true,
  fieldsHaveValues: true,
  userDefinedFields: true,
  unknownFields: true,
};

/** What a provider adds to a message does no harm. */
export const TOLERANT: ValidationRules = {
  ...STRICT,
  userDefinedFields: false,
  unknownFields: false,
};

const USER_DEFINED_MIN = 5000;
/** A group with more entries than this is refused. */
const GROUP_ENTRIES_MAX = 1000;
/** Deeper groups than FIX has anywhere. */
const DEPTH_MAX = 8;

/** The fault to answer with, or null. */
export function validate(
  raw: RawMessage,
  dictionary: Dictionary,
  rules: ValidationRules = TOLERANT,
): Rejection | null {
  const message = dictionary.messages.get(raw.msgType);
  return pass.run({ raw, dictionary, rules, message });
}

interface Subject {
  readonly raw: RawMessage;
  readonly dictionary: Dictionary;
  readonly rules: ValidationRules;
  readonly message: MessageRule | undefined;
}

/** The working memory of a check. There is one: checks never overlap, and a new one for each message would be slow. */
class Pass {
  /** By depth, then by slot: the stamp of the last entry in which the field was seen. */
  readonly #seen = Array.from({ length: DEPTH_MAX }, () => new Float64Array(0));
  #stamp = 0;
  #raw: RawMessage | null = null;
  #rules = STRICT;
  #checks: Dictionary['checks'] = [];
  #fields: Dictionary['fields'] = new Map();
  #fault: Rejection | null = null;
  #rank = Infinity;
  #missing: Rejection | null = null;

  run({ raw, dictionary, rules, message }: Subject): Rejection | null {
    this.#raw = raw;
    this.#rules = rules;
    this.#checks = dictionary.checks;
    this.#fields = dictionary.fields;
    this.#fault = null;
    this.#rank = Infinity;
    this.#missing = null;
    this.#ensureRoom(dictionary.fields.size);
    this.#stamp += 1;
    const stamp = this.#stamp;
    const disordered = this.#fieldsOf(raw, dictionary, message);
    if (disordered !== null) return disordered;
    if (message === undefined) return rejection(11);
    return (
      this.#missingOf(dictionary.header, stamp) ??
      this.#missingOf(message, stamp) ??
      this.#missing ??
      this.#fault
    );
  }

  #ensureRoom(slots: number): void {
    if ((this.#seen[0]?.length ?? 0) >= slots) return;
    for (let depth = 0; depth < DEPTH_MAX; depth += 1) this.#seen[depth] = new Float64Array(slots);
  }

  /** @returns a rejection when the parts of the message are out of order */
  #fieldsOf(
    raw: RawMessage,
    dictionary: Dictionary,
    message: MessageRule | undefined,
  ): Rejection | null {
    const seen = this.#seen[0] ?? new Float64Array(0);
    const stamp = this.#stamp;
    const { count } = raw;
    let section: Section = Section.Header;
    let index = 0;
    while (index < count) {
      const tag = raw.tagAt(index);
      const check = this.#checkOf(tag);
      if (check === null) {
        if (section === Section.Header) section = Section.Body;
        this.#onUndefined(tag, index);
        index += 1;
        continue;
      }
      if (check.section < section) {
        if (this.#rules.fieldsOutOfOrder) return rejection(14, tag);
      } else section = check.section;
      if (seen[check.slot] === stamp) this.#fail(13, check);
      seen[check.slot] = stamp;
      const level = levelOf(check, dictionary, message);
      index = level === undefined ? index + 1 : this.#fieldAt(level, check, index);
    }
    return null;
  }

  /** Checks one field at a level, and the group behind it when it is a count. @returns the next index */
  #fieldAt(level: Level, check: FieldCheck, index: number): number {
    const place = level.places[check.slot];
    this.#value(check, index);
    if (place === Place.Group) return this.#group(level, check, index);
    if (place === Place.Absent && this.#mustBeDefined(check.tag)) this.#fail(2, check);
    return index + 1;
  }

  #group(level: Level, count: FieldCheck, index: number): number {
    const group = level.groups.get(count.tag);
    if (group === undefined) return index + 1;
    const walked = this.#entries(group, { index: index + 1, depth: 1, owner: count });
    const claimed = this.#raw?.naturalAt(index) ?? 0;
    if (claimed > GROUP_ENTRIES_MAX || claimed !== walked.entries) this.#fail(16, count);
    return walked.index;
  }

  /** Walks the entries of a group. @returns how many there are and the first index behind them */
  #entries(group: GroupRule, from: Walk): { readonly entries: number; readonly index: number } {
    const raw = this.#raw;
    const seen = this.#seen[from.depth];
    if (raw === null || seen === undefined) return { entries: 0, index: from.index };
    let { index } = from;
    let entries = 0;
    let stamp = 0;
    while (index < raw.count) {
      const check = this.#checkOf(raw.tagAt(index));
      const place = check === null ? Place.Absent : group.places[check.slot];
      if (check === null || !place) break;
      if (entries === 0 || check.tag === group.delimiterTag) {
        if (entries > 0) this.#missingInEntry(group, from, stamp);
        stamp = this.#startEntry(group, check, entries);
        entries += 1;
      }
      if (seen[check.slot] === stamp) this.#fail(13, check);
      seen[check.slot] = stamp;
      this.#value(check, index);
      index += 1;
      if (place === Place.Group)
        index = this.#nested(group, { index, depth: from.depth, owner: check });
    }
    if (entries > 0) this.#missingInEntry(group, from, stamp);
    return { entries, index };
  }

  /** @returns the stamp of the new entry */
  #startEntry({ delimiterTag }: GroupRule, first: FieldCheck, before: number): number {
    if (before === 0 && first.tag !== delimiterTag) this.#missing ??= rejection(1, delimiterTag);
    this.#stamp += 1;
    return this.#stamp;
  }

  #nested(level: Level, { index, depth, owner }: Walk): number {
    const group = level.groups.get(owner.tag);
    if (group === undefined || depth + 1 >= DEPTH_MAX) return index;
    const walked = this.#entries(group, { index, depth: depth + 1, owner });
    if ((this.#raw?.naturalAt(index - 1) ?? 0) !== walked.entries) this.#fail(16, owner);
    return walked.index;
  }

  #missingInEntry(group: GroupRule, { depth }: Walk, stamp: number): void {
    const seen = this.#seen[depth];
    for (const { slot, tag } of group.required) {
      if (seen?.[slot] !== stamp) this.#missing ??= rejection(1, tag);
    }
  }

  #missingOf(level: Level, stamp: number): Rejection | null {
    const seen = this.#seen[0];
    const { required } = level;
    for (let at = 0; at < required.length; at += 1) {
      const check = required[at];
      if (check !== undefined && seen?.[check.slot] !== stamp) return rejection(1, check.tag);
    }
    return null;
  }

  #value(check: FieldCheck, index: number): void {
    const raw = this.#raw;
    if (raw === null) return;
    if (raw.isEmptyAt(index)) {
      if (this.#rules.fieldsHaveValues) this.#fail(4, check);
    } else if (!hasFormat(check.format, raw, index)) this.#fail(6, check);
    else if (check.chars !== null && !isAllowed(check, raw, index)) this.#fail(5, check);
  }

  #onUndefined(tag: number, index: number): void {
    if (tag !== INVALID_TAG) {
      if (this.#mustBeDefined(tag)) this.#failAt(rejection(0, tag), rankOf(Section.Body, tag));
      else if (this.#rules.fieldsHaveValues && this.#raw?.isEmptyAt(index) === true) {
        this.#failAt(rejection(4, tag), rankOf(Section.Body, tag));
      }
      return;
    }
    const written = Number(this.#raw?.tagTextAt(index));
    this.#failAt(rejection(0, Number.isSafeInteger(written) ? written : undefined), 0);
  }

  #mustBeDefined(tag: number): boolean {
    return tag >= USER_DEFINED_MIN ? this.#rules.userDefinedFields : this.#rules.unknownFields;
  }

  #checkOf(tag: number): FieldCheck | null {
    const checks = this.#checks;
    if (tag < checks.length) return checks[tag] ?? null;
    return this.#fields.get(tag)?.check ?? null;
  }

  #fail(reason: SessionRejectReason, { tag, section }: FieldCheck): void {
    this.#failAt(rejection(reason, tag), rankOf(section, tag));
  }

  #failAt(fault: Rejection, rank: number): void {
    if (rank >= this.#rank) return;
    this.#fault = fault;
    this.#rank = rank;
  }
}

interface Walk {
  readonly index: number;
  readonly depth: number;
  /** The count field. */
  readonly owner: FieldCheck;
}

function levelOf(
  { section }: FieldCheck,
  { header, trailer }: Dictionary,
  message: MessageRule | undefined,
): Level | undefined {
  if (section === Section.Body) return message;
  return section === Section.Header ? header : trailer;
}

const RANK = { [Section.Header]: 0, [Section.Trailer]: 1, [Section.Body]: 2 } as const;

function rankOf(section: Section, tag: number): number {
  return RANK[section] * 1e9 + tag;
}

function isAllowed(
  { chars, texts, multiple }: FieldCheck,
  raw: RawMessage,
  index: number,
): boolean {
  if (raw.endAt(index) - raw.startAt(index) === 1) {
    return chars?.[raw.bytes[raw.startAt(index)] ?? 0] === 1;
  }
  const text = raw.textAt(index);
  if (!multiple) return texts?.has(text) === true;
  return text
    .split(' ')
    .every((one) =>
      one.length === 1 ? chars?.[one.charCodeAt(0)] === 1 : texts?.has(one) === true,
    );
}

const pass = new Pass();
