/** A wrong environment is told whole, not one mistake per start; ids sort by time. */
import { describe, expect, it } from 'vitest';
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
