/** Repeating groups: where the entries of one lie in the message. */
import type { RawMessage } from '../wire/raw-message.ts';
import type { GroupRule } from './dictionary.ts';

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
