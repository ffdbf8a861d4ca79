/** A wrong environment is told whole, not one mistake per start; ids sort by time. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EnvironmentReader } from './env.ts';
import { newRequestId, ulid } from './ids.ts';

describe('the environment', () => {
  it('falls back where nothing is set', () => {
    const env = new EnvironmentReader({ HOST: ' ' });
    expect(env.text('HOST', '127.0.0.1')).toBe('127.0.0.1');
    expect(env.port('ORDER_PORT', 7_999)).toBe(7_999);
    expect(() => env.done()).not.toThrow();
  });

  it('tells every mistake at once, with the name to set', () => {
    const env = new EnvironmentReader({ ORDER_PORT: '70000', BOOK: 'C', TTL: '1.5' });
    env.port('ORDER_PORT', 7_999);
    env.choice('BOOK', ['A', 'B'], 'A');
    env.integer('TTL', 1, { min: 1, max: 9 });
    expect(() => env.done()).toThrow(
      /ORDER_PORT must be a whole number.*\n.*BOOK must be one of A, B.*\n.*TTL must be/,
    );
  });
});

describe('a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-secrets-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };

  it('is in the environment or in the file that the environment names', () => {
    const there = { DATABASE_URL_FILE: file('url', 'postgres://ann:pw@db/fl\n') };
    expect(new EnvironmentReader(there).postgresUrl('DATABASE_URL')).toBe(
      'postgres://ann:pw@db/fl',
    );
    const here = { REDIS_URL: 'redis://:pw@redis:6379' };
    expect(new EnvironmentReader(here).redisUrl('REDIS_URL')).toBe(here.REDIS_URL);
    expect(new EnvironmentReader({}).secret('DATABASE_URL')).toBeNull();
  });

  it('in two places, in no place or of a wrong form is told, and not repeated', () => {
    const env = new EnvironmentReader({
      A: 'one-secret',
      A_FILE: file('a', 'other-secret'),
      B_FILE: join(folder, 'nowhere'),
      C_FILE: file('c', ' \n'),
      D_FILE: file('d', 'mysql://ann:third-secret@db/fl'),
    });
    for (const name of ['A', 'B', 'C']) env.secret(name);
    env.postgresUrl('D');
    const done = () => env.done();
    expect(done).toThrow(
      /A or A_FILE, not both[^]*B_FILE names[^]*C_FILE names[^]*D must be of the form/,
    );
    expect(done).not.toThrow(/(one|other|third)-secret/);
  });
});

describe('ids', () => {
  it('sort by time and never repeat', () => {
    const early = ulid(1_000, new Uint8Array(16).fill(255));
    const late = ulid(2_000, new Uint8Array(16));
    expect(early < late).toBe(true);
    expect(early).toHaveLength(26);
    const ids = new Set(Array.from({ length: 1_000 }, newRequestId));
    expect(ids.size).toBe(1_000);
  });
});
