/** JSON that is well formed and still not what anybody means. */
import { isAppError } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './json.ts';

const refusalOf = (text: string): unknown => {
  try {
    return parseJson(text);
  } catch (error) {
    return isAppError(error) && error.code === 'INVALID_REQUEST' ? error.details : error;
  }
};

describe('S17, S18: JSON', () => {
  it('is read as any reader would read it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        fc.pre(!/"(__proto__|constructor|prototype)":/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    '{"volume":1,"volume":99}',
    '{"a":{"volume":1, "volume" : 1}}',
    '[{"a":1},{"b":1,"b":2}]',
    '{"volume":1,"vol\\u0075me":2}',
    '{"\\"":1,"\\u0022":2}',
  ])('with a name twice is refused: %s', (text) => {
    expect(refusalOf(text)).toEqual({ reason: 'A name occurs twice in one object.' });
  });

  it('may have the same name in two objects, and names in its texts', () => {
    const text = '{"a":{"x":1},"b":{"x":2},"c":"\\"x\\": 1, {\\"a\\":2}","d":"\\\\"}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each(['{"__proto__":{"a":1}}', '{"a":[{"constructor":{"prototype":{"a":1}}}]}'])(
    'that reaches for what all objects share is refused: %s',
    (text) => {
      expect(refusalOf(text)).toMatchObject({ reason: 'A name that no request may use.' });
      expect(Reflect.get({}, 'a')).toBeUndefined();
    },
  );

  it('that opens without end and closes nothing is broken like any other', () => {
    for (const open of ['[', '{"a":']) {
      expect(refusalOf(open.repeat(12_000))).toEqual({
        parseError: 'Unexpected token at position 0',
      });
    }
  });

  it('nested ten thousand deep, or with ten thousand names, is answered like any other', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    expect(refusalOf(deep)).toEqual({ reason: 'The input is nested deeper than 32.' });
    const wide = `{${Array.from({ length: 10_000 }, (_, index) => `"n${index}":0`).join(',')}}`;
    expect(Object.keys(parseJson(wide) as object)).toHaveLength(10_000);
    const long = JSON.stringify({ text: '\\'.repeat(30_000) });
    expect(parseJson(long)).toEqual(JSON.parse(long));
  });
});
