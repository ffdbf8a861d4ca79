/** What goes over the wire between processes is small, comes back as it was, and is told together or apart to the same end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNothing, merged, type News, NO_NEWS, readText, textsOf } from './news.ts';

const id = fc.stringMatching(/^[A-Za-z0-9/_-]{1,48}$/);
const newsArb: fc.Arbitrary<News> = fc.record({
  accounts: fc
    .array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 300 })
    .map((entries) => new Map(entries)),
  userIds: fc.array(id, { maxLength: 150 }).map((ids) => new Set(ids)),
  ended: fc.array(id, { maxLength: 150 }).map((ids) => new Set(ids)),
  referenceChanged: fc.boolean(),
});

/** PostgreSQL's, less one. */
const BYTES_MAX = 7_999;

describe('news', () => {
  it('come as they were told, in messages that PostgreSQL takes', () => {
    fc.assert(
      fc.property(newsArb, (news) => {
        const texts = textsOf(news, 'me');
        for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(BYTES_MAX);
        const heard = texts.map((text) => readText(text, 'somebody else') ?? NO_NEWS);
        expect(heard.reduce(merged, NO_NEWS)).toEqual(news);
        expect(texts.length === 0).toBe(isNothing(news));
      }),
      { numRuns: 50 },
    );
  });

  it('keep the highest number of an account, in whatever order they come', () => {
    const at = (seq: number): News => ({ ...NO_NEWS, accounts: new Map([[7, seq]]) });
    expect(merged(at(3), at(2)).accounts.get(7)).toBe(3);
    expect(merged(at(2), at(3)).accounts.get(7)).toBe(3);
  });

  it.each([
    '',
    'null',
    '{}',
    '{"from":"x","items":[["account","1",2]]}',
    '{"from":"me","items":[]}',
  ])('are not what is ours, or nobody’s: %s', (text) => expect(readText(text, 'me')).toBeNull());
});
