/** FIX 4.4, whole: every message, field, type, enumeration, group and component. */
import { readCompact } from './compact.ts';
import { compileDictionary } from './compile.ts';
import type { Dictionary } from './dictionary.ts';
import { FIX44_COMPACT } from './fix44.gen.ts';

export const FIX44: Dictionary = compileDictionary(readCompact(FIX44_COMPACT));
