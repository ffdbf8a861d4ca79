/** Repeating groups: each entry on its own, the groups within it, and whether there are as many as the count says. */
import type { RawMessage } from '../wire/raw-message.ts';
import { checkValue } from './check-value.ts';
import {
  Place,
  type Dictionary,
  type FieldCheck,
  type GroupRule,
  type Level,
} from './dictionary.ts';
import type { Findings } from './findings.ts';

/** A group with more entries than this is refused. */
const GROUP_ENTRIES_MAX = 1000;

export interface GroupCheck {
  readonly raw: RawMessage;
  readonly findings: Findings;
  readonly dictionary: Dictionary;
  /** 1 for a group of the message, 2 for one within its entries. */
  readonly depth: number;
}

export interface CountField {
  readonly check: FieldCheck;
  readonly index: number;
}

/** Checks the group whose count field is given. @returns the first index behind it */
export function checkGroup(level: Level, { check, index }: CountField, on: GroupCheck): number {
  const group = level.groups.get(check.tag);
  if (group === undefined || on.depth >= on.findings.seen.length) return index + 1;
  const walked = walkEntries(group, index + 1, on);
  const claimed = on.raw.naturalAt(index) ?? 0;
  if (claimed > GROUP_ENTRIES_MAX || claimed !== walked.entries) on.findings.fail(16, check);
  else if (walked.headless) on.findings.miss(group.delimiterTag);
  return walked.index;
}

/**
 * An entry begins at the delimiter, and also at a field that the entry before it has already: members out of order make
 * more entries than the count says.
 */
function walkEntries(group: GroupRule, from: number, on: GroupCheck) {
  const { raw, findings, dictionary } = on;
  const seen = findings.seen[on.depth] ?? new Int32Array(0);
  let index = from;
  let entries = 0;
  let stamp = 0;
  let headless = false;
  while (index < raw.count) {
    const check = dictionary.fields.get(raw.tagAt(index))?.check;
    if (check === undefined || group.places[check.slot] === Place.Absent) {
      if (group.elsewhere.has(raw.tagAt(index))) break;
      checkStray(check, on, index);
      index += 1;
      continue;
    }
    const isDelimiter = check.tag === group.delimiterTag;
    if (entries === 0 || isDelimiter || seen[check.slot] === stamp) {
      if (entries > 0) checkRequired(group, findings, { seen, stamp });
      headless ||= !isDelimiter;
      entries += 1;
      findings.stamp += 1;
      stamp = findings.stamp;
    }
    seen[check.slot] = stamp;
    checkValue(check, on, index);
    index =
      group.places[check.slot] === Place.Group
        ? checkGroup(group, { check, index }, { ...on, depth: on.depth + 1 })
        : index + 1;
  }
  if (entries > 0) checkRequired(group, findings, { seen, stamp });
  return { entries, index, headless };
}

/** A tag that the message does not have: where it may, it stays in the entry that it was put into. */
function checkStray(check: FieldCheck | undefined, on: GroupCheck, index: number): void {
  const { raw, findings } = on;
  if (check === undefined) return findings.failUndefined(raw, index);
  if (findings.mustBeDefined(check.tag)) findings.fail(2, check);
  checkValue(check, on, index);
}

/** Notes the first required field of an entry that was not seen. */
function checkRequired(
  group: GroupRule,
  findings: Findings,
  { seen, stamp }: { readonly seen: Int32Array; readonly stamp: number },
): void {
  for (const { slot, tag } of group.required) if (seen[slot] !== stamp) findings.miss(tag);
}
