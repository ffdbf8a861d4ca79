/**
 * An idempotency key for every command that takes one: made once, before the first try, so that every repetition is the
 * same command to the server. The caller's own key stands.
 */
import type { OrderRouter } from '@faultline/contract';

interface Procedure {
  readonly _def: { readonly type: string; readonly $types: { readonly input: unknown } };
}

/** The paths of commands whose input has no place for a key. */
type Unkeyed<R, Prefix extends string = ''> = {
  [K in keyof R & string]: R[K] extends Procedure
    ? UnkeyedCommand<R[K], `${Prefix}${K}`>
    : Unkeyed<R[K], `${Prefix}${K}.`>;
}[keyof R & string];

type UnkeyedCommand<P extends Procedure, Path> = P['_def']['type'] extends 'mutation'
  ? 'idempotencyKey' extends keyof P['_def']['$types']['input']
    ? never
    : Path
  : never;

/**
 * Commands that may be made again without harm, or whose answer is a secret that is kept under no key. The compiler compares
 * with the contract.
 */
const UNKEYED: Readonly<Record<Unkeyed<OrderRouter['_def']['record']>, true>> = {
  'auth.login': true,
  'auth.logout': true,
  'auth.changePassword': true,
  'quotes.subscribe': true,
  'quotes.unsubscribe': true,
  'admin.mt5.instances.issueAgentToken': true,
};

const TIME_DIGITS = 12;
const CHANCE_BYTES = 10;

/**
 * 12 hexadecimal digits of time, so that the keys of one time lie together where they are kept, and 20 of chance.
 * `randomUUID` would be shorter to write, and is missing on pages without TLS.
 */
export function newIdempotencyKey(): string {
  const chance = Array.from(crypto.getRandomValues(new Uint8Array(CHANCE_BYTES)), hex(2));
  return hex(TIME_DIGITS)(Date.now()) + chance.join('');
}

const hex =
  (digits: number) =>
  (value: number): string =>
    value.toString(16).padStart(digits, '0');

/** A command of the order service with its key; its input as it was for one that takes none. */
export function keyed(path: string, input: unknown): { input: unknown; key: string | null } {
  if (Object.hasOwn(UNKEYED, path)) return { input, key: null };
  if (typeof input !== 'object' || input === null) return { input, key: null };
  const given: unknown = Reflect.get(input, 'idempotencyKey');
  if (typeof given === 'string') return { input, key: given };
  const key = newIdempotencyKey();
  return { input: { ...input, idempotencyKey: key }, key };
}
