/** A documented answer is the same, whether it is made of the answer or of the answer's text. */
import { expect, it } from 'vitest';
import { restShapes } from './rest-shapes.ts';

const made = Object.entries(restShapes).flatMap(([path, { of, text }]) =>
  text === undefined ? [] : [{ path, of: of as (answer: unknown) => unknown, text }],
);

it.each(made)('$path reads the same either way', ({ of, text }) => {
  const answer = { order: { id: 'ORD-1', note: 'a "quoted" {word}' }, deal: null, volume: 0.1 };
  expect(text(JSON.stringify(answer))).toBe(JSON.stringify(of(answer)));
});
