/** How each message of the built-in dictionary is read and written as a typed one: a plan for each level, made once. */
import { readCompact } from '../dictionary/compact.ts';
import { FIX44 } from '../dictionary/fix44.ts';
import { FIX44_COMPACT } from '../dictionary/fix44.gen.ts';
import type { DictionarySource, FieldSource, Member } from '../dictionary/source.ts';
import { CASES, DEMANDED, kindOf, propertyOf, type ValueKind } from './typed-field.ts';

export interface PlannedField {
  readonly tag: number;
  readonly property: string;
  readonly kind: ValueKind;
  readonly required: boolean;
  /** The length field in front of a data field. */
  readonly lengthTag: number | null;
  /** The entries, when the tag counts a group. */
  readonly entries: Plan | null;
}

export interface Plan {
  /** In the order of the specification. */
  readonly fields: readonly PlannedField[];
  readonly byTag: ReadonlyMap<number, PlannedField>;
}

interface Sources {
  readonly source: DictionarySource;
  readonly fields: ReadonlyMap<number, FieldSource>;
  /** Data tag → length tag. */
  readonly lengths: ReadonlyMap<number, number>;
}

let sources: Sources | null = null;
const plans = new Map<string, Plan | null>();

/** @returns null for a message that FIX 4.4 does not have */
export function planOf(msgType: string): Plan | null {
  const known = plans.get(msgType);
  if (known !== undefined) return known;
  sources ??= readSources();
  const message = sources.source.messages.find((one) => one.msgType === msgType);
  const plan = message === undefined ? null : levelPlan(message.members, sources);
  plans.set(msgType, plan);
  return plan;
}

/** The tags that a message must have because of the value of another. */
export function demandedBy(
  msgType: string,
  values: ReadonlyMap<string, unknown>,
): readonly number[] {
  const cases = CASES.get(msgType);
  const on = cases && planOf(msgType)?.byTag.get(cases.tag);
  return (on && cases?.tags[String(values.get(on.property))]) ?? [];
}

function readSources(): Sources {
  const source = readCompact(FIX44_COMPACT);
  const lengths = new Map([...FIX44.dataFields.byLength].map(([length, data]) => [data, length]));
  return { source, fields: new Map(source.fields.map((field) => [field.tag, field])), lengths };
}

function levelPlan(members: readonly Member[], from: Sources): Plan {
  const fields = members.flatMap((member) => planned(member, true, from));
  return { fields, byTag: new Map(fields.map((field) => [field.tag, field])) };
}

/** @param wanted - whether the component that the member stands in must be there */
function planned(member: Member, wanted: boolean, from: Sources): readonly PlannedField[] {
  if (member.kind === 'component') {
    const must = wanted && member.required;
    const demanded = must ? (DEMANDED.get(member.name) ?? []) : [];
    return (from.source.components.get(member.name) ?? [])
      .flatMap((part) => planned(part, must, from))
      .map((field) => (demanded.includes(field.tag) ? { ...field, required: true } : field));
  }
  const field = from.fields.get(member.tag);
  if (field === undefined) throw new Error(`field ${member.tag} is not defined`);
  const isGroup = member.kind === 'group';
  // The length of a data field is counted, not said.
  if (!isGroup && FIX44.dataFields.byLength.has(member.tag)) return [];
  const plan: PlannedField = {
    tag: member.tag,
    property: propertyOf(field, isGroup),
    kind: kindOf(field),
    required: wanted && member.required,
    lengthTag: from.lengths.get(member.tag) ?? null,
    entries: isGroup ? entryPlan(member.members, from) : null,
  };
  return [plan];
}

/** The first field of an entry must be there: without it nobody sees where the entry begins. */
function entryPlan(members: readonly Member[], from: Sources): Plan {
  const { fields } = levelPlan(members, from);
  const all = fields.map((field, index) => (index === 0 ? { ...field, required: true } : field));
  return { fields: all, byTag: new Map(all.map((field) => [field.tag, field])) };
}
