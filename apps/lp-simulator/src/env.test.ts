/** The environment: defaults, and no guessing. */
import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

describe('the environment', () => {
  it('has the documented defaults', () => {
    expect(readEnv({})).toEqual({
      host: '127.0.0.1',
      fixPort: 9880,
      controlPort: 7997,
      dataDir: './data',
      seed: 1,
      tickMs: 250,
      logLevel: 'info',
    });
  });

  it.each([{ SIM_FIX_PORT: '98a' }, { SIM_CONTROL_PORT: '70000' }, { SIM_TICK_MS: '0' }])(
    'refuses %j',
    (source) => expect(() => readEnv(source)).toThrow('must be a whole number'),
  );

  it('allows port 0', () => {
    expect(readEnv({ SIM_FIX_PORT: '0' }).fixPort).toBe(0);
  });
});
