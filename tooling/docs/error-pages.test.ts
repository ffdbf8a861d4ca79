/** The error pages in the repository are the ones that the catalogue writes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detailFaults, rowOf, clientCatalogue, type AnyCode } from '@faultline/errors';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../tidy/sources.ts';
import { errorPages } from './error-pages.ts';
import { exampleDetails } from '@faultline/errors/example-details';

describe('docs/errors', () => {
  it.each(errorPages())('$path is up to date; if not, run npm run docs', ({ path, text }) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
  });

  it('holds no page of a code that is gone', () => {
    const written = errorPages().map(({ path }) => path.split('/').at(-1));
    expect(new Set(readdirSync(join(ROOT, 'docs', 'errors')))).toEqual(new Set(written));
  });

  it('shows examples that keep the rows’ own promises', () => {
    for (const code of Object.keys(clientCatalogue) as AnyCode[]) {
      const { details } = rowOf(code);
      expect([code, detailFaults(details, exampleDetails(details))]).toEqual([code, []]);
    }
  });
});
