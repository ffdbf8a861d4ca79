/** A behaviour from the body of a request. Strict: an unknown mode or field is refused, nothing is coerced. */
import { PROVIDER_SESSIONS } from '../providers.ts';
import { INSTRUMENTS } from '../quotes/instruments.ts';
import type { Behaviour, Scope } from './behaviour.ts';
import { count, oneOf, type Check } from './checks.ts';
import { MODES, type Body } from './modes.ts';

export type Parsed =
  | { readonly kind: 'behaviour'; readonly behaviour: Behaviour }
  | { readonly kind: 'refused'; readonly field: string; readonly problem: string };

const FILTERS: Readonly<Record<string, Check>> = {
  lp: oneOf([...new Set(PROVIDER_SESSIONS.map(({ lp }) => lp))]),
  session: oneOf(PROVIDER_SESSIONS.map(({ id }) => id)),
  count,
};
const SYMBOL: Readonly<Record<string, Check>> = { symbol: oneOf([...INSTRUMENTS.keys()]) };

export function parseBehaviour(body: unknown): Parsed {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refused('body', 'must be a JSON object');
  }
  const given: Body = { ...body };
  const rule = Object.entries(MODES).find(([name]) => name === given.mode)?.[1];
  if (rule === undefined) return refused('mode', `must be one of ${Object.keys(MODES).join(', ')}`);
  const missing = rule.required.find((field) => given[field] === undefined);
  if (missing !== undefined) return refused(missing, 'is required by this mode');
  const filters = rule.bySymbol ? { ...FILTERS, ...SYMBOL } : FILTERS;
  const fault = faultOf(given, { ...filters, ...rule.fields });
  if (fault !== null) return fault;
  const remaining = typeof given.count === 'number' ? given.count : null;
  return {
    kind: 'behaviour',
    behaviour: { ...rule.make(given), scope: scopeOf(given), remaining },
  };
}

function faultOf(given: Body, fields: Readonly<Record<string, Check>>): Parsed | null {
  for (const [field, value] of Object.entries(given)) {
    if (field === 'mode') continue;
    const check = Object.hasOwn(fields, field) ? fields[field] : undefined;
    const problem = check === undefined ? 'is not known to this mode' : check(value);
    if (problem !== null) return refused(field, problem);
  }
  return null;
}

function scopeOf({ lp, session, symbol }: Body): Scope {
  const filter = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { lp: filter(lp), session: filter(session), symbol: filter(symbol) };
}

function refused(field: string, problem: string): Parsed {
  return { kind: 'refused', field, problem };
}
