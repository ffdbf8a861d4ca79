/**
 * Checks a message against a dictionary and says, when it fails, exactly which tag and why: one pass in the order of the
 * wire, then what is missing.
 */
import type { RawMessage } from '../wire/raw-message.ts';
import { checkGroup, type CountField, type GroupCheck } from './check-group.ts';
import { checkValue } from './check-value.ts';
import { Place, Section, type Dictionary, type FieldCheck, type Level } from './dictionary.ts';
import { Findings, type ValidationRules } from './findings.ts';
import { rejection, type Rejection } from './rejection.ts';

export type { ValidationRules };

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

const findings = new Findings();

/** The fault to answer with, or null. */
export function validate(
  raw: RawMessage,
  dictionary: Dictionary,
  rules: ValidationRules = TOLERANT,
): Rejection | null {
  const message = dictionary.messages.get(raw.msgType);
  findings.begin(dictionary, rules);
  const { stamp } = findings;
  const disordered = checkFields(raw, dictionary, message);
  if (disordered !== null) return disordered;
  if (message === undefined) return rejection(11);
  const seen = findings.seen[0] ?? NONE;
  return (
    missingOf(dictionary.header, seen, stamp) ??
    missingOf(message, seen, stamp) ??
    findings.missing ??
    findings.fault
  );
}

const NONE = new Int32Array(0);

/** @returns a rejection when the parts of the message are out of order; other faults go to the findings */
function checkFields(
  raw: RawMessage,
  dictionary: Dictionary,
  message: Level | undefined,
): Rejection | null {
  const seen = findings.seen[0] ?? NONE;
  const { checks } = dictionary;
  const { count, table, base } = raw;
  const { stamp } = findings;
  const on = { raw, findings, dictionary, depth: 1 };
  let section: Section = Section.Header;
  let level: Level | undefined = dictionary.header;
  for (let index = 0; index < count; index += 1) {
    const tag = table[base + index * 3] ?? 0;
    const check = tag < checks.length ? checks[tag] : dictionary.fields.get(tag)?.check;
    if (!check) {
      findings.failUndefined(raw, index);
      continue;
    }
    if (check.section !== section) {
      if (check.section < section && findings.rules?.fieldsOutOfOrder) return rejection(14, tag);
      section = check.section;
      level = levelOf(check, dictionary, message);
    }
    if (seen[check.slot] === stamp) findings.fail(13, check);
    seen[check.slot] = stamp;
    checkValue(check, on, index);
    if (level === undefined || level.places[check.slot] === Place.Field) continue;
    index = unusual(level, { check, index }, on);
  }
  return null;
}

/** A count field with its group, or a field that does not belong here. @returns the last index that it covers */
function unusual(level: Level, field: CountField, on: GroupCheck): number {
  const { check, index } = field;
  if (level.places[check.slot] === Place.Group) return checkGroup(level, field, on) - 1;
  if (findings.mustBeDefined(check.tag)) findings.fail(2, check);
  return index;
}

function levelOf(
  { section }: FieldCheck,
  { header, trailer }: Dictionary,
  message: Level | undefined,
): Level | undefined {
  if (section === Section.Body) return message;
  return section === Section.Header ? header : trailer;
}

function missingOf({ required }: Level, seen: Int32Array, stamp: number): Rejection | null {
  for (let at = 0; at < required.length; at += 1) {
    const check = required[at];
    if (check !== undefined && seen[check.slot] !== stamp) return rejection(1, check.tag);
  }
  return null;
}
