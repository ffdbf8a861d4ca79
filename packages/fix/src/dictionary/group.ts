/** Repeating groups: where the entries of one lie in the message, and whether there are as many as it claims. */
import { wholeNumber, type RawMessage } from '../wire/raw-message.ts';
import type { GroupRule } from './dictionary.ts';
import { rejection, type Rejection } from './rejection.ts';

/** A group with more entries than this is refused. */
const GROUP_ENTRIES_MAX = 1000;

/** One entry: the half-open range of field indexes that it covers. */
export interface Entry {
  readonly from: number;
  readonly to: number;
}

/** The entries behind the count field, which stands at `start - 1`; an entry begins at each delimiter. */
export function entriesOf(raw: RawMessage, start: number, group: GroupRule): readonly Entry[] {
  const entries: Entry[] = [];
  let from = start;
  let at = start;
  while (at < raw.count && group.members.has(raw.tagAt(at))) {
    if (raw.tagAt(at) === group.delimiterTag && at > start) {
      entries.push({ from, to: at });
      from = at;
    }
    at += 1;
  }
  if (at > start) entries.push({ from, to: at });
  return entries;
}

interface GroupAt {
  readonly raw: RawMessage;
  /** Index of the first field behind the count. */
  readonly start: number;
  readonly group: GroupRule;
}

/** @returns the first fault, and the index of the first field behind the group */
export function checkGroup(
  { raw, start, group }: GroupAt,
  checkField: (index: number) => Rejection | null,
): { readonly fault: Rejection | null; readonly end: number } {
  const claimed = wholeNumber(raw.textAt(start - 1)) ?? 0;
  const entries = entriesOf(raw, start, group);
  const end = entries.at(-1)?.to ?? start;
  const fail = (fault: Rejection) => ({ fault, end });
  if (claimed > GROUP_ENTRIES_MAX || entries.length !== claimed) {
    return fail(rejection(16, group.countTag));
  }
  if (claimed > 0 && raw.tagAt(start) !== group.delimiterTag) {
    return fail(rejection(1, group.delimiterTag));
  }
  for (const entry of entries) {
    const seen = new Set<number>();
    for (let at = entry.from; at < entry.to; at += 1) {
      const fault = checkField(at);
      if (fault !== null) return fail(fault);
      if (seen.has(raw.tagAt(at))) return fail(rejection(13, raw.tagAt(at)));
      seen.add(raw.tagAt(at));
    }
  }
  return { fault: null, end };
}
