/**
 * Reads a data dictionary in the XML format of QuickFIX, in which liquidity providers describe their dialect of FIX.
 *
 * Unknown elements and attributes are passed over. What the file refers to must be defined in it.
 */
import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { compileDictionary } from '../src/dictionary/compile.ts';
import type { Dictionary } from '../src/dictionary/dictionary.ts';
import type {
  DictionarySource,
  FieldSource,
  Member,
  MessageSource,
} from '../src/dictionary/source.ts';

/** @throws Error when the file cannot be read or is no such dictionary */
export function loadDictionary(file: string): Dictionary {
  return compileDictionary(parseDictionaryXml(readFileSync(file, 'utf8')));
}

/** @throws Error when the text is no data dictionary or refers to fields that it does not define */
export function parseDictionaryXml(xml: string): DictionarySource {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
  });
  const parsed: unknown = parser.parse(xml);
  const root = elementsOf(parsed).find(({ name }) => name === 'fix');
  if (root === undefined) throw new Error('the file has no <fix> element');
  const section = (name: string) =>
    root.children.find((child) => child.name === name)?.children ?? [];
  const fields = section('fields').map(readField);
  const tags = new Map(fields.map(({ name, tag }) => [name, tag]));
  const members = (elements: readonly Element[]) =>
    elements.flatMap((one) => readMember(one, tags));
  return {
    beginString: `${root.attributes.type ?? 'FIX'}.${attribute(root, 'major')}.${attribute(root, 'minor')}`,
    fields,
    header: members(section('header')),
    trailer: members(section('trailer')),
    components: new Map(
      section('components').map((one) => [attribute(one, 'name'), members(one.children)]),
    ),
    messages: section('messages').map((one): MessageSource => ({
      msgType: attribute(one, 'msgtype'),
      name: attribute(one, 'name'),
      admin: one.attributes.msgcat === 'admin',
      members: members(one.children),
    })),
  };
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

const ATTRIBUTES = ':@';

/** The parser's ordered form, `[{ name: children, ':@': attributes }]`, with the shape proved. */
function elementsOf(parsed: unknown): readonly Element[] {
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((node: unknown) => {
    if (!isRecord(node)) return [];
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
    if (name === undefined || name.startsWith('#') || name.startsWith('?')) return [];
    const given = node[ATTRIBUTES];
    const attributes = Object.fromEntries(
      Object.entries(isRecord(given) ? given : {}).map(([key, value]) => [key, String(value)]),
    );
    return [{ name, attributes, children: elementsOf(node[name]) }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function attribute(element: Element, name: string): string {
  const value = element.attributes[name];
  if (value === undefined) throw new Error(`<${element.name}> has no attribute ${name}`);
  return value;
}

function readField(element: Element): FieldSource {
  const values = element.children
    .filter(({ name }) => name === 'value')
    .map((value): readonly [string, string] => [
      attribute(value, 'enum'),
      value.attributes.description ?? '',
    ]);
  const tag = Number(attribute(element, 'number'));
  if (!Number.isSafeInteger(tag) || tag < 1) throw new Error(`${tag} is no field number`);
  return {
    tag,
    name: attribute(element, 'name'),
    type: attribute(element, 'type'),
    values: new Map(values),
  };
}

function readMember(element: Element, tags: ReadonlyMap<string, number>): readonly Member[] {
  const name = element.attributes.name ?? '';
  const required = element.attributes.required === 'Y';
  if (element.name === 'component') return [{ kind: 'component', name, required }];
  if (element.name !== 'field' && element.name !== 'group') return [];
  const tag = tags.get(name);
  if (tag === undefined) throw new Error(`field ${name} is not defined`);
  if (element.name === 'field') return [{ kind: 'field', tag, required }];
  const members = element.children.flatMap((child) => readMember(child, tags));
  return [{ kind: 'group', tag, required, members }];
}
