/** Was the command executed? Over all of its tries, of which the last alone may say too little. */
import type { Outcome } from '@faultline/errors';
import type { Failure } from '../failure.ts';

/**
 * After a try of which nobody knows what it did, "not applied" from a later one is believed only where the server has
 * looked the key up before it said so: limits, tokens and overload are told before anybody looks.
 */
export function outcomeOver(earlierUnknown: boolean, last: Failure): Outcome {
  if (!earlierUnknown || last.outcome !== 'NOT_APPLIED') return last.outcome;
  const looked = last.category === 'TRADING' && last.code !== 'DUPLICATE_REQUEST';
  return looked ? 'NOT_APPLIED' : 'UNKNOWN';
}
