/**
 * Password hashes: argon2id, as a text that carries its own parameters. Hashing is deliberately slow, so only as many run
 * at once as the machine has cores, and beyond a short queue a login is refused instead of starving everyone else.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { fail } from '@faultline/errors';

const hashAsync = promisify(argon2);

const MEMORY_KIB = 19_456;
const PASSES = 2;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const QUEUE_MAX = 20;
const RETRY_AFTER_SEC = 1;

export interface Passwords {
  readonly hash: (password: string) => Promise<string>;
  /** False for a wrong password, and after the same time when there is no hash to compare with. */
  readonly verify: (password: string, hash: string | null) => Promise<boolean>;
}

export function createPasswords(): Passwords {
  const slots = slotsOf(availableParallelism());
  const derive = async (password: string, salt: Buffer): Promise<Buffer> =>
    slots(async () =>
      hashAsync('argon2id', {
        message: password.normalize('NFKC'),
        nonce: salt,
        parallelism: 1,
        tagLength: HASH_BYTES,
        memory: MEMORY_KIB,
        passes: PASSES,
      }),
    );
  const hash = async (password: string): Promise<string> => {
    const salt = randomBytes(SALT_BYTES);
    const tag = await derive(password, salt);
    const parameters = `m=${MEMORY_KIB},t=${PASSES},p=1`;
    return `$argon2id$v=19$${parameters}$${salt.toString('base64url')}$${tag.toString('base64url')}`;
  };
  return {
    hash,
    verify: async (password, stored) => {
      const [, , , , salt = '', tag = ''] = (stored ?? DUMMY).split('$');
      const given = await derive(password, Buffer.from(salt, 'base64url'));
      const expected = Buffer.from(tag, 'base64url');
      const equal = expected.length === given.length && timingSafeEqual(given, expected);
      return equal && stored !== null;
    },
  };
}

/** Compared with when there is no such user, so that both cases take one derivation. */
const DUMMY = `$argon2id$v=19$x$${Buffer.alloc(SALT_BYTES).toString('base64url')}$${Buffer.alloc(HASH_BYTES).toString('base64url')}`;

/** Runs at most `count` jobs at once; more than a queue full are refused. */
function slotsOf(count: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(job: () => Promise<T>): Promise<T> => {
    if (running >= count) {
      if (waiting.length >= QUEUE_MAX) {
        throw fail('RATE_LIMIT_EXCEEDED', {
          limit: QUEUE_MAX,
          window: '1s',
          retryAfter: RETRY_AFTER_SEC,
        });
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    running += 1;
    try {
      return await job();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
