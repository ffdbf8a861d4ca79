/** Any details that satisfy a row: what a server of ours could send, and no more. */
import fc from 'fast-check';
import { clientCatalogue, type AnyCode } from '../../catalogue/index.ts';
import type { Field, Fields } from '../../fields.ts';
import type { Failure } from '../localise.ts';

/** Free text without the very signs by which the tests recognise a message gone wrong. */
const text = fc
  .stringMatching(/^[A-Za-z0-9_.:/-]{1,12}( [A-Za-z0-9_.:/-]{1,12}){0,2}$/)
  .filter((one) => !SLIPS.test(one));

/** What a reader must never see. */
export const SLIPS = /[{}]|undefined|null|NaN|\[object|–/;

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100),
);
const instant = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);

function valueOf({ kind, values = [] }: Field): fc.Arbitrary<unknown> {
  switch (kind) {
    case 'money':
    case 'price':
    case 'lots':
    case 'percent':
      return number;
    case 'integer':
    case 'millis':
    case 'seconds':
      return fc.maxSafeInteger();
    case 'time':
      return instant;
    case 'text':
      return text;
    case 'texts':
      return fc.array(text, { maxLength: 4 });
    case 'choice':
      return fc.constantFrom(...values);
  }
}

/** A failure with any details that its row allows. */
export const anyFailure: fc.Arbitrary<Failure> = fc
  .constantFrom(...(Object.keys(clientCatalogue) as AnyCode[]))
  .chain((code) => {
    const fields: Fields = clientCatalogue[code].details;
    const arbitraries = Object.entries(fields).map(([name, field]) => {
      const value = field.nullable ? fc.option(valueOf(field), { nil: null }) : valueOf(field);
      return [name, value] as const;
    });
    const requiredKeys = Object.keys(fields).filter((name) => fields[name]?.required);
    return fc
      .record(Object.fromEntries(arbitraries), { requiredKeys })
      .map((details) => ({ code, details }));
  });
