/** The generated types are those of the dictionary that is built in. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readCompact } from '../src/dictionary/compact.ts';
import { FIX44_COMPACT } from '../src/dictionary/fix44.gen.ts';
import { MessageTypes } from './message-types.ts';

const GENERATED = new URL('../src/messages/gen/fix44.gen.ts', import.meta.url);

it('are what the generator makes of the dictionary today', () => {
  const types = new MessageTypes(readCompact(FIX44_COMPACT)).write();
  expect(readFileSync(GENERATED, 'utf8').endsWith(types)).toBe(true);
});

it('have no two interfaces of one name, which would silently become one', () => {
  const text = readFileSync(GENERATED, 'utf8');
  const names = [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
  expect(names).toHaveLength(new Set(names).size);
});
