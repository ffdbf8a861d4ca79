/** The request itself is wrong: nobody has looked at the market yet. */
import { optional, text, texts, time } from '../fields.ts';
import { at, never, row } from '../spec.ts';

export const validation = {
  INVALID_REQUEST: row({
    http: 400,
    category: 'VALIDATION',
    outcome: 'NOT_APPLIED',
    details: {
      parseError: optional(text('Where the JSON stops making sense; never what it says.')),
      reason: optional(text('What is wrong with the request.')),
      field: optional(text('The field that should not be there.')),
      lockedUntil: optional(time('For DESTINATION_LOCKED: when the lock ends.')),
    },
    retry: (d) => (d.lockedUntil === undefined ? never : at(d.lockedUntil)),
    message: (d) =>
      d.lockedUntil === undefined
        ? 'Invalid request body'
        : 'The destination is new and still locked',
    solution: [
      'Check the JSON syntax and the names of the fields.',
      'For DESTINATION_LOCKED: wait until the lock ends, or reject the withdrawal.',
    ],
  }),
  /** Every missing field at once, so that one look is enough. */
  MISSING_PARAMETER: row({
    http: 400,
    category: 'VALIDATION',
    outcome: 'NOT_APPLIED',
    details: { missingFields: texts('All required fields that are absent or null.') },
    retry: never,
    message: 'Missing required parameter',
    solution: ['Provide all required fields.'],
  }),
  INVALID_PARAMETER_TYPE: row({
    http: 400,
    category: 'VALIDATION',
    outcome: 'NOT_APPLIED',
    details: {
      field: text('The first field with a wrong type.'),
      expected: text('What it should hold.'),
      received: text('What it holds: a type, or a short value of a list.'),
    },
    retry: never,
    message: 'Invalid parameter type',
    solution: ['Use the documented type: numbers are JSON numbers, never text.'],
  }),
  /** There is nothing under this path or id. */
  NOT_FOUND: row({
    http: 404,
    category: 'VALIDATION',
    outcome: 'NOT_APPLIED',
    details: {
      path: optional(text('The path asked for.')),
      id: optional(text('The id asked for.')),
    },
    retry: never,
    message: 'Not found',
    solution: ['Check the path against the documentation.'],
  }),
};
