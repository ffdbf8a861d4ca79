/** A code or a foreign number as lines for a person: what it is, was it executed, may it be repeated, what to do. */
import type { AnyCode, Details, Fields, Outcome, Retry } from '../../src/index.ts';
import { isCode, retryOf, rowOf } from '../../src/index.ts';
import {
  foreign,
  foreignKeyText,
  type ForeignKey,
  foreignOf,
  type ForeignRow,
  type GatewayFacts,
  type LoginPolicy,
  type LoginSchedule,
  REASON_FIELDS,
} from '../../src/foreign/index.ts';
import { voiceOf } from '../../src/messages/format/voice.ts';
import { type Audience, type Locale, localise } from '../../src/messages/index.ts';
import { WORDS } from './words.ts';

export interface Reader {
  readonly locale: Locale;
  readonly nowMs: number;
  /** The failure's own numbers, as far as the reader has them. */
  readonly details: Readonly<Record<string, unknown>>;
}

const ELSEWHERE_MAX = 12;
const LABEL_WIDTH = 14;

const fact = (label: string, text: string): string => `${label.padEnd(LABEL_WIDTH)}${text}`;

/** In words for a person, and with the word that the wire has for it. */
const outcomeText = (outcome: Outcome, locale: Locale): string =>
  `${WORDS[locale].outcomes[outcome]} (${outcome})`;

export function aboutCode(code: AnyCode, reader: Reader): string[] {
  const words = WORDS[reader.locale];
  const { http, category, outcome } = rowOf(code);
  const others = isCode(code) ? foreignOf(code).map((row) => foreignKeyText(row)) : [];
  return [
    `${code}  (${category}${http === 0 ? '' : `, HTTP ${http}`})`,
    ...sentences(code, reader),
    '',
    fact(words.executed, outcomeText(outcome, reader.locale)),
    fact(words.retry, retryOfCode(code, reader)),
    ...(others.length === 0
      ? []
      : [fact(words.elsewhere, others.slice(0, ELSEWHERE_MAX).join('  '))]),
    ...advice(code, reader),
  ];
}

export function aboutForeign(key: ForeignKey, reader: Reader): string[] {
  const words = WORDS[reader.locale];
  const row = foreign(key.space, key.number, key.operation);
  if (!row.known) return [`${foreignKeyText(key)}: ${words.unlisted}`];
  const head = [`${foreignKeyText(row)}: ${row.name}`, row.meaning, ''];
  const facts = [
    ...gatewayFacts(row, reader),
    fact(words.executed, outcomeText(row.outcome, reader.locale)),
    fact(words.retry, retryOfForeign(row, reader)),
    ...('policy' in row ? [fact(words.alert, (row.policy as LoginPolicy).alert)] : []),
  ];
  if (row.code === null) return [...head, ...facts, fact(words.ours, words.noError)];
  const reason = row.reason === null ? '' : ` / ${row.reason}`;
  const { code, details } = failureOf(row, row.code);
  const told = { ...reader, details: { ...details, ...reader.details } };
  return [
    ...head,
    ...facts,
    fact(words.ours, row.code + reason),
    '',
    ...sentences(code, told),
    ...advice(code, told),
  ];
}

/** A refused login of a terminal is no login of a user of ours: what to do about it stands elsewhere. */
function failureOf(row: ForeignRow, code: AnyCode): Pick<Reader, 'details'> & { code: AnyCode } {
  if (!('policy' in row)) return { code, details: subCase(row) };
  const { action } = row.policy as LoginPolicy;
  return { code: 'MT5_LOGIN_FAILED', details: { mt5Code: row.number, reason: row.name, action } };
}

/** Where the catalogue keeps this number's sub-case, so that its sentence is found. */
function subCase({ code, reason }: ForeignRow): Record<string, string> {
  if (code === null || reason === null) return {};
  const { details } = rowOf(code);
  const field = REASON_FIELDS.find((name) => details[name]?.values?.includes(reason));
  return field === undefined ? {} : { [field]: reason };
}

