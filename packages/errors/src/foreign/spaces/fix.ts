/** The FIX 4.4 fields together: a value means something only with its tag. */
import { branded, type FixValue } from '../brand.ts';
import type { FixTag, ForeignRow, UnknownForeign } from '../row.ts';
import type { Table } from '../table.ts';
import { FIX_102, FIX_103 } from './fix-orders.ts';
import { FIX_281, FIX_373, FIX_380, FIX_434 } from './fix-rejects.ts';
import { FIX_150, FIX_326, FIX_340, FIX_39 } from './fix-states.ts';

export const FIX_TABLES: Readonly<Record<FixTag, Table>> = {
  103: FIX_103,
  102: FIX_102,
  373: FIX_373,
  380: FIX_380,
  281: FIX_281,
  434: FIX_434,
  39: FIX_39,
  150: FIX_150,
  340: FIX_340,
  326: FIX_326,
};

/** A value of a field as it stands in the message: text, also where the field holds an integer. */
export const fixValue = <T extends FixTag>(tag: T, value: string): FixValue<T> =>
  branded(`fix.${tag}`, value);

/** The tag is said once more because a brand is gone at run time; the compiler sees that both agree. */
export const lookupFix = <T extends FixTag>(
  tag: T,
  value: FixValue<NoInfer<T>>,
): ForeignRow | UnknownForeign => FIX_TABLES[tag].find(value);
