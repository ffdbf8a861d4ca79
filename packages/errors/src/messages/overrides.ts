/**
 * Messages of the operator's own: a file per language, a text per code, `${name}` where a detail goes. This checks and
 * compiles the text of such files; `@faultline/errors/node` reads them from a folder.
 */
import { clientCatalogue, type AnyCode } from '../catalogue/index.ts';
import type { FieldKind } from '../fields.ts';
import { rowOf } from '../row.ts';
import { SLOT_KINDS, type Pattern, type Segment, type SlotKind } from './compiled.ts';
import { isLocale, LOCALES, type Locale } from './locale.ts';

export type MessageOverrides = Readonly<
  Partial<Record<Locale, Readonly<Partial<Record<AnyCode, Pattern>>>>>
>;

/** Every mistake in the operator's files at once, one a line, so that one look is enough. */
export class MessageTemplatesError extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`message templates:\n${mistakes.map((mistake) => `- ${mistake}`).join('\n')}`);
    this.name = 'MessageTemplatesError';
    this.mistakes = mistakes;
  }
}

export interface TemplateFile {
  /** `es.json`. */
  readonly name: string;
  /** Where the file's name does not say it. */
  readonly locale?: string;
  readonly text: string;
}

const PLACEHOLDER = /\$\{([^{}]*)\}/g;

/**
 * The overrides that `files` hold.
 *
 * @throws MessageTemplatesError that lists every mistake: bad JSON, unknown languages, codes and placeholders, values
 *   that are no text.
 */
export function parseMessageTemplates(files: readonly TemplateFile[]): MessageOverrides {
  const mistakes: string[] = [];
  const read = files.map((file) => readFile(file, mistakes));
  if (mistakes.length > 0) throw new MessageTemplatesError(mistakes);
  const merged: Record<string, Partial<Record<string, Pattern>>> = {};
  for (const [locale, patterns] of read) merged[locale] = { ...merged[locale], ...patterns };
  return merged;
}

function readFile(
  { name, text, locale = name.replace(/\.json$/, '') }: TemplateFile,
  mistakes: string[],
): [string, Partial<Record<string, Pattern>>] {
  if (!isLocale(locale)) mistakes.push(`${name}: no such language, expected ${LOCALES.join(', ')}`);
  const entries = entriesOf(text);
  if (typeof entries === 'string') {
    mistakes.push(`${name}: ${entries}`);
    return [locale, {}];
  }
  const patterns: Record<string, Pattern> = {};
  for (const [code, template] of entries) {
    const faults = templateFaults(code, template);
    mistakes.push(...faults.map((fault) => `${name}: ${code}: ${fault}`));
    if (faults.length === 0) patterns[code] = patternOf(code as AnyCode, String(template));
  }
  return [locale, patterns];
}

/** The members of a JSON object, or what is wrong with the text. */
function entriesOf(text: string): [string, unknown][] | string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      return Object.entries(parsed);
    }
    return 'expected an object of code to text';
  } catch (error) {
    return `is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function templateFaults(code: string, template: unknown): string[] {
  if (!Object.hasOwn(clientCatalogue, code)) return ['no such code'];
  if (typeof template !== 'string') return [`expected a text, was ${typeNameOf(template)}`];
  if (template.trim() === '') return ['the text is empty'];
  const names = Object.keys(rowOf(code as AnyCode).details);
  const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  const unknown = [...template.matchAll(PLACEHOLDER)]
    .map(([, name = '']) => name)
    .filter((name) => !names.includes(name))
    .map((name) => `no such placeholder \${${name}}; ${known}`);
  const open = template.replaceAll(PLACEHOLDER, '').includes('${');
  return open ? [...unknown, 'a "${" is never closed'] : unknown;
}

const typeNameOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
};

/** An override says nothing about formats: each detail is written as its own kind is. */
function patternOf(code: AnyCode, template: string): Pattern {
  const { details } = rowOf(code);
  const segments: Segment[] = template
    .split(PLACEHOLDER)
    .map((part, index): Segment => {
      // Every second part is what the expression captured.
      return index % 2 === 0 ? part : [slotKindOf(details[part]?.kind), part];
    })
    .filter((segment) => segment !== '');
  return segments;
}

/** Text stands as it is, and so does an integer: it may be an id, which nobody groups by thousands. */
function slotKindOf(kind: FieldKind | undefined): SlotKind {
  return SLOT_KINDS.find((one) => one === kind && one !== 'integer') ?? 'plain';
}
