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

/** Strings with a colon behind them, of a text that is known to be JSON. */
function namesIn(text: string): number {
  let count = 0;
  for (let open = text.indexOf('"'); open !== -1;) {
    const after = behindString(text, open);
    if (text[behindSpace(text, after)] === ':') count += 1;
    open = text.indexOf('"', after);
  }
  return count;
}

/** @param open - Where its first quotation mark is. */
function behindString(text: string, open: number): number {
  let at = open + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function behindSpace(text: string, from: number): number {
  let at = from;
  while (JSON_SPACE.has(text[at] ?? '')) at += 1;
  return at;
}

const JSON_SPACE: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r']);

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
  for (const name of Object.keys(value)) {
    if (POISON.has(name)) {
      throw fail('INVALID_REQUEST', { field: name, reason: 'A name that no request may use.' });
    }
    count += 1 + namesWithin(Reflect.get(value, name), depth + 1);
  }
  return count;
}
