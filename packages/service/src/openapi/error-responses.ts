/** Every way in which a route can fail, by status: which codes, with which details, and an example of each. */
import { type Code, COMMON_CODES, raise, type Refusal, rowOf, toBody } from '@faultline/errors';
import { exampleDetails } from '@faultline/errors/example-details';
import type { Op } from '@faultline/contract';
import type { JsonSchema } from './json-schema.ts';
import type { SharedResponses } from './shared-responses.ts';

/** They need somebody who says who he is. */
const OF_CALLERS: ReadonlySet<Code> = new Set([
  'AUTH_REQUIRED',
  'AUTH_INVALID',
  'AUTH_EXPIRED',
  'PERMISSION_DENIED',
]);

/** @param name - Of the procedure: signing in is public, and can be refused all the same. */
export function codesOf({ needs, kind, errors }: Op, name: string): Code[] {
  const stranger = needs === 'public' && !name.startsWith('auth.');
  const common = COMMON_CODES.filter(
    (code) =>
      !(stranger && OF_CALLERS.has(code)) && !(kind !== 'mutation' && code === 'DUPLICATE_REQUEST'),
  );
  return [...new Set<Code>([...errors, ...common])].toSorted();
}

const HEADERS = {
  'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' },
  'X-Error-Outcome': { $ref: '#/components/headers/X-Error-Outcome' },
  'X-Error-Retry': { $ref: '#/components/headers/X-Error-Retry' },
  'Content-Language': { $ref: '#/components/headers/Content-Language' },
};

/** Codes whose caller is told when to come back. */
const mayWait = (code: Code): boolean => {
  const { retry } = rowOf(code);
  return typeof retry === 'function' || retry.kind === 'after' || retry.kind === 'backoff';
};

const headersOf = (codes: readonly Code[]): object => ({
  ...HEADERS,
  ...(codes.some(mayWait) ? { 'Retry-After': { $ref: '#/components/headers/Retry-After' } } : {}),
  ...(codes.includes('RATE_LIMIT_EXCEEDED')
    ? Object.fromEntries(
        ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'].map((name) => [
          name,
          { $ref: `#/components/headers/${name}` },
        ]),
      )
    : {}),
  ...(codes.some((code) => Object.hasOwn(rowOf(code).details, 'errorId'))
    ? { 'X-Error-Id': { $ref: '#/components/headers/X-Error-Id' } }
    : {}),
});

/** @returns By status: references to the shared ones. */
export function errorResponses(
  codes: readonly Code[],
  shared: SharedResponses,
): Record<string, object> {
  const byStatus = Map.groupBy(codes, (code) => String(rowOf(code).http));
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .map(([status, some]) => [status, shared.refTo(status, responseOf(some))]),
  );
}

function responseOf(codes: readonly Code[]): object {
  const refs = codes.map((code) => ({ $ref: `#/components/schemas/${code}` }));
  const mapping = Object.fromEntries(codes.map((code) => [code, `#/components/schemas/${code}`]));
  const schema: JsonSchema = { oneOf: refs, discriminator: { propertyName: 'code', mapping } };
  const examples = Object.fromEntries(
    codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
  );
  return {
    description: codes.join(', '),
    headers: headersOf(codes),
    content: { 'application/json': { schema, examples } },
  };
}

export function exampleOf(code: Code): object {
  const details = exampleDetails(rowOf(code).details);
  return { value: toBody(raise({ code, details } as Refusal)) };
}
