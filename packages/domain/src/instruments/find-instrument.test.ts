/** What a mistyped symbol is answered with. */
import { describe, expect, it } from 'vitest';
import { instrument, instruments, refusalOf } from '../testing/desk.ts';
import { editDistance } from './edit-distance.ts';
import { findInstrument, instrumentOf } from './find-instrument.ts';

describe('finding an instrument', () => {
  it('suggests the nearest names first, then the alphabet', () => {
    const { details } = refusalOf(findInstrument('eurusd', instruments()));
    expect(details).toMatchObject({ symbol: 'eurusd', reason: 'UNKNOWN' });
    expect(details.availableSymbols[0]).toBe('EURUSD');
    expect(details.availableSymbols.slice(1, 3)).toEqual(['BTCUSD', 'GBPUSD']);
  });

  it('names at most twenty, and none that is switched off', () => {
    const many = new Map(
      Array.from({ length: 30 }, (_, index) => {
        const name = `SYM${index}`;
        const tradeMode = index === 3 ? 'DISABLED' : 'FULL';
        return [name, { ...instrument('EURUSD'), name, tradeMode } as const];
      }),
    );
    const { details } = refusalOf(findInstrument('SYM3', many));
    expect(details.reason).toBe('DISABLED');
    expect(details.availableSymbols).toHaveLength(20);
    expect(details.availableSymbols).not.toContain('SYM3');
  });

  it('compares a very long name without ado', () => {
    const { details } = refusalOf(findInstrument('€'.repeat(60_000), instruments()));
    expect(details.availableSymbols).toHaveLength(7);
  });

  it('treats a missing instrument of an existing position as a defect', () => {
    expect(() => instrumentOf('GONE', instruments())).toThrow('no instrument GONE');
  });

  it('counts edits', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('abc', 'abc')).toBe(0);
  });
});
