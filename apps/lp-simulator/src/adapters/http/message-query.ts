/** Which of the logged messages somebody wants to see, from the query of a request. Strict, as all of the control API. */
import type { MessageQuery } from '@faultline/fix/node';
import { oneOf, type Check } from '../../behaviours/checks.ts';
import { PROVIDER_SESSIONS } from '../../providers.ts';

export type ParsedQuery =
  | { readonly kind: 'query'; readonly query: MessageQuery }
  | { readonly kind: 'refused'; readonly field: string; readonly problem: string };

const matching =
  (pattern: RegExp, problem: string): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? null : problem;

const whole = matching(/^\d{1,15}$/, 'must be a whole number');

const FIELDS: Readonly<Record<string, Check>> = {
  session: oneOf(PROVIDER_SESSIONS.map(({ id }) => id)),
  msgType: matching(/^[0-9A-Za-z]{1,2}$/, 'must be a MsgType(35)'),
  direction: oneOf(['IN', 'OUT']),
  beforeId: whole,
  limit: whole,
};

export function parseMessageQuery(given: Readonly<Record<string, unknown>>): ParsedQuery {
  for (const [field, value] of Object.entries(given)) {
    const check = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
    const problem = check === undefined ? 'is not known here' : check(value);
    if (problem !== null) return { kind: 'refused', field, problem };
  }
  const { session, msgType, direction, beforeId, limit } = given;
  return {
    kind: 'query',
    query: {
      sessionId: text(session),
      msgType: text(msgType),
      direction: direction === 'IN' || direction === 'OUT' ? direction : undefined,
      beforeId: beforeId === undefined ? undefined : Number(beforeId),
      limit: limit === undefined ? undefined : Number(limit),
    },
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
