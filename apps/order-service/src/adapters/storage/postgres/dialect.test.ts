/** What a statement is given arrives as it was, whatever text it holds. */
import { findPostgres } from '@faultline/testkit';
import fc from 'fast-check';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { toText } from './dialect.ts';

const server = await findPostgres(process.env);

/** Quotes and backslashes, control characters, pairs of surrogates. PostgreSQL has no NUL in a text. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', '\\', '\n', '{', '}', ',', 'n', '\u{1F600}', ' ') }),
    fc.json(),
    fc.constantFrom('', 'NULL', 'null'),
  )
  .map((value) => value.replaceAll('\0', '').toWellFormed());

describe.skipIf(server === null)('a list of texts', () => {
  it('reaches PostgreSQL as it is', async () => {
    const client = new Client({ connectionString: server ?? '' });
    await client.connect();
    const ask = async (values: readonly (string | null)[]): Promise<unknown> => {
      const sql =
        'SELECT value FROM unnest($1::text[]) WITH ORDINALITY AS t (value, at) ORDER BY at';
      const { rows } = await client.query<{ value: string | null }>(sql, [toText(values)]);
      return rows.map(({ value }) => value);
    };
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.option(text), { maxLength: 20 }), async (values) => {
          expect(await ask(values)).toEqual(values);
        }),
        { numRuns: 200 },
      );
    } finally {
      await client.end();
    }
  });
});
