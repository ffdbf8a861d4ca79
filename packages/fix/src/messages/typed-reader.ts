/** Reads any message of FIX 4.4 into its typed form, by the dictionary. See `typed-writer.ts` for the way back. */
import { FIX44 } from '../dictionary/fix44.ts';
import { entriesOf, type Entry } from '../dictionary/group.ts';
import type { Level } from '../dictionary/dictionary.ts';
import { parseDecimal } from '../wire/decimal.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import { cleanText } from '../wire/text.ts';
import { parseTimestamp } from '../wire/timestamp.ts';
import type { MessageByType, TypedMessage } from './gen/fix44.gen.ts';
import { demandedBy, planOf, type Plan, type PlannedField } from './message-plan.ts';

type DecodedTyped =
  | { readonly kind: 'message'; readonly message: TypedMessage }
  /** A field that the message needs, given its other fields, is missing. */
  | { readonly kind: 'incomplete'; readonly refTagId: number }
  | { readonly kind: 'unsupported' };

/** @param raw - a message that the built-in dictionary has found valid; what it does not know is left out */
export function decodeTyped(raw: RawMessage): DecodedTyped {
  const plan = planOf(raw.msgType);
  const level = FIX44.messages.get(raw.msgType);
  if (plan === null || level === undefined) return { kind: 'unsupported' };
  const reader = new Reader(raw);
  const values = reader.level({ from: 0, to: raw.count }, plan, level);
  values.set('msgType', raw.msgType);
  for (const tag of demandedBy(raw.msgType, values)) {
    const one = plan.byTag.get(tag);
    if (one !== undefined && !values.has(one.property)) reader.missing ??= tag;
  }
  if (reader.missing !== null) return { kind: 'incomplete', refTagId: reader.missing };
  // The types were generated from the same dictionary as the plan, and nothing that they demand is missing.
  return { kind: 'message', message: Object.fromEntries(values) as unknown as TypedMessage };
}

/** As `decodeTyped`, for one type. */
export function decodeAs<Type extends keyof MessageByType>(
  raw: RawMessage,
  msgType: Type,
): MessageByType[Type] | null {
  const decoded = decodeTyped(raw);
  return decoded.kind === 'message' && isOfType(decoded.message, msgType) ? decoded.message : null;
}

function isOfType<Type extends keyof MessageByType>(
  message: TypedMessage,
  msgType: Type,
): message is MessageByType[Type] {
  return message.msgType === msgType;
}

class Reader {
  readonly #raw: RawMessage;
  /** The first tag that must be there and is not. */
  missing: number | null = null;

  constructor(raw: RawMessage) {
    this.#raw = raw;
  }

  level({ from, to }: Entry, plan: Plan, level: Level): Map<string, unknown> {
    const values = new Map<string, unknown>();
    for (let index = from; index < to; index += 1) {
      const one = plan.byTag.get(this.#raw.tagAt(index));
      if (one === undefined) continue;
      const group = level.groups.get(one.tag);
      if (group === undefined || one.entries === null) {
        values.set(one.property, this.#value(one, index));
        continue;
      }
      const { entries } = one;
      const ranges = entriesOf(this.#raw, index + 1, group);
      const read = ranges.map((range) => Object.fromEntries(this.level(range, entries, group)));
      values.set(one.property, read);
      index = (ranges.at(-1)?.to ?? index + 1) - 1;
    }
    for (const { required, property, tag } of plan.fields) {
      if (required && !values.has(property)) this.missing ??= tag;
    }
    return values;
  }

  #value({ kind, tag }: PlannedField, index: number): unknown {
    const text = this.#raw.textAt(index);
    switch (kind) {
      case 'decimal':
        return parseDecimal(text) ?? undefined;
      case 'int':
        return Number(text);
      case 'instant':
        return parseTimestamp(text) ?? undefined;
      case 'flag':
        return text === 'Y';
      case 'list':
        return text.split(' ');
      case 'data':
        return text;
      case 'text':
        // What has no format may hold anything.
        return FIX44.fields.get(tag)?.check.hasFormat === null ? cleanText(text) : text;
    }
  }
}
