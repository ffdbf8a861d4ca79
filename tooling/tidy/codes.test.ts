/** No code without a line that raises it, a procedure that declares it, a page, four languages and a test that meets it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyCode, clientCatalogue, isCode } from '@faultline/errors';
import { loadAllLocales, LOCALES, localise } from '@faultline/errors/messages';
import { describe, expect, it } from 'vitest';
import { exampleDetails } from '@faultline/errors/example-details';
import { declared, NOT_YET_RAISED, productSources, raisedIn, testSources } from './codes.ts';
import { ROOT } from './sources.ts';

await loadAllLocales();

const codes = Object.keys(clientCatalogue) as AnyCode[];
const raised = raisedIn(productSources);
const living = codes.filter((code) => !NOT_YET_RAISED.includes(code));

const planted = (text: string) => raisedIn([{ path: 'apps/x.ts', text, lines: 1 }]);

describe('the search for codes', () => {
  it('finds every way to raise one, so that silence means that nobody does', () => {
    expect([...planted("throw call.fail('A_B', {});")]).toEqual(['A_B']);
    expect([...planted("return refused(\n    'A_B', {")]).toEqual(['A_B']);
    expect([...planted("raise({ code: 'A_B', details })")]).toEqual(['A_B']);
    expect([...planted("if (code === 'A_B') return;")]).toEqual([]);
    expect(productSources.length).toBeGreaterThan(150);
    expect(testSources.length).toBeGreaterThan(30);
  });
});

describe('every code of the catalogue', () => {
  it(`is raised somewhere; still to come: ${NOT_YET_RAISED.join(', ')}`, () => {
    const idle = codes.filter((code) => !raised.has(code));
    expect(new Set(idle)).toEqual(new Set(NOT_YET_RAISED));
  });

  it('is in the catalogue when it is raised', () => {
    expect([...raised].filter((code) => !Object.hasOwn(clientCatalogue, code))).toEqual([]);
  });

  it.each(living.filter(isCode))('%s is declared by a procedure', (code) => {
    expect(declared.has(code)).toBe(true);
  });

  it.each(living)('%s is met by a test outside the catalogue', (code) => {
    expect(testSources.some(({ text }) => text.includes(code))).toBe(true);
  });

  it.each(codes)('%s has a page and a sentence in each language', (code) => {
    expect(existsSync(join(ROOT, 'docs', 'errors', `${code}.md`))).toBe(true);
    const details = exampleDetails(clientCatalogue[code].details);
    const said = LOCALES.map((locale) => localise({ code, details }, { locale, nowMs: 0 }).message);
    expect(new Set(said).size).toBe(LOCALES.length);
  });
});
