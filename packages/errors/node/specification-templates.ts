/**
 * Messages as the gateway specification prints them: one YAML file, the languages under `error_messages`, its own keys
 * (`AUTH_FAILURE`, `ORDER_REJECTED_INSUFFICIENT_MARGIN`) and placeholders. Told in our words, for the one check there is.
 */
import { parseDocument } from 'yaml';
import { type AnyCode, codeNamed } from '../src/index.ts';
import { GATEWAY_SPEC } from '../src/foreign/spaces/gateway-spec.ts';
import { isLocale } from '../src/messages/locale.ts';
import { MessageTemplatesError, type TemplateFile } from '../src/messages/overrides.ts';

/** `OrderRejected` → `ORDER_REJECTED`; a reason is written so already. */
const keyOf = (name: string): string => name.replaceAll(/([a-z])(?=[A-Z])/g, '$1_').toUpperCase();

/** The key of each number, and of each reason behind its number's. A code of ours may have several: one for each sub-case. */
const CODES: ReadonlyMap<string, AnyCode> = new Map(
  GATEWAY_SPEC.rows.flatMap(({ number, operation, name, code }) => {
    if (code === null || operation !== null) return [];
    const [own, reason] = String(number).split('/');
    if (reason === undefined) return [[keyOf(name), code] as const];
    const rejected = GATEWAY_SPEC.find(own ?? '');
    return rejected.known ? [[`${keyOf(rejected.name)}_${reason}`, code] as const] : [];
  }),
);

/** What the specification calls otherwise than the details do. */
const DETAILS: Readonly<Record<string, string>> = { nextOpenTime: 'opensAt' };

/** A name of our own wins: INSUFFICIENT_BALANCE is about withdrawals here, and about margin there. */
const codeOf = (key: string): string => codeNamed(key) ?? CODES.get(key) ?? key;

const inOurWords = (template: unknown): unknown =>
  typeof template === 'string'
    ? template.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => `\${${DETAILS[name] ?? name}}`)
    : template;

/**
 * One file for each language in it: under `error_messages`, or the one that the file is named after. YAML of another kind is
 * passed over, for the error configuration may lie in the same folder.
 *
 * @throws MessageTemplatesError for what is no YAML, and for a language without texts.
 */
export function languagesIn({ name, text }: TemplateFile): TemplateFile[] {
  const document = parseDocument(text, { uniqueKeys: true });
  const [fault] = document.errors;
  if (fault !== undefined) throw wrong(name, `is no YAML: ${fault.message.split('\n')[0]}`);
  const root: unknown = document.toJS({ maxAliasCount: 0 });
  return Object.entries(textsIn(name, root)).map(([locale, texts]) => {
    if (!isMap(texts)) throw wrong(name, `${locale}: expected a text for each key`);
    const told = Object.entries(texts).map(([key, template]) => [
      codeOf(key),
      inOurWords(template),
    ]);
    return { name, locale, text: JSON.stringify(Object.fromEntries(told)) };
  });
}

function textsIn(name: string, root: unknown): Record<string, unknown> {
  const locale = name.replace(/\.ya?ml$/, '');
  if (isLocale(locale)) return { [locale]: root };
  const languages = isMap(root) ? root['error_messages'] : undefined;
  if (languages === undefined) return {};
  if (!isMap(languages)) throw wrong(name, 'error_messages: expected the texts of each language');
  return languages;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (name: string, what: string): MessageTemplatesError =>
  new MessageTemplatesError([`${name}: ${what}`]);
