/**
 * A copy of any value that may be logged: secrets never, personal ids masked, text scrubbed, whatever the nesting, the
 * spelling of the key, or the error cause it hides in. What cannot be shown is named instead.
 */
import { maskEmail, maskId, REDACTED } from './mask.ts';
import { scrubText } from './scrub.ts';

const DEPTH_MAX = 8;
const TEXT_MAX = 4_000;

const SECRET =
  /pass(word|wd|phrase)|pwd$|secret|token$|apikey|authorization|credential|cookie|privatekey|signingkey/;
const PERSONAL: ReadonlySet<string> = new Set([
  'userid',
  'accountid',
  'username',
  'login',
  'loginid',
]);

type KeyKind = 'secret' | 'id' | 'email' | 'plain';

interface Key {
  readonly kind: KeyKind;
  /** As it may be shown: a key can hold a secret as well as a value can. */
  readonly shown: string;
}

/** Keys seen before: a service has a few hundred, and classifying one costs more than looking it up. */
const KEYS = new Map<string, Key>();
const KEYS_MAX = 5_000;

function keyOf(key: string): Key {
  const known = KEYS.get(key);
  if (known !== undefined) return known;
  // Assigned as it is, this one would become the copy's prototype.
  const shown = key === '__proto__' ? '[PROTO]' : scrubText(key);
  const seen: Key = { kind: classified(key), shown };
  if (KEYS.size < KEYS_MAX) KEYS.set(key, seen);
  return seen;
}

/** `X-Api-Key`, `apiKey` and `api_key` are the same key. */
function classified(key: string): KeyKind {
  const name = key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (SECRET.test(name)) return 'secret';
  if (PERSONAL.has(name)) return 'id';
  return name === 'email' ? 'email' : 'plain';
}

/** @returns JSON-safe data. Never throws: a getter that fails, a cycle, anything at all may be in there. */
export const redact = (value: unknown): unknown => redactAt(value, []);

/** @param above - The objects that this value lies in, the outermost first. */
function redactAt(value: unknown, above: object[]): unknown {
  switch (typeof value) {
    case 'string':
      return scrubText(value.length > TEXT_MAX ? value.slice(0, TEXT_MAX) : value);
    case 'bigint':
      return value.toString();
    case 'object':
      return value === null ? null : redactObject(value, above);
    case 'function':
    case 'symbol':
      return undefined;
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
  }
}

function redactObject(value: object, above: object[]): unknown {
  if (above.includes(value)) return '[CIRCULAR]';
  if (above.length >= DEPTH_MAX) return '[DEEP]';
  above.push(value);
  const copy = copyOf(value, above);
  above.pop();
  return copy;
}

function copyOf(value: object, above: object[]): unknown {
  if (Array.isArray(value)) return value.map((one) => redactAt(one, above));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return redactFields(value, above);
  if (value instanceof Error) return redactError(value, above);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[BINARY]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Map) return redactFields(Object.fromEntries(value), above);
  if (value instanceof Set) return [...value].map((one) => redactAt(one, above));
  return redactFields(value, above);
}

type Copy = Record<string, unknown>;

function redactFields(value: object, above: object[]): Copy {
  const copy: Copy = {};
  for (const key of Object.keys(value)) {
    const { kind, shown } = keyOf(key);
    copy[shown] = redactField(kind, fieldOf(value, key), above);
  }
  return copy;
}

/** One whose getter throws says so. */
function fieldOf(value: object, key: string): unknown {
  try {
    return (value as Copy)[key];
  } catch {
    return '[UNREADABLE]';
  }
}

function redactField(kind: KeyKind, field: unknown, above: object[]): unknown {
  if (field === null || field === undefined || typeof field === 'boolean') return field;
  switch (kind) {
    case 'secret':
      return REDACTED;
    case 'id':
      return isId(field) ? maskId(field) : redactAt(field, above);
    case 'email':
      return typeof field === 'string' ? maskEmail(field) : redactAt(field, above);
    case 'plain':
      return redactAt(field, above);
  }
}

const isId = (value: unknown): value is string | number | bigint =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';

/** For the log alone: stack and cause never leave the process. */
function redactError(error: Error, above: object[]): Copy {
  const copy = redactFields(error, above);
  const { name, message, stack, cause } = error;
  copy['type'] = name;
  copy['message'] = scrubText(message);
  if (stack !== undefined) copy['stack'] = scrubText(stack);
  if (cause !== undefined) copy['cause'] = redactAt(cause, above);
  return copy;
}
