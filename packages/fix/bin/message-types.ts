/** Writes the TypeScript types of every message, component and group of a dictionary. */
import type {
  DictionarySource,
  FieldSource,
  Member,
  MessageSource,
} from '../src/dictionary/source.ts';
import { CASES, DEMANDED, groupNameOf, kindOf, propertyOf } from '../src/messages/typed-field.ts';

type Group = Extract<Member, { kind: 'group' }>;

const TYPES = {
  decimal: 'Decimal',
  int: 'number',
  flag: 'boolean',
  instant: 'number',
  list: 'string',
  data: 'string',
  text: 'string',
} as const;

export class MessageTypes {
  readonly #source: DictionarySource;
  readonly #fields: ReadonlyMap<number, FieldSource>;
  readonly #lengthTags: ReadonlySet<number>;
  readonly #out: string[] = [];

  constructor(source: DictionarySource) {
    this.#source = source;
    this.#fields = new Map(source.fields.map((field) => [field.tag, field]));
    const data = new Set(
      source.fields.filter((one) => kindOf(one) === 'data').map(({ name }) => name),
    );
    const lengths = source.fields.filter(({ name }) =>
      data.has(name.replace(/(?:Len|Length)$/, '')),
    );
    this.#lengthTags = new Set(lengths.filter(({ name }) => !data.has(name)).map(({ tag }) => tag));
  }

  write(): string {
    for (const field of this.#source.fields) this.#codes(field);
    for (const [name, members] of this.#source.components) {
      this.#interface(name, members, `The component ${name}.`, DEMANDED.get(name) ?? []);
    }
    for (const message of this.#source.messages) this.#message(message);
    this.#union();
    return this.#out.join('\n');
  }

  /** The codes of an enumerated field as a union, each with its name. */
  #codes({ tag, name, values, ...field }: FieldSource): void {
    const kind = kindOf({ name, values, ...field });
    if (values.size === 0 || kind === 'flag') return;
    const lines = [...values].map(
      ([code, meaning]) =>
        `  /** ${words(meaning)} */\n  | ${kind === 'int' ? Number(code) : quoted(code)}`,
    );
    this.#out.push(
      `/** The codes of ${name}(${tag}). */`,
      `export type ${name} =\n${lines.join('\n')};`,
      '',
    );
  }

  #message({ msgType, name, members }: MessageSource): void {
    const cases = CASES.get(msgType);
    const about = `${name}(${msgType}).`;
    const first = [`  readonly msgType: ${quoted(msgType)};`];
    if (cases === undefined) return this.#interface(name, members, about, [], first);
    const base = `${name}Fields`;
    this.#interface(base, members, `What every ${about.slice(0, -1)} may have.`, [], first);
    const on = this.#field(cases.tag);
    const special = Object.entries(cases.tags).map(([code, tags]) =>
      this.#case(on, [quoted(code)], tags),
    );
    const others = [...on.values.keys()].filter((code) => !(code in cases.tags)).map(quoted);
    const all = [...special, this.#case(on, others, [])].map((one) => `\n    | ${one}`).join('');
    this.#out.push(`/** ${about} ${on.name}(${on.tag}) says what it must have besides. */`);
    this.#out.push(`export type ${name} = ${base} &\n  (${all}\n  );`, '');
  }

  #case(on: FieldSource, codes: readonly string[], tags: readonly number[]): string {
    const must = tags.map((tag) => this.#property(tag, true).replace(/^.*\n */, ' '));
    return `{ readonly ${propertyOf(on, false)}: ${codes.join(' | ')};${must.join('')} }`;
  }

  #interface(
    ...[name, members, about, demanded, first = []]: [
      string,
      readonly Member[],
      string,
      readonly number[],
      string[]?,
    ]
  ): void {
    const bases: string[] = [];
    const lines: string[] = [...first];
    const groups: (() => void)[] = [];
    for (const member of members) {
      if (member.kind === 'component')
        bases.push(member.required ? member.name : `Partial<${member.name}>`);
      else if (member.kind === 'group') {
        const entry = `${name.replace(/Grp$/, '')}${groupNameOf(this.#field(member.tag))}Entry`;
        lines.push(this.#groupProperty(member, entry));
        groups.push(() => this.#entry(entry, member));
      } else if (!this.#lengthTags.has(member.tag)) {
        lines.push(this.#property(member.tag, member.required || demanded.includes(member.tag)));
      }
    }
    const base = bases.length === 0 ? '' : ` extends ${bases.join(', ')}`;
    this.#out.push(`/** ${about} */`, `export interface ${name}${base} {`, ...lines, '}', '');
    for (const group of groups) group();
  }

  /** An entry must have the first field of its group: without it nobody sees where it begins. */
  #entry(name: string, { tag, members }: Group): void {
    const [first] = members;
    const demanded = first?.kind === 'field' ? [first.tag] : [];
    const delimiter = first?.kind === 'component' ? this.#firstOf(first.name) : null;
    const lines = delimiter === null ? [] : [this.#property(delimiter, true)];
    const about = `An entry of the group that ${this.#field(tag).name}(${tag}) counts.`;
    this.#interface(name, members, about, demanded, lines);
  }

  #firstOf(component: string): number | null {
    const [first] = this.#source.components.get(component) ?? [];
    if (first?.kind === 'component') return this.#firstOf(first.name);
    return first?.tag ?? null;
  }

  #groupProperty({ tag, required }: Group, entry: string): string {
    const field = this.#field(tag);
    const property = propertyOf(field, true);
    const array = `readonly ${entry}[]`;
    const about = `  /** Counted by ${field.name}(${tag}). */\n`;
    return `${about}  readonly ${property}${required ? `: ${array}` : `?: ${array} | undefined`};`;
  }

  #property(tag: number, required: boolean): string {
    const field = this.#field(tag);
    const kind = kindOf(field);
    const code = field.values.size > 0 && kind !== 'flag' ? field.name : TYPES[kind];
    const type = kind === 'list' ? `readonly ${code}[]` : code;
    const unit =
      kind === 'instant'
        ? ': epoch ms'
        : kind === 'text' || kind === 'list'
          ? ''
          : `: ${field.type.toLowerCase()}`;
    const rest = required ? `: ${type}` : `?: ${type} | undefined`;
    return `  /** ${field.name}(${tag})${unit}. */\n  readonly ${propertyOf(field, false)}${rest};`;
  }

  #field(tag: number): FieldSource {
    const field = this.#fields.get(tag);
    if (field === undefined) throw new Error(`field ${tag} is not defined`);
    return field;
  }

  #union(): void {
    const rows = this.#source.messages.map(
      ({ msgType, name }) => `  readonly ${quoted(msgType)}: ${name};`,
    );
    this.#out.push(
      '/** Every message by its MsgType(35). */',
      'export interface MessageByType {',
      ...rows,
      '}',
      '',
    );
    this.#out.push('export type TypedMessage = MessageByType[keyof MessageByType];', '');
  }
}

function quoted(text: string): string {
  return `'${text}'`;
}

function words(meaning: string): string {
  return meaning.replaceAll('_', ' ').toLowerCase();
}
