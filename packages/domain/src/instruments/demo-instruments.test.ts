/** The demo's instruments keep the rules that the rest of the core relies on. */
import { describe, expect, it } from 'vitest';
import { DEMO_INSTRUMENTS } from './demo-instruments.ts';

describe('the demo instruments', () => {
  it('are the seven of the demo', () => {
    expect(DEMO_INSTRUMENTS.map(({ name }) => name)).toEqual([
      'EURUSD',
      'GBPUSD',
      'USDJPY',
      'XAUUSD',
      'BTCUSD',
      'US30',
      'NAS100',
    ]);
  });

  it.each(DEMO_INSTRUMENTS)('$name reaches its greatest volume in whole steps', (one) => {
    expect(one.minVolume).toBeGreaterThan(0n);
    expect((one.maxVolume - one.minVolume) % one.volumeStep).toBe(0n);
  });

  it('quote in whole pips where they should: 5 and 3 digits for currencies', () => {
    const digits = Object.fromEntries(DEMO_INSTRUMENTS.map((one) => [one.name, one.digits]));
    expect(digits).toEqual({
      EURUSD: 5,
      GBPUSD: 5,
      USDJPY: 3,
      XAUUSD: 2,
      BTCUSD: 2,
      US30: 1,
      NAS100: 1,
    });
  });
});
