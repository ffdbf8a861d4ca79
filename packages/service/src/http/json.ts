/**
 * JSON as a request may have it. `JSON.parse` takes the last of two equal names and has no depth it would refuse; money
 * must not depend on which of two volumes a proxy before us has read.
 */
import { fail } from '@faultline/errors';
import { parse, type ParseError } from 'jsonc-parser';

/** The deepest input of any procedure has four levels. */
const DEPTH_MAX = 32;

/** Names by which a careless merge further in would reach into every object there is. */
const POISON: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads JSON. On failure the answer names the position and nothing of the text. */
export function parseJson(text: string): unknown {
  const value = parsed(text);
  if (namesWithin(value, 0) !== namesIn(text)) {
    throw fail('INVALID_REQUEST', { reason: 'A name occurs twice in one object.' });
  }
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw fail('INVALID_REQUEST', { parseError: `Unexpected token at position ${faultIn(text)}` });
  }
}

/** The position of the first fault, or 0 where the text opens more than can be followed. */
function faultIn(text: string): number {
  const faults: ParseError[] = [];
  try {
    parse(text, faults, { disallowComments: true });
  } catch {
    return 0;
  }
  return faults[0]?.offset ?? text.length;
}

/** Every string of a text that is known to be JSON, with the colon that makes it a name. */
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"\s*(:?)/g;

function namesIn(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(STRING)) if (colon === ':') count += 1;
  return count;
}

function namesWithin(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === DEPTH_MAX) {
    throw fail('INVALID_REQUEST', { reason: `The input is nested deeper than ${DEPTH_MAX}.` });
  }
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += namesWithin(item, depth + 1);
    return count;
  }
  for (const [name, item] of Object.entries(value)) {
    if (POISON.has(name)) {
      throw fail('INVALID_REQUEST', { field: name, reason: 'A name that no request may use.' });
    }
    count += 1 + namesWithin(item, depth + 1);
  }
  return count;
}
