/** Fills a compiled message with details. No parsing, no library: one walk over the segments. */
import { decimalOf } from '../decimal.ts';
import type { Cases, Choice, Given, Pattern, SlotKind } from './compiled.ts';
import type { Voice } from './format/voice.ts';

export interface Scope {
  readonly details: Readonly<Record<string, unknown>>;
  readonly voice: Voice;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** Every detail that holds a price, in any row; a test holds this list to the catalogue. */
export const PRICE_NAMES = [
  'currentPrice',
  'price',
  'requestedPrice',
  'sl',
  'tp',
  'minDistance',
  'tickSize',
] as const;
/** More than any symbol has: what callers send must not make a text long. */
const PRICE_DIGITS_MAX = 12;

/** Stands where a detail should be and is not: an older server may not know it yet. */
const MISSING = '–';

export function evaluate(pattern: Pattern, scope: Scope): string {
  if (typeof pattern === 'string') return pattern;
  let text = '';
  // An operator's reason may bring its own full stop, and a sentence has one.
  let stopped = false;
  for (const segment of pattern) {
    if (typeof segment === 'string') {
      text += stopped && segment.startsWith('.') ? segment.slice(1) : segment;
      stopped = false;
    } else if (segment.length === 2) {
      const value = scope.details[segment[1]];
      text += printed(segment[0], value, scope);
      stopped = typeof value === 'string' && value.endsWith('.');
    } else {
      text += evaluate(chosen(segment, scope), scope);
      stopped = false;
    }
  }
  return text;
}

/** One detail in the scope's locale. A value of another kind than the row promises is printed as it stands. */
function printed(kind: SlotKind, value: unknown, scope: Scope): string {
  if (typeof value === 'number' && Number.isFinite(value)) return numberText(kind, value, scope);
  if (typeof value === 'string') {
    return kind === 'time' ? scope.voice.instant(scope.timeZone)(value, scope.nowMs) : value;
  }
  return Array.isArray(value) && value.length > 0 ? value.join(', ') : MISSING;
}

/** The symbol's own digits where the failure says them, else those of its finest price: 1.095 beside 1.09512 is 1.09500. */
function priceDigits(details: Scope['details']): number {
  const { digits } = details;
  if (typeof digits === 'number' && digits >= 0 && digits <= PRICE_DIGITS_MAX) return digits;
  return Math.min(
    PRICE_DIGITS_MAX,
    Math.max(...PRICE_NAMES.map((name) => digitsOf(details[name]))),
  );
}

function digitsOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 0;
  return decimalOf(value).scale;
}

function numberText(kind: SlotKind, value: number, { voice, details }: Scope): string {
  switch (kind) {
    case 'money': {
      const { currency } = details;
      return voice.money(value, typeof currency === 'string' ? currency : undefined);
    }
    case 'percent':
      return voice.percent(value);
    case 'millis':
      return voice.duration(value);
    case 'seconds':
      return voice.duration(value * 1_000);
    case 'price':
      return voice.price(value, priceDigits(details));
    case 'lots':
    case 'integer':
      return voice.number(value);
    case 'time':
    case 'plain':
      return String(value);
  }
}

function chosen(choice: Choice | Given, { details, voice }: Scope): Pattern {
  const value = details[choice[1]];
  if (choice[0] === 'given') return isGiven(value) ? choice[2] : choice[3];
  const [kind, , cases] = choice;
  const key = kind === 'plural' ? pluralKey(value, cases, voice) : selectKey(value);
  return (Object.hasOwn(cases, key) ? cases[key] : cases['other']) ?? '';
}

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

function selectKey(value: unknown): string {
  if (typeof value === 'string') return value;
  return isGiven(value) ? 'other' : 'none';
}

function pluralKey(value: unknown, cases: Cases, voice: Voice): string {
  if (typeof value !== 'number') return 'other';
  if (Number.isInteger(value) && Object.hasOwn(cases, `=${value}`)) return `=${value}`;
  return voice.plural(value);
}