/** The numbers that nobody has given stand as their names: `‹maxVolume›`. */
function named(fields: Fields, given: Reader['details']): Details<AnyCode> {
  const names = Object.entries(fields)
    .filter(([, { required, nullable }]) => required && !nullable)
    .map(([name]) => [name, `‹${name}›`]);
  return { ...Object.fromEntries(names), ...given } as Details<AnyCode>;
}

const saidTo = (audience: Audience, code: AnyCode, { details, ...reader }: Reader) =>
  localise({ code, details: named(rowOf(code).details, details) }, { ...reader, audience });

function sentences(code: AnyCode, reader: Reader): string[] {
  const { message, detail, reason } = saidTo('trader', code, reader);
  return [message, ...(detail === message ? [] : [detail]), ...(reason === null ? [] : [reason])];
}

function advice(code: AnyCode, reader: Reader): string[] {
  const words = WORDS[reader.locale];
  const steps = (audience: Audience): string[] =>
    saidTo(audience, code, reader).solution.map((step, index) => `  ${index + 1}. ${step}`);
  return ['', words.trader, ...steps('trader'), '', words.operator, ...steps('admin')];
}

/** The gateway's own words to its users are a promise: they stand as they are. */
const gatewayFacts = (row: ForeignRow, { locale }: Reader): string[] =>
  'userMessage' in row ? [fact(WORDS[locale].userMessage, `“${String(row.userMessage)}”`)] : [];

function retryOfCode(code: AnyCode, { locale, details }: Reader): string {
  const { retry } = rowOf(code);
  if (typeof retry === 'function' && Object.keys(details).length === 0) {
    return WORDS[locale].byDetails;
  }
  return retryText(retryOf(code, details as Details<AnyCode>), locale);
}

function retryText(retry: Retry, locale: Locale): string {
  const words = WORDS[locale];
  const kind = `${words.retries[retry.kind]} (${retry.kind})`;
  switch (retry.kind) {
    case 'after':
      return `${kind} ${words.waits(duration(retry.afterMs, locale))}`;
    case 'at':
      return `${kind} ${retry.at}`;
    case 'backoff':
      return `${kind} ${words.waits(durations(retry.delaysMs, locale))} ${words.atMost(retry.max)}`;
    case 'never':
    case 'refresh':
    case 'same-key':
      return kind;
  }
}

function retryOfForeign(row: ForeignRow, { locale }: Reader): string {
  const words = WORDS[locale];
  if ('policy' in row) return policyText(row.policy as LoginPolicy, locale);
  const { maxRetries = null, delaysMs = null } = row as ForeignRow & Partial<GatewayFacts>;
  return [
    `${words.retries[row.retry]} (${row.retry})`,
    ...(row.newDecision ? [`(${words.newDecision})`] : []),
    ...(delaysMs === null ? [] : [words.waits(durations(delaysMs, locale))]),
    ...(maxRetries === null || maxRetries === 0 ? [] : [words.atMost(maxRetries)]),
  ].join(' ');
}

/** What the supervisor of the terminals does, in full. */
function policyText({ action, schedule, attemptsMax, endState }: LoginPolicy, locale: Locale) {
  const words = WORDS[locale];
  const waits = scheduleText(schedule, locale);
  return [
    words.actions[action],
    ...(waits === null ? [] : [words.waits(waits), words.atMost(attemptsMax)]),
    words.afterwards(endState),
  ].join(' ');
}

function scheduleText(schedule: LoginSchedule, locale: Locale): string | null {
  switch (schedule.kind) {
    case 'none':
      return null;
    case 'list':
      return durations(schedule.delaysMs, locale);
    case 'fixed':
      return duration(schedule.everyMs, locale);
    case 'exponential':
      return WORDS[locale].doubled(
        duration(schedule.firstMs, locale),
        duration(schedule.capMs, locale),
      );
  }
}

const duration = (ms: number, locale: Locale): string => voiceOf(locale).duration(ms);
const durations = (delaysMs: readonly number[], locale: Locale): string =>
  delaysMs.map((ms) => duration(ms, locale)).join(' · ');
