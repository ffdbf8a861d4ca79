/**
 * A copy of any value that may be logged: secrets never, personal ids masked, text scrubbed, whatever the nesting, the
 * spelling of the key, or the error cause it hides in. What cannot be shown is named instead.
 */
import { DEFAULT_MASKING, maskEmail, maskId, type Masking } from './mask.ts';
import { type Scrub, scrubberOf } from './scrub.ts';

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
const KEYS_MAX = 5_000;

/** One walk over one value. */
interface Walk {
  readonly masking: Masking;
  readonly scrub: Scrub;
  readonly keys: Map<string, Key>;
  /** The objects that the value lies in, the outermost first. */
  readonly above: object[];
}

function keyOf(key: string, { keys, scrub }: Walk): Key {
  const known = keys.get(key);
  if (known !== undefined) return known;
  // Assigned as it is, this one would become the copy's prototype.
  const shown = key === '__proto__' ? '[PROTO]' : scrub(key);
  const seen: Key = { kind: classified(key), shown };
  if (keys.size < KEYS_MAX) keys.set(key, seen);
  return seen;
}

/** `X-Api-Key`, `apiKey` and `api_key` are the same key. */
function classified(key: string): KeyKind {
  const name = key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (SECRET.test(name)) return 'secret';
  if (PERSONAL.has(name)) return 'id';
  return name === 'email' ? 'email' : 'plain';
}

/** Any value as JSON-safe data. Never throws: a getter that fails, a cycle, anything at all may be in there. */
export type Redact = (value: unknown) => unknown;

export function redactorOf(masking: Masking): Redact {
  const scrub = scrubberOf(masking.placeholder);
  const keys = new Map<string, Key>();
  return (value) =>
    // Most calls are for the sentence of a line.
    typeof value === 'string'
      ? scrub(value.slice(0, TEXT_MAX))
      : redactAt(value, { masking, scrub, keys, above: [] });
}

export const redact: Redact = redactorOf(DEFAULT_MASKING);

function redactAt(value: unknown, walk: Walk): unknown {
  switch (typeof value) {
    case 'string':
      return walk.scrub(value.length > TEXT_MAX ? value.slice(0, TEXT_MAX) : value);
    case 'bigint':
      return value.toString();
    case 'object':
      return value === null ? null : redactObject(value, walk);
    case 'function':
    case 'symbol':
      return undefined;
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
  }
}

function redactObject(value: object, walk: Walk): unknown {
  const { above } = walk;
  if (above.includes(value)) return '[CIRCULAR]';
  if (above.length >= DEPTH_MAX) return '[DEEP]';
  above.push(value);
  const copy = copyOf(value, walk);
  above.pop();
  return copy;
}

function copyOf(value: object, walk: Walk): unknown {
  if (Array.isArray(value)) return value.map((one) => redactAt(one, walk));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return redactFields(value, walk);
  if (value instanceof Error) return redactError(value, walk);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[BINARY]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Map) return redactFields(fieldsOf(value), walk);
  if (value instanceof Set) return [...value].map((one) => redactAt(one, walk));
  return redactFields(value, walk);
}

/** A map's key may be anything, even an object that cannot be turned into text. */
const fieldsOf = (map: ReadonlyMap<unknown, unknown>): Record<string, unknown> =>
  Object.fromEntries([...map].map(([key, value]) => [keyText(key), value]));

const keyText = (key: unknown): string =>
  typeof key === 'string' || typeof key === 'number' ? `${key}` : '[KEY]';

type Copy = Record<string, unknown>;

function redactFields(value: object, walk: Walk): Copy {
  const copy: Copy = {};
  for (const key of Object.keys(value)) {
    const { kind, shown } = keyOf(key, walk);
    copy[shown] = redactField(kind, fieldOf(value, key), walk);
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

function redactField(kind: KeyKind, field: unknown, walk: Walk): unknown {
  if (field === null || field === undefined || typeof field === 'boolean') return field;
  switch (kind) {
    case 'secret':
      return walk.masking.placeholder;
    case 'id':
      return isId(field) ? maskId(field, walk.masking.visibleChars) : redactAt(field, walk);
    case 'email':
      return typeof field === 'string' ? maskEmail(field) : redactAt(field, walk);
    case 'plain':
      return redactAt(field, walk);
  }
}

const isId = (value: unknown): value is string | number | bigint =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';

/** For the log alone: stack and cause never leave the process. */
function redactError(error: Error, walk: Walk): Copy {
  const copy = redactFields(error, walk);
  const { name, message, stack, cause } = error;
  copy['type'] = name;
  copy['message'] = walk.scrub(message);
  if (stack !== undefined) copy['stack'] = walk.scrub(stack);
  if (cause !== undefined) copy['cause'] = redactAt(cause, walk);
  return copy;
}
