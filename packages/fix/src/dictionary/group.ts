/** Repeating groups: where the entries of one lie in the message. */
import type { RawMessage } from '../wire/raw-message.ts';
import type { GroupRule } from './dictionary.ts';

/** One entry: the half-open range of field indexes that it covers. */
export interface Entry {
  readonly from: number;
  readonly to: number;
}

/**
 * The entries behind the count field, which stands at `start - 1`; an entry begins at each delimiter. A tag that the
 * message does not have stays in the entry that it was put into.
 */
export function entriesOf(raw: RawMessage, start: number, group: GroupRule): readonly Entry[] {
  const entries: Entry[] = [];
  let from = -1;
  let at = start;
  for (; at < raw.count && isWithin(group, raw.tagAt(at)); at += 1) {
    if (raw.tagAt(at) !== group.delimiterTag) continue;
    if (from >= 0) entries.push({ from, to: at });
    from = at;
  }
  if (from >= 0) entries.push({ from, to: at });
  return entries;
}

function isWithin({ members, elsewhere }: GroupRule, tag: number): boolean {
  return members.has(tag) || !elsewhere.has(tag);
}
