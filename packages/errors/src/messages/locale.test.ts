/** Which language a browser is answered in, and that no header can do harm. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LOCALES, negotiateLocale, negotiatorOf } from './locale.ts';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['es', 'es'],
  ['DE', 'de'],
  ['de-CH', 'de'],
  ['fr-CA, fr;q=0.9, en;q=0.8', 'fr'],
  ['it, pt;q=0.9, de;q=0.4', 'de'],
  ['en;q=0.5, es;q=0.7', 'es'],
  ['fr;q=0.7, es;q=0.7', 'fr'],
  ['ja, zh-Hant-TW', 'en'],
  ['*', 'en'],
  ['*;q=0.5, de;q=0.1', 'en'],
  ['en;q=0, *', 'es'],
  ['en;q=0, de;q=0.3', 'de'],
  ['de;q=0, de-AT', 'en'],
  ['es;q=0', 'en'],
  ['  fr ; q=0.8 , de ; Q=0.9 ', 'de'],
  ['de;q=1.0000, es;q=0.1', 'es'],
  ['de;q=2, es;q=0.1', 'es'],
  ['de;q=-1, es;q=0.1', 'es'],
  ['de;q=abc, es;q=0.1', 'es'],
  ['de;level=1;q=1, es;q=0.1', 'es'],
  ['deu, destroy', 'en'],
  [',,;;=,', 'en'],
])('answers %j in %s', (header, locale) => {
  expect(negotiateLocale(header)).toBe(locale);
});

it('answers only in the languages that the operator supports', () => {
  const negotiate = negotiatorOf({ supported: ['es', 'de'], fallback: 'es' });
  const headers = [undefined, 'fr, de;q=0.5', 'en', '*'];
  expect(headers.map((header) => negotiate(header))).toEqual(['es', 'de', 'es', 'es']);
});

it('reads no further than anybody’s languages go', () => {
  expect(negotiateLocale(`${'x,'.repeat(1_000_000)}de`)).toBe('en');
});

it('always finds a language, whatever the header says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (header) => {
      expect(LOCALES).toContain(negotiateLocale(header));
    }),
  );
});
