/** Every language says everything, and says it in its own words. */
import { describe, expect, it } from 'vitest';
import { clientCatalogue, type AnyCode } from '../catalogue/index.ts';
import type { Fields } from '../fields.ts';
import { rowOf } from '../row.ts';
import { LOCALES, type Locale } from './locale.ts';
import { sources, type SourceTexts } from './source/index.ts';

const codes = Object.keys(clientCatalogue) as AnyCode[];
const TRANSLATIONS = LOCALES.filter((locale) => locale !== 'en');

/** Every string of a code under its own name. */
function stringsOf({ message, detail, trader, admin, reasons = {} }: SourceTexts): string[] {
  return [message ?? [], detail, trader ?? [], admin, Object.values(reasons)].flat();
}

/** Words of the familiar form, whole: "êtes" has no "tes" in it. */
const FAMILIAR = {
  en: [],
  es: ['tú', 'tu', 'tus', 'contigo'],
  fr: ['tu', 'ton', 'ta', 'tes', 'toi'],
  de: ['du', 'dein', 'deine', 'deinen', 'dir', 'dich'],
} as const satisfies Record<Locale, readonly string[]>;

describe.each(LOCALES)('the texts in %s', (locale) => {
  it('have a sentence for every value of every reason, kind and period', () => {
    for (const code of codes) {
      const fields: Fields = clientCatalogue[code].details;
      const subCases = ['reason', 'kind', 'period'].flatMap((name) => fields[name]?.values ?? []);
      const { reasons = {} } = sources[locale][code];
      expect([code, Object.keys(reasons).toSorted()]).toEqual([code, subCases.toSorted()]);
      expect(new Set(Object.values(reasons)).size).toBe(subCases.length);
    }
  });

  it('are never blank, and end their sentences', () => {
    for (const code of codes) {
      const { detail, trader = [], admin, reasons = {} } = sources[locale][code];
      for (const text of stringsOf(sources[locale][code])) expect(text.trim()).not.toBe('');
      for (const text of [detail, ...trader, ...admin, ...Object.values(reasons)]) {
        expect(text).toMatch(/[.}]$/);
      }
    }
  });
});

describe.each(TRANSLATIONS)('the translation to %s', (locale) => {
  it('has a message and advice of its own for every code', () => {
    for (const code of codes) {
      const { message, trader } = sources[locale][code];
      expect([code, message]).toEqual([code, expect.any(String)]);
      expect(trader?.length).toBeGreaterThanOrEqual(rowOf(code).solution.length);
    }
  });

  it('never repeats the English words', () => {
    const english = new Set(
      codes.flatMap((code) => {
        const { message, solution } = rowOf(code);
        const own = typeof message === 'string' ? [message] : [];
        return [...stringsOf(sources.en[code]), ...own, ...solution];
      }),
    );
    const copied = codes.flatMap((code) =>
      stringsOf(sources[locale][code]).filter((text) => english.has(text)),
    );
    expect(copied).toEqual([]);
    expect(english.size).toBeGreaterThan(200);
  });

  it('addresses the reader formally', () => {
    const familiar = new RegExp(
      String.raw`(?<!\p{L})(${FAMILIAR[locale].join('|')})(?!\p{L})`,
      'iu',
    );
    for (const code of codes) {
      for (const text of stringsOf(sources[locale][code])) {
        expect(text).not.toMatch(familiar);
      }
    }
  });
});
