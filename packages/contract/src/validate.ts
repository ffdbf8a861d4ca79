/**
 * Reads an input by its row. What is wrong is told in a fixed order, so that the same mistake always gets the same
 * answer: all missing fields, then the first wrong type, then what does not belong there at all.
 */
import { refuse, type Refusal } from '@faultline/errors';
import { z } from 'zod';
import type { Op } from './op.ts';
import { reasonOf } from './reason-of.ts';

type InputRefusal = Refusal<'MISSING_PARAMETER' | 'INVALID_PARAMETER_TYPE' | 'INVALID_REQUEST'>;

type Issue = z.core.$ZodIssue;

const RECEIVED_MAX = 32;

export type Parsed =
  | { readonly ok: true; readonly input: unknown }
  | { readonly ok: false; readonly refusal: InputRefusal };

/** @param raw - What came over the wire; absent counts as empty, so that all that is missing can be named. */
export function parseInput(op: Op, raw: unknown): Parsed {
  const given = raw ?? {};
  const parsed = op.input.safeParse(given);
  return parsed.success
    ? { ok: true, input: parsed.data }
    : { ok: false, refusal: refusalOf(parsed.error.issues, given, op) };
}

function refusalOf(issues: readonly Issue[], given: unknown, op: Op): InputRefusal {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return refuse('INVALID_REQUEST', { reason: 'The body must be a JSON object.' });
  }
  const missingFields = issues
    .filter(({ path }) => path.length > 0 && (valueAt(given, path) ?? null) === null)
    .filter(({ path }) => !mayBeAbsent(op, path))
    .map(fieldOf);
  if (missingFields.length > 0) return refuse('MISSING_PARAMETER', { missingFields });
  const wrongType = issues.find(isTypeIssue);
  if (wrongType !== undefined) return typeRefusal(wrongType, given);
  return requestRefusal(issues[0]);
}

/** What need not be there is not missing when it is null: null is only not what it should be. */
function mayBeAbsent({ input }: Op, [name, ...deeper]: readonly PropertyKey[]): boolean {
  if (!(input instanceof z.ZodObject) || deeper.length > 0) return false;
  const field: unknown = input.shape[String(name)];
  return field instanceof z.ZodType && field.safeParse(undefined).success;
}

function typeRefusal(issue: TypeIssue, given: unknown): InputRefusal {
  const value = valueAt(given, issue.path);
  return refuse('INVALID_PARAMETER_TYPE', {
    field: fieldOf(issue),
    expected: expectedBy(issue),
    received:
      issue.code !== 'invalid_type' && typeof value === 'string'
        ? value.slice(0, RECEIVED_MAX)
        : typeName(value),
  });
}

function expectedBy(issue: TypeIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return issue.values.map(String).join(' | ');
    case 'invalid_format':
      return 'an ISO 8601 time such as 2026-01-18T12:00:00Z';
  }
}

function requestRefusal(issue: Issue | undefined): InputRefusal {
  if (issue?.code === 'unrecognized_keys') {
    const [field = ''] = issue.keys;
    return refuse('INVALID_REQUEST', { field: field.slice(0, 64), reason: 'Unknown field.' });
  }
  const field = issue === undefined ? '' : fieldOf(issue);
  const reason = issue === undefined ? 'The request does not fit together.' : reasonOf(issue);
  return refuse('INVALID_REQUEST', field === '' ? { reason } : { field, reason });
}

type TypeIssue = Extract<Issue, { code: 'invalid_type' | 'invalid_value' | 'invalid_format' }>;

/** Text that should be a time and is none has the wrong type; text of another shape is another mistake. */
const isTypeIssue = (issue: Issue): issue is TypeIssue =>
  issue.code === 'invalid_type' ||
  issue.code === 'invalid_value' ||
  (issue.code === 'invalid_format' && issue.format === 'datetime');

const fieldOf = (issue: Issue): string => issue.path.map(String).join('.');

function valueAt(from: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    from,
  );
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'number' || Number.isInteger(value)) return typeof value;
  return Number.isFinite(value) ? 'decimal number' : 'number out of range';
}
