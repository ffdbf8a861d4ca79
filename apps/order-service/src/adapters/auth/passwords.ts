/**
 * Password hashes: argon2id, as a text that carries its own parameters. Hashing is deliberately slow, so only as many run
 * at once as the machine has cores, and beyond a short queue a login is refused instead of starving everyone else.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import type { Passwords } from '../../auth/deps.ts';
import { slotsOf } from './slots.ts';

const deriveAsync = promisify(argon2);

export interface Cost {
  readonly memoryKib: number;
  readonly passes: number;
}

/** What OWASP asks of argon2id at the least: some 25 ms on one core. */
export const COST: Cost = { memoryKib: 19_456, passes: 2 };
const LANES = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Some characters grow eighteenfold when they are normalised; more than this nobody types. */
const MESSAGE_BYTES_MAX = 1_024;

interface Stored {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

export function createPasswords(cost: Cost = COST): Passwords {
  const slots = slotsOf(availableParallelism());
  const dummy: Stored = { cost, salt: Buffer.alloc(SALT_BYTES), tag: Buffer.alloc(HASH_BYTES) };
  const derive = async (
    message: Buffer,
    { salt, cost: { memoryKib, passes } }: Omit<Stored, 'tag'>,
  ) =>
    slots(async () =>
      deriveAsync('argon2id', {
        message,
        nonce: salt,
        parallelism: LANES,
        tagLength: HASH_BYTES,
        memory: memoryKib,
        passes,
      }),
    );
  return {
    hash: async (password) => {
      const salt = randomBytes(SALT_BYTES);
      const tag = await derive(messageOf(password) ?? refuse(), { salt, cost });
      return formatOf({ cost, salt, tag });
    },
    verify: async (password, hash) => {
      const message = messageOf(password);
      const stored = hash === null ? null : parse(hash);
      const against = stored ?? dummy;
      const given = await derive(message ?? Buffer.alloc(0), against);
      const equal = given.length === against.tag.length && timingSafeEqual(given, against.tag);
      return equal && stored !== null && message !== null;
    },
    isOutdated: (hash) => {
      const stored = parse(hash);
      return stored?.cost.memoryKib !== cost.memoryKib || stored.cost.passes !== cost.passes;
    },
  };
}

/** The bytes to hash: one text however a keyboard composes it. `null` when nobody's password can be that long. */
function messageOf(password: string): Buffer | null {
  const message = Buffer.from(password.normalize('NFKC'));
  return message.length > MESSAGE_BYTES_MAX ? null : message;
}

function refuse(): never {
  throw new RangeError('a password this long was to be refused before');
}

const formatOf = ({ cost: { memoryKib, passes }, salt, tag }: Stored): string =>
  `$argon2id$v=19$m=${memoryKib},t=${passes},p=${LANES}$${salt.toString('base64url')}$${tag.toString('base64url')}`;

const FORMAT = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w-]+)\$([\w-]+)$/;

function parse(hash: string): Stored | null {
  const [, memory, passes, salt = '', tag = ''] = FORMAT.exec(hash) ?? [];
  if (memory === undefined || passes === undefined) return null;
  return {
    cost: { memoryKib: Number(memory), passes: Number(passes) },
    salt: Buffer.from(salt, 'base64url'),
    tag: Buffer.from(tag, 'base64url'),
  };
}
