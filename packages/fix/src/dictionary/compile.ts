/** Makes lookup tables of a dictionary source, once, so that a message costs no search. */
import type { DictionarySource, FieldSource, Member } from './source.ts';
import {
  Place,
  Section,
  type DataFields,
  type Dictionary,
  type FieldCheck,
  type FieldRule,
  type GroupRule,
  type Level,
  type MessageRule,
} from './dictionary.ts';
import { formatTestOf } from './value-format.ts';

/** Tags below this are looked up in an array. */
const SMALL_TAG_MAX = 65_536;
const ASCII = 128;
const MULTIPLE = /^MULTIPLE(?:VALUE|CHAR|STRING)/;

/** @throws Error when the source refers to something that it does not define */
export function compileDictionary(source: DictionarySource): Dictionary {
  const fields = compileFields(source);
  const around = flatten([...source.header, ...source.trailer], source.components);
  const level = (members: readonly Member[], elsewhere: ReadonlySet<number>) =>
    compileLevel({ source, fields, elsewhere }, members);
  // Behind a group of the header comes any message.
  const anywhere = new Set(fields.keys());
  const messages = source.messages.map((message): MessageRule => {
    const { msgType, name, admin } = message;
    const { members } = message;
    const elsewhere = new Set([...around, ...flatten(members, source.components)]);
    return { ...level(members, elsewhere), msgType, name, admin };
  });
  const top = Math.min(SMALL_TAG_MAX, 1 + Math.max(0, ...fields.keys()));
  return {
    beginString: source.beginString,
    fields,
    messages: new Map(messages.map((rule) => [rule.msgType, rule])),
    header: level(source.header, anywhere),
    trailer: level(source.trailer, anywhere),
    dataFields: compileDataFields(source.fields),
    checks: Array.from({ length: top }, (_, tag) => fields.get(tag)?.check ?? null),
  };
}

interface Context {
  readonly source: DictionarySource;
  readonly fields: ReadonlyMap<number, FieldRule>;
  /** Every tag that the message may hold, whatever its depth. */
  readonly elsewhere: ReadonlySet<number>;
}

function compileFields(source: DictionarySource): ReadonlyMap<number, FieldRule> {
  const { components } = source;
  const header = new Set(flatten(source.header, components));
  const trailer = new Set(flatten(source.trailer, components));
  const rules = source.fields.map((field, slot): FieldRule => {
    const section = header.has(field.tag)
      ? Section.Header
      : trailer.has(field.tag)
        ? Section.Trailer
        : Section.Body;
    const { tag, name, type, values } = field;
    const check = compileCheck(field, slot, section);
    return { tag, name, type, values: values.size === 0 ? null : values, check };
  });
  return new Map(rules.map((rule) => [rule.tag, rule]));
}

function compileCheck(field: FieldSource, slot: number, section: Section): FieldCheck {
  const values = [...field.values.keys()];
  const chars = new Uint8Array(ASCII);
  for (const value of values) if (value.length === 1) chars[value.charCodeAt(0)] = 1;
  const longer = values.filter((value) => value.length > 1);
  return {
    tag: field.tag,
    slot,
    section,
    hasFormat: formatTestOf(field),
    chars: values.length === 0 ? null : chars,
    texts: longer.length === 0 ? null : new Set(longer),
    multiple: MULTIPLE.test(field.type),
  };
}

function compileLevel(context: Context, members: readonly Member[]): Level {
  const { fields } = context;
  const places = new Uint8Array(fields.size);
  const required: FieldCheck[] = [];
  const groups = new Map<number, GroupRule>();
  const tags: number[] = [];
  const add = (member: Member, wanted: boolean): void => {
    if (member.kind === 'component') {
      for (const part of componentOf(context.source, member.name)) {
        add(part, wanted && member.required);
      }
      return;
    }
    const check = checkOf(fields, member.tag);
    places[check.slot] = member.kind === 'group' ? Place.Group : Place.Field;
    tags.push(member.tag);
    if (wanted && member.required) required.push(check);
    if (member.kind === 'group') groups.set(member.tag, compileGroup(context, member));
  };
  for (const member of members) add(member, true);
  required.sort((a, b) => a.tag - b.tag);
  return { places, required, groups, tags };
}

function compileGroup(context: Context, group: Extract<Member, { kind: 'group' }>): GroupRule {
  const level = compileLevel(context, group.members);
  const [delimiterTag] = level.tags;
  if (delimiterTag === undefined) throw new Error(`group ${group.tag} has no fields`);
  const nested = [...level.groups.values()].flatMap(({ members }) => [...members]);
  const members = new Set([...level.tags, ...nested]);
  return { ...level, countTag: group.tag, delimiterTag, members, elsewhere: context.elsewhere };
}

function componentOf(source: DictionarySource, name: string): readonly Member[] {
  const members = source.components.get(name);
  if (members === undefined) throw new Error(`component ${name} is not defined`);
  return members;
}

function checkOf(fields: ReadonlyMap<number, FieldRule>, tag: number): FieldCheck {
  const rule = fields.get(tag);
  if (rule === undefined) throw new Error(`field ${tag} is not defined`);
  return rule.check;
}

/** Every tag of the members, whatever its depth. */
function flatten(
  members: readonly Member[],
  components: DictionarySource['components'],
): readonly number[] {
  return members.flatMap((member) => {
    if (member.kind === 'field') return [member.tag];
    if (member.kind === 'group') return [member.tag, ...flatten(member.members, components)];
    return flatten(components.get(member.name) ?? [], components);
  });
}

/** A data field belongs to the length field of the same name with `Len` or `Length` behind it. */
function compileDataFields(fields: readonly FieldSource[]): DataFields {
  const tagOf = new Map(fields.map(({ name, tag }) => [name, tag]));
  const byLength = new Map<number, number>();
  for (const { name, tag, type } of fields) {
    const length = tagOf.get(`${name}Len`) ?? tagOf.get(`${name}Length`);
    if ((type === 'DATA' || type === 'XMLDATA') && length !== undefined) byLength.set(length, tag);
  }
  const isLength = new Uint8Array(Math.min(SMALL_TAG_MAX, 1 + Math.max(0, ...byLength.keys())));
  for (const tag of byLength.keys()) isLength[tag] = 1;
  return { isLength, byLength };
}
