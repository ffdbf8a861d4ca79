/** Which volumes an instrument takes. */
import { decimalOf } from '@faultline/errors';
import { describe, expect, it } from 'vitest';
import { instrument, refusalOf } from '../testing/desk.ts';
import { orderVolume } from './order-volume.ts';

const EURUSD = instrument('EURUSD');
const reasonOf = (lots: number, of = EURUSD) =>
  refusalOf(orderVolume(decimalOf(lots), of)).details.reason;

describe('the volume of an order', () => {
  it('is taken from the least to the greatest, in steps', () => {
    expect(orderVolume(decimalOf(0.01), EURUSD)).toEqual({ ok: true, value: 100n });
    expect(orderVolume(decimalOf(100), EURUSD)).toEqual({ ok: true, value: 1_000_000n });
  });

  it('is refused with the limit that it missed, by however little', () => {
    expect(reasonOf(0)).toBe('TOO_LOW');
    expect(reasonOf(-1)).toBe('TOO_LOW');
    expect(reasonOf(0.009999999)).toBe('TOO_LOW');
    expect(reasonOf(100.00000001)).toBe('TOO_HIGH');
    expect(reasonOf(0.015)).toBe('STEP');
    expect(reasonOf(0.1 + 0.2)).toBe('STEP');
  });

  it('counts steps from the least volume', () => {
    const odd = { ...EURUSD, minVolume: 500n, volumeStep: 200n };
    expect(orderVolume(decimalOf(0.09), odd).ok).toBe(true);
    expect(reasonOf(0.08, odd)).toBe('STEP');
  });

  it('tells all limits in lots', () => {
    expect(refusalOf(orderVolume(decimalOf(0.001), EURUSD))).toEqual({
      code: 'INVALID_VOLUME',
      details: {
        volume: 0.001,
        minVolume: 0.01,
        maxVolume: 100,
        volumeStep: 0.01,
        reason: 'TOO_LOW',
      },
    });
  });
});
