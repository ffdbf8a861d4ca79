#!/usr/bin/env node
/**
 * Compiles the translators' ICU messages into `src/messages/gen/*.gen.ts`: parsed here, once, so that no parser travels
 * with the product. Refuses what would print nonsense: a detail printed as another kind than its own, or an optional
 * one outside a `select` that knows it can be absent.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  parse,
  TYPE,
  type MessageFormatElement,
  type PluralElement,
  type SelectElement,
} from '@formatjs/icu-messageformat-parser';
import { clientCatalogue, type AnyCode } from '../src/catalogue/index.ts';
import type { Field, Fields } from '../src/fields.ts';
import {
  SLOT_KINDS,
  type CompiledTexts,
  type Pattern,
  type Segment,
} from '../src/messages/compiled.ts';
import { LOCALES, type Locale } from '../src/messages/locale.ts';
import { sources, type SourceTexts } from '../src/messages/source/index.ts';

const FOLDER = join(import.meta.dirname, '..', 'src', 'messages', 'gen');

/** ICU leaves argument types to the application and the parser knows only its own: ours become part of the name. */
const TYPED = new RegExp(String.raw`\{\s*(\w+)\s*,\s*(${SLOT_KINDS.join('|')})\s*\}`, 'g');
const MARK = '__';

interface Place {
  readonly fields: Fields;
  readonly locale: Locale;
  /** Details that an enclosing `select` has shown to be present. */
  readonly present: ReadonlySet<string>;
}

/** @throws RangeError with the reason, when the message could print nonsense. */
export function compileMessage(message: string, place: Omit<Place, 'present'>): Pattern {
  const source = message.replaceAll(TYPED, `{$1${MARK}$2}`);
  const elements = parse(source, { ignoreTag: true, shouldParseSkeletons: false });
  return compact(elements, { ...place, present: new Set() });
}

function compact(elements: readonly MessageFormatElement[], place: Place, counted = ''): Pattern {
  const segments = elements.map((element) => segmentOf(element, place, counted));
  const [only = ''] = segments;
  return segments.length < 2 && typeof only === 'string' ? only : segments;
}

function segmentOf(element: MessageFormatElement, place: Place, counted: string): Segment {
  switch (element.type) {
    case TYPE.literal:
      return place.locale === 'fr' ? frenchSpaced(element.value) : element.value;
    case TYPE.argument:
      return slotOf(element.value, place);
    case TYPE.pound:
      return slotOf(counted, place);
    case TYPE.select:
      return selectOf(element, place);
    case TYPE.plural:
      return pluralOf(element, place);
    case TYPE.number:
    case TYPE.date:
    case TYPE.time:
    case TYPE.tag:
      throw new RangeError(`{${element.value}} uses a format that is not ours`);
  }
}

/** French never breaks a line before these signs; translators type an ordinary space. */
const frenchSpaced = (text: string): string =>
  text.replaceAll(/ ([:;!?»])/g, '\u00a0$1').replaceAll('« ', '«\u00a0');

const isOneOf = (some: readonly string[], name: string): boolean => some.includes(name);

function fieldOf(name: string, { fields }: Place): Field {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) throw new RangeError(`{${name}} is no detail`);
  return field;
}

function slotOf(argument: string, place: Place): Segment {
  const [name = '', wanted] = argument.split(MARK);
  const field = fieldOf(name, place);
  const kind = SLOT_KINDS.find((one) => one === wanted) ?? 'plain';
  const plainWillDo = isOneOf(['text', 'texts', 'choice', 'integer'], field.kind);
  if (kind === 'plain' ? !plainWillDo : kind !== field.kind) {
    throw new RangeError(`{${name}} is written as ${kind} and holds ${field.kind}`);
  }
  const canBeAbsent = !field.required || field.nullable || field.kind === 'texts';
  if (canBeAbsent && !place.present.has(name)) {
    throw new RangeError(
      `{${name}} can be absent: put it inside {${name}, select, none {…} other {…}}`,
    );
  }
  return [kind, name];
}

function selectOf({ value: name, options }: SelectElement, place: Place): Segment {
  const { kind, values = [] } = fieldOf(name, place);
  const cases = Object.entries(options).map(([key, { value }]): [string, Pattern] => {
    if (kind === 'choice' && !isOneOf([...values, 'none', 'other'], key)) {
      throw new RangeError(`{${name}} is never ${key}`);
    }
    // Without a branch for its absence, nothing is known about it in the others.
    const present = key !== 'none' && 'none' in options ? [...place.present, name] : place.present;
    return [key, compact(value, { ...place, present: new Set(present) })];
  });
  const byKey = Object.fromEntries(cases);
  const { none, other, ...rest } = byKey;
  return none !== undefined && other !== undefined && Object.keys(rest).length === 0
    ? ['given', name, other, none]
    : ['select', name, byKey];
}

function pluralOf({ value: name, options }: PluralElement, place: Place): Segment {
  const field = fieldOf(name, place);
  if (!isOneOf(['integer', 'lots'], field.kind)) throw new RangeError(`{${name}} is not counted`);
  const categories = new Intl.PluralRules(place.locale).resolvedOptions().pluralCategories;
  const cases = Object.entries(options).map(([key, { value }]): [string, Pattern] => {
    const known = key.startsWith('=') || isOneOf(categories, key);
    if (!known) throw new RangeError(`{${name}}: ${place.locale} has no plural form "${key}"`);
    return [key, compact(value, place, `${name}${MARK}${field.kind}`)];
  });
  return ['plural', name, Object.fromEntries(cases)];
}

const SUB_CASE_FIELDS = ['reason', 'kind', 'period'] as const;

function compileTexts(locale: Locale, code: AnyCode, texts: SourceTexts): CompiledTexts {
  const fields: Fields = clientCatalogue[code].details;
  const compile = (message: string): Pattern => {
    try {
      return compileMessage(message, { fields, locale });
    } catch (cause) {
      throw new Error(`${locale} ${code}: ${String(cause)} in "${message}"`, { cause });
    }
  };
  const by = SUB_CASE_FIELDS.find((name) => fields[name]?.kind === 'choice');
  const { message, detail, trader, admin, reasons = {} } = texts;
  return {
    ...(message === undefined ? {} : { message: compile(message) }),
    detail: compile(detail),
    ...(trader === undefined ? {} : { trader: trader.map(compile) }),
    admin: admin.map(compile),
    ...(by === undefined
      ? {}
      : {
          by,
          reasons: Object.fromEntries(
            Object.entries(reasons).map(([value, text]) => [value, compile(text)]),
          ),
        }),
  };
}

/** The text of a language's generated file. */
export function compiledFile(locale: Locale): string {
  const rows = (Object.keys(clientCatalogue) as AnyCode[]).map(
    (code) => `  ${code}: ${JSON.stringify(compileTexts(locale, code, sources[locale][code]))},`,
  );
  return [
    `/** Generated from ../source/${locale}/ by bin/compile-messages.ts; edits are lost. */`,
    `import type { CompiledMessages } from '../compiled.ts';`,
    '',
    `export const ${locale}: CompiledMessages = {`,
    ...rows,
    '};',
    '',
  ].join('\n');
}

if (import.meta.main) {
  for (const locale of LOCALES)
    writeFileSync(join(FOLDER, `${locale}.gen.ts`), compiledFile(locale));
}
