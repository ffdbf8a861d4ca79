/** What is wrong with a value of the right type, in words that a caller can act on. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Bound = Extract<Issue, { code: 'too_small' | 'too_big' }>;

/** The row's own words where it has some: a rule that was written with a message keeps it. */
export function reasonOf(issue: Issue): string {
  if (issue.code === 'too_small') {
    return boundedBy(issue, issue.minimum, issue.inclusive === false ? 'more than' : 'at least');
  }
  if (issue.code === 'too_big') {
    return boundedBy(issue, issue.maximum, issue.inclusive === false ? 'less than' : 'at most');
  }
  if (issue.code === 'not_multiple_of') return `It must be a multiple of ${issue.divisor}.`;
  const unsaid = issue.code === 'invalid_format' && issue.message.startsWith('Invalid ');
  return unsaid ? 'It has not the form it must have.' : issue.message;
}

function boundedBy({ origin }: Bound, bound: number | bigint, how: string): string {
  const counted = COUNTED[origin];
  if (counted === undefined) return `It must be ${how} ${bound}.`;
  const [one, many] = counted;
  return `It must have ${how} ${bound} ${BigInt(bound) === 1n ? one : many}.`;
}

const COUNTED: { readonly [O in Bound['origin']]?: readonly [one: string, many: string] } = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
};
