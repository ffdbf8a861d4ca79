/** The headers of every route, going in and coming out. */
import type { JsonSchema } from './json-schema.ts';

const text = { type: 'string' } as const;
const integer = { type: 'integer' } as const;

const header = (name: string, description: string, schema: JsonSchema): JsonSchema => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
});

export const PARAMETERS: JsonSchema = {
  'X-Request-Id': header(
    'X-Request-Id',
    'The caller’s own name for this request; made when absent.',
    {
      ...text,
      pattern: '^[A-Za-z0-9_-]{8,64}$',
    },
  ),
  'Accept-Language': header(
    'Accept-Language',
    'The language of error messages: en, es, fr or de.',
    text,
  ),
  'Idempotency-Key': header(
    'Idempotency-Key',
    'The same key means the same command: repeated, it gets the first answer. Made when absent.',
    { ...text, pattern: '^[A-Za-z0-9_-]{8,128}$' },
  ),
  'Last-Event-ID': header('Last-Event-ID', 'Goes on after this event.', text),
};

export const HEADERS: JsonSchema = {
  'X-Request-Id': { description: 'The name of this request; tell it to support.', schema: text },
  'Idempotency-Key': { description: 'The key under which the answer is kept.', schema: text },
  'Idempotent-Replayed': {
    description: 'true when the answer is the stored one of an earlier call.',
    schema: text,
  },
  'X-Error-Outcome': {
    description: 'Was the command executed?',
    schema: { enum: ['NOT_APPLIED', 'APPLIED', 'UNKNOWN'] },
  },
  'X-Error-Retry': {
    description: 'May it be repeated, and how?',
    schema: { enum: ['never', 'refresh', 'after', 'at', 'backoff', 'same-key'] },
  },
  'X-Error-Id': { description: 'The name of the failure in our logs.', schema: text },
  'Content-Language': { description: 'The language of the message.', schema: text },
  'Retry-After': { description: 'Whole seconds after which to come back.', schema: integer },
  'X-RateLimit-Limit': { description: 'Requests allowed in the window.', schema: integer },
  'X-RateLimit-Remaining': { description: 'Requests left in the window.', schema: integer },
  'X-RateLimit-Reset': { description: 'Epoch seconds at which the window ends.', schema: integer },
};
