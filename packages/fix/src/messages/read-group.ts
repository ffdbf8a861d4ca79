/** Reads the entries of a repeating group, each through a reader of its own. */
import type { GroupRule } from '../dictionary/dictionary.ts';
import { entriesOf } from '../dictionary/group.ts';
import { FieldReader } from './field-reader.ts';

/** Faults inside an entry become faults of `fields`. A group that is absent has no entries. */
export function readGroup<Entry>(
  fields: FieldReader,
  group: GroupRule | undefined,
  read: (entry: FieldReader) => Entry,
): readonly Entry[] {
  const count = group === undefined ? -1 : fields.raw.find(group.countTag);
  if (group === undefined || count < 0) return [];
  return entriesOf(fields.raw, count + 1, group).map((range) => {
    const reader = new FieldReader(fields.raw, range);
    const entry = read(reader);
    if (reader.fault !== null) fields.fail(reader.fault);
    return entry;
  });
}
