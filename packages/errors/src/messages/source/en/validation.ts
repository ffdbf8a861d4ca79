/** English: the request itself is wrong. */
import { englishTexts } from '../source.ts';

export const validation = englishTexts({
  INVALID_REQUEST: {
    detail:
      '{lockedUntil, select, none {The request cannot be read.{parseError, select, none {} other { JSON: {parseError}.}}{reason, select, none {} other { Reason given: {reason}.}}{field, select, none {} other { Field: {field}.}}} other {The money would go to a destination that is new to this account. It may be approved and paid from {lockedUntil, time}; until then it can be rejected or taken back.}}',
    admin: ['Compare the request with the API description; the client may be out of date.'],
  },
  MISSING_PARAMETER: {
    detail: 'The request lacks: {missingFields, select, none {a field} other {{missingFields}}}.',
    admin: ['Compare the request with the API description; the client may be out of date.'],
  },
  INVALID_PARAMETER_TYPE: {
    detail: 'The field {field} should hold {expected}, and holds {received}.',
    admin: ['Compare the request with the API description; the client may be out of date.'],
  },
  NOT_FOUND: {
    detail:
      '{path, select, none {{id, select, none {What was asked for does not exist.} other {There is no entry {id}.}}} other {There is nothing at {path}.}}',
    admin: ['Check the address, and any rewriting in the proxy before us.'],
  },
});
