/** The same command has the same fingerprint however it was written. */
import { decimalOf } from '@faultline/errors';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.ts';

describe('a fingerprint', () => {
  const order = { symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) };

  it('does not see the order of fields, trailing zeros, or what was left out', () => {
    const same = {
      volume: { unscaled: 1_000n, scale: 4 },
      side: 'BUY',
      sl: null,
      symbol: 'EURUSD',
    };
    expect(fingerprintOf(same)).toBe(fingerprintOf(order));
    expect(fingerprintOf({ ...order, tp: undefined })).toBe(fingerprintOf(order));
  });

  it.each([
    ['another volume', { volume: decimalOf(0.11) }],
    ['another side', { side: 'SELL' }],
    ['another symbol', { symbol: 'eurusd' }],
    ['a level that was not there', { sl: decimalOf(1) }],
  ])('sees %s', (_name, change) => {
    expect(fingerprintOf({ ...order, ...change })).not.toBe(fingerprintOf(order));
  });
});
