/** Every code and every foreign number can be explained in every language, without a slip. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type AnyCode, clientCatalogue } from '../../src/index.ts';
import { FOREIGN_ROWS } from '../../src/foreign/index.ts';
import { loadAllLocales, LOCALES } from '../../src/messages/index.ts';
import { aboutCode, aboutForeign } from './describe.ts';

beforeAll(loadAllLocales);

describe.each(LOCALES)('in %s', (locale) => {
  const reader = { locale, nowMs: 0, details: {} };

  it('every code is told with what to do, and no number is missing without its name', () => {
    for (const code of Object.keys(clientCatalogue) as AnyCode[]) {
      const text = aboutCode(code, reader).join('\n');
      expect(text).toContain('  1. ');
      expect(text).not.toMatch(/undefined|NaN|\[object|–/);
    }
  });

  it('every foreign number is told', () => {
    for (const row of FOREIGN_ROWS) {
      const text = aboutForeign(row, reader).join('\n');
      expect(text).toContain(row.name);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});
