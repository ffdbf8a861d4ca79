/** Password hashes: slow by design, equal for equal texts only, and never so many at once that everybody waits. */
import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { weaknessOf } from '../../auth/password-policy.ts';
import { createPasswords } from './passwords.ts';
import { slotsOf } from './slots.ts';

const passwords = createPasswords();

describe('S9: a password', () => {
  it('is known by its hash only, and never by the same one twice', async () => {
    const [first, second] = await Promise.all([passwords.hash('secret'), passwords.hash('secret')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await passwords.verify('secret', first)).toBe(true);
    expect(await passwords.verify('Secret', first)).toBe(false);
    expect(await passwords.verify('secret\u0000', first)).toBe(false);
  });

  it('is never right for a user who does not exist, nor for a hash that is none', async () => {
    expect(await passwords.verify('', null)).toBe(false);
    expect(await passwords.verify('', '')).toBe(false);
    expect(await passwords.verify('x', '$argon2id$v=19$m=19456,t=2,p=1$$')).toBe(false);
  });

  it('of more than a kilobyte is nobody’s, and hashed as if it were empty', async () => {
    const huge = '\ufdfa'.repeat(128);
    expect(Buffer.byteLength(huge.normalize('NFKC'))).toBeGreaterThan(1_024);
    expect(await passwords.verify(huge, await passwords.hash(''))).toBe(false);
    await expect(passwords.hash(huge)).rejects.toThrow(RangeError);
  });

  it('is checked at the cost that its hash was made at', async () => {
    const cheap = createPasswords({ memoryKib: 64, passes: 1 });
    const old = await cheap.hash('secret');
    expect(await passwords.verify('secret', old)).toBe(true);
    expect([passwords.isOutdated(old), cheap.isOutdated(old)]).toEqual([true, false]);
  });

  it.each(['PASSWORD123', '1q2w3e4r5t', 'ＰＡＳＳＷＯＲＤ１２３', 'aaaaaaaabb', 'annelies99'])(
    'of the kind that attackers try first is a poor one: %s',
    (poor) => {
      expect(weaknessOf(poor, 'Annelies')).toEqual(expect.any(String));
    },
  );

  it.each(['vier Worte ohne Sinn', 'trader-demo', '密碼密碼安全第一位'])(
    'of eight characters or more will do otherwise: %s',
    (good) => {
      expect(weaknessOf(good, 'ann')).toBeNull();
    },
  );
});

describe('hashing', () => {
  it('runs on as many cores as there are, never more', async () => {
    const slots = slotsOf(availableParallelism());
    let running = 0;
    let most = 0;
    const job = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    const wave = Array.from({ length: 15 }, async (_, turn) => {
      // Some come just as a slot is given back.
      for (let wait = 0; wait < turn % 5; wait += 1) await new Promise(setImmediate);
      return slots(job);
    });
    await Promise.all(wave);
    expect(most).toBe(availableParallelism());
  });

  it('is refused when too many wait, and says when to come back', async () => {
    const rush = Array.from({ length: 60 }, async () => passwords.verify('x', null));
    const ended = await Promise.allSettled(rush);
    const shed = ended.filter((end) => end.status === 'rejected');
    expect(shed).toHaveLength(60 - 20 - availableParallelism());
    expect(shed[0]).toMatchObject({
      reason: { code: 'RATE_LIMIT_EXCEEDED', details: { limit: 20, window: '1s', retryAfter: 1 } },
    });
  });

  it('gives the slot back when a job fails', async () => {
    const slots = slotsOf(1);
    await expect(slots(async () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await slots(async () => 'next')).toBe('next');
  });
});
