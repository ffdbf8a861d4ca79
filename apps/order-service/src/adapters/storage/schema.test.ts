/** A step that has shipped is never edited: somewhere there is a database that has seen it as it was. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { SCHEMA } from './schema.ts';

/** Of every step, the oldest first. A new step adds its own here; one that stands here never changes. */
const SHIPPED = [
  '346a2acaf594edd9ad007d62444e3e6b',
  '2c63351d82b2047bec461b533887d158',
  '32c6fbe266c3ae6c1cff2c00254cd7e6',
  '7c83a5f8023394c5102b6b7e3550d998',
  '38ef3c890071a8a4cb9a00098debce07',
  'fadade9e8e6557b882d779c44458c755',
  'a591413d1e8094ee2e31fbd5843a00aa',
  'e285c6c5960f620bfc954994eae2d08a',
];

it('is what it was when it shipped, every step of it', () => {
  const sums = SCHEMA.map(({ sql, appendOnly }) =>
    createHash('sha256')
      .update(JSON.stringify([sql, appendOnly]))
      .digest('hex')
      .slice(0, 32),
  );
  expect(sums).toEqual(SHIPPED);
});
