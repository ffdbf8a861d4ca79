/** The text of an error is its shape, member by member and in the same order, whatever it says. */
import { type Code, catalogue, raise, type Refusal } from '@faultline/errors';
import { exampleDetails } from '@faultline/errors/example-details';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorShape, errorText } from './shape.ts';

const codes = Object.keys(catalogue) as Code[];

describe('the text of an error', () => {
  it.each(codes)('of %s is that of its shape', (code) => {
    const details = exampleDetails(catalogue[code].details);
    const error = raise({ code, details } as unknown as Refusal);
    fc.assert(
      fc.property(
        fc.record({ requestId: fc.string(), message: fc.string() }),
        fc.constantFrom(undefined, 404, 405, 413, 415),
        (facts, status) => {
          const shape = JSON.stringify({ error: errorShape(error, { ...facts, status }) });
          expect(errorText(error, { ...facts, status })).toBe(shape);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is as exact where an operator’s sentence has a number in it that is never twice the same', () => {
    const error = raise({ code: 'ACCOUNT_NOT_FOUND', details: { accountId: 7 } });
    for (const status of [undefined, 413, undefined]) {
      for (let number = 0; number < 40; number += 1) {
        const facts = { requestId: 'req_1', message: `No "${number % 25}" here`, status };
        const shape = JSON.stringify({ error: errorShape(error, facts) });
        expect(errorText(error, facts)).toBe(shape);
      }
    }
  });

  it('says the outcome of this failure, which may be another than its code’s', () => {
    const refusal: Refusal = {
      code: 'LP_NOT_CONNECTED',
      details: { lp: 'YOFX', lastConnected: null },
    };
    for (const outcome of ['UNKNOWN', 'NOT_APPLIED', 'APPLIED'] as const) {
      const error = raise(refusal, { outcome, retry: { kind: 'after', afterMs: 7 } });
      const facts = { requestId: 'req_1' };
      expect(errorText(error, facts)).toBe(JSON.stringify({ error: errorShape(error, facts) }));
    }
  });
});
