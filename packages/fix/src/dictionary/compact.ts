/**
 * The project's own compact notation for a dictionary: one line per field, component and message.
 *
 * `54 Side CHAR 1=BUY 2=SELL` is a field. `D NewOrderSingle app 11! @Instrument! (78 79 661)` is a message: tags, `@` a
 * component, parentheses a repeating group that begins with its count field, `!` what is required.
 */
import type { DictionarySource, FieldSource, Member } from './source.ts';

export interface CompactDictionary {
  readonly beginString: string;
  readonly fields: string;
  readonly header: string;
  readonly trailer: string;
  readonly components: string;
  readonly messages: string;
}

export function readCompact(compact: CompactDictionary): DictionarySource {
  return {
    beginString: compact.beginString,
    fields: lines(compact.fields).map(readField),
    header: readMembers(compact.header),
    trailer: readMembers(compact.trailer),
    components: new Map(
      lines(compact.components).map((line) => {
        const [name, rest] = split(line);
        return [name, readMembers(rest)];
      }),
    ),
    messages: lines(compact.messages).map((line) => {
      const [msgType, afterType] = split(line);
      const [name, afterName] = split(afterType);
      const [category, rest] = split(afterName);
      return { msgType, name, admin: category === 'admin', members: readMembers(rest) };
    }),
  };
}

export function writeCompact(source: DictionarySource): CompactDictionary {
  const components = [...source.components].map(([name, members]) => [name, members] as const);
  return {
    beginString: source.beginString,
    fields: source.fields.map(writeField).join('\n'),
    header: writeMembers(source.header),
    trailer: writeMembers(source.trailer),
    components: components.map(([name, all]) => `${name} ${writeMembers(all)}`.trim()).join('\n'),
    messages: source.messages
      .map(({ msgType, name, admin, members }) =>
        `${msgType} ${name} ${admin ? 'admin' : 'app'} ${writeMembers(members)}`.trim(),
      )
      .join('\n'),
  };
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** The first word and the rest. */
function split(line: string): readonly [string, string] {
  const space = line.indexOf(' ');
  return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
}

function readField(line: string): FieldSource {
  const [tag = '', name = '', type = '', ...values] = line.split(' ');
  const pairs = values.map((pair): readonly [string, string] => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), pair.slice(equals + 1)];
  });
  return { tag: Number(tag), name, type, values: new Map(pairs) };
}

function writeField({ tag, name, type, values }: FieldSource): string {
  const pairs = [...values].map(([value, meaning]) => `${value}=${meaning.replaceAll(' ', '_')}`);
  return [tag, name, type, ...pairs].join(' ');
}

function readMembers(text: string): readonly Member[] {
  const words = text.match(/[()]!?|[^\s()]+/g) ?? [];
  let at = 0;
  const until = (): { members: Member[]; required: boolean } => {
    const members: Member[] = [];
    for (let word = words[at++]; word !== undefined; word = words[at++]) {
      if (word.startsWith(')')) return { members, required: word.endsWith('!') };
      members.push(word.startsWith('(') ? group(until()) : single(word));
    }
    return { members, required: false };
  };
  return until().members;
}

function single(word: string): Member {
  const required = word.endsWith('!');
  const bare = required ? word.slice(0, -1) : word;
  return bare.startsWith('@')
    ? { kind: 'component', name: bare.slice(1), required }
    : { kind: 'field', tag: Number(bare), required };
}

function group({ members, required }: { members: Member[]; required: boolean }): Member {
  const [count, ...entry] = members;
  if (count?.kind !== 'field') throw new Error('a group must begin with its count field');
  return { kind: 'group', tag: count.tag, required, members: entry };
}

function writeMembers(members: readonly Member[]): string {
  return members
    .map((member) => {
      const mark = member.required ? '!' : '';
      if (member.kind === 'field') return `${member.tag}${mark}`;
      if (member.kind === 'component') return `@${member.name}${mark}`;
      return `(${member.tag} ${writeMembers(member.members)})${mark}`;
    })
    .join(' ');
}
