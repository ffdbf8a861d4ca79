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

/** `X-Api-Key`, `apiKey` and `api_key` are the same key. */
const normalised = (key: string): string => key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** @returns JSON-safe data. Never throws: a getter that fails, a cycle, anything at all may be in there. */
export const redact = (value: unknown): unknown => redactAt(value, { depth: 0, above: [] });

interface Place {
  readonly depth: number;
  readonly above: readonly object[];
}

function redactAt(value: unknown, place: Place): unknown {
  switch (typeof value) {
    case 'string':
      return scrubText(value.slice(0, TEXT_MAX));
    case 'bigint':
      return value.toString();
    case 'object':
      return value === null ? null : redactObject(value, place);
    case 'function':
    case 'symbol':
      return undefined;
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
  }
}

function redactObject(value: object, { depth, above }: Place): unknown {
  if (above.includes(value)) return '[CIRCULAR]';
  if (depth >= DEPTH_MAX) return '[DEEP]';
  const place = { depth: depth + 1, above: [...above, value] };
  if (value instanceof Error) return redactError(value, place);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[BINARY]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((one) => redactAt(one, place));
  if (value instanceof Map) return redactEntries([...value], place);
  if (value instanceof Set) return [...value].map((one) => redactAt(one, place));
  return redactEntries(entriesOf(value), place);
}

/** Own fields; one whose getter throws says so. */
function entriesOf(value: object): [string, unknown][] {
  return Object.keys(value).map((key) => {
    try {
      return [key, Reflect.get(value, key)];
    } catch {
      return [key, '[UNREADABLE]'];
    }
  });
}

const redactEntries = (entries: readonly [unknown, unknown][], place: Place): object =>
  Object.fromEntries(
    entries.map(([key, field]) => {
      const name = String(key);
      return [scrubText(name), redactField(normalised(name), field, place)];
    }),
  );

function redactField(key: string, field: unknown, place: Place): unknown {
  if (field === null || field === undefined || typeof field === 'boolean') return field;
  if (SECRET.test(key)) return REDACTED;
  if (PERSONAL.has(key) && isId(field)) return maskId(field);
  if (key === 'email' && typeof field === 'string') return maskEmail(field);
  return redactAt(field, place);
}

const isId = (value: unknown): value is string | number | bigint =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';

/** For the log alone: stack and cause never leave the process. */
function redactError(error: Error, place: Place): object {
  const { name, message, stack, cause } = error;
  return {
    ...redactEntries(entriesOf(error), place),
    type: name,
    message: scrubText(message),
    ...(stack === undefined ? {} : { stack: scrubText(stack) }),
    ...(cause === undefined ? {} : { cause: redactAt(cause, place) }),
  };
}
