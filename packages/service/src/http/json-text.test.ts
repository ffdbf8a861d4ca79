/** One answer, one text, for as long as there is the answer. */
import { describe, expect, it } from 'vitest';
import { jsonTextOf, keepJsonText } from './json-text.ts';

describe('the JSON text of an answer', () => {
  it('is made once, and is the very text that was kept', () => {
    let made = 0;
    const answer = { id: 1, toJSON: () => ({ made: (made += 1) }) };
    const kept = keepJsonText(answer);
    expect(kept).toBe('{"made":1}');
    expect(jsonTextOf(answer)).toBe(kept);
    expect(keepJsonText(answer)).toBe(kept);
    expect(made).toBe(1);
  });

  it('belongs to the answer itself, and not to a copy that says something else', () => {
    const answer = { id: 1 };
    keepJsonText(answer);
    expect(jsonTextOf({ ...answer, id: 2 })).toBe('{"id":2}');
    expect(Reflect.ownKeys(answer)).toEqual(['id']);
  });

  it('is made anew for what may not be added to', () => {
    const answer = Object.freeze({ id: 1 });
    expect(keepJsonText(answer)).toBe('{"id":1}');
    expect(jsonTextOf(answer)).toBe('{"id":1}');
  });

  it.each([null, 7, 'text', true])('is that of any other value, too: %j', (value) => {
    expect(keepJsonText(value)).toBe(JSON.stringify(value));
    expect(jsonTextOf(value)).toBe(JSON.stringify(value));
  });
});
