/** Failures in words, in the language of whoever reads them. */
import { describe, expect, it } from 'vitest';
import { inWords, languageFor, speak } from './languages.ts';

const failed = {
  code: 'INVALID_VOLUME',
  details: {
    symbol: 'EURUSD',
    volume: 0.001,
    minVolume: 0.01,
    maxVolume: 100,
    volumeStep: 0.01,
    reason: 'TOO_LOW',
  },
} as const;

describe('a failure in words', () => {
  it('is said with its numbers, its reason and what to do, in each language', async () => {
    const said = await Promise.all(
      ['en', 'es', 'fr', 'de'].map(async (one) => inWords(failed, one)),
    );
    expect(new Set(said.map(({ message }) => message)).size).toBe(4);
    expect(said.map(({ detail }) => detail).join(' ')).toMatch(/0\.01 .*0,01/);
    for (const { reason, solution } of said) {
      expect(reason).toMatch(/\w/);
      expect(solution.length).toBeGreaterThan(0);
    }
  });

  it('knows its language by what a browser wishes for', () => {
    expect(languageFor('de-CH')).toBe('de');
    expect(languageFor(['ja-JP', 'fr-CA', 'en'])).toBe('fr');
    expect(languageFor(['ja'])).toBe('en');
    expect(languageFor('')).toBe('en');
  });

  it('tells times in the zone that it is given', async () => {
    const closed = {
      code: 'MARKET_CLOSED',
      details: { symbol: 'EURUSD', opensAt: '2026-01-18T22:00:00Z', reason: 'WEEKEND_CLOSED' },
    } as const;
    const say = await speak('en', { timeZone: 'Asia/Tokyo' });
    expect(say(closed).detail).toContain('7:00');
  });
});
