/** Commands about terminals from the body of a request. Strict: nothing is coerced. */
import type { Next, Script } from './terminals.ts';

interface Refused {
  readonly kind: 'refused';
  readonly field: string;
  readonly problem: string;
}

const CODES_MAX = 1_000;
const CODE_MAX = 1_000_000;
const refused = (field: string, problem: string): Refused => ({ kind: 'refused', field, problem });

type Body = Readonly<Record<string, unknown>>;

const isLogin = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
const isCode = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= CODE_MAX;
const isNext = (value: unknown): value is Next => value === 'repeat' || value === 'ok';

function bodyOf(body: unknown, known: readonly string[]): Body | Refused {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refused('body', 'must be a JSON object');
  }
  const stranger = Object.keys(body).find((field) => !known.includes(field));
  if (stranger !== undefined) return refused(stranger, 'is not known here');
  const given: Body = { ...body };
  return isLogin(given['login']) ? given : refused('login', 'must be a whole number from 1');
}

const isRefused = (body: Body | Refused): body is Refused => body['kind'] === 'refused';

export function parseScript(
  raw: unknown,
): { readonly kind: 'script'; readonly script: Script } | Refused {
  const body = bodyOf(raw, ['login', 'codes', 'then']);
  if (isRefused(body)) return body;
  const { login, codes, then: next = 'repeat' } = body;
  if (!Array.isArray(codes) || codes.length > CODES_MAX || !codes.every(isCode)) {
    return refused('codes', `must be a list of at most ${CODES_MAX} codes; 0 is a success`);
  }
  if (!isNext(next)) return refused('then', 'must be repeat or ok');
  return { kind: 'script', script: { login: Number(login), codes, next } };
}

export function parseLogin(
  raw: unknown,
): { readonly kind: 'login'; readonly login: number; readonly server: string } | Refused {
  const body = bodyOf(raw, ['login', 'server']);
  if (isRefused(body)) return body;
  const { login, server = '' } = body;
  if (typeof server !== 'string') return refused('server', 'must be a text');
  return { kind: 'login', login: Number(login), server };
}

export function parseLink(
  raw: unknown,
): { readonly kind: 'link'; readonly login: number; readonly connected: boolean } | Refused {
  const body = bodyOf(raw, ['login', 'connected']);
  if (isRefused(body)) return body;
  const { login, connected } = body;
  if (typeof connected !== 'boolean') return refused('connected', 'must be true or false');
  return { kind: 'link', login: Number(login), connected };
}

export function parseWhich(
  query: Body,
): { readonly kind: 'which'; readonly login: number } | Refused {
  const { login } = query;
  return typeof login === 'string' && /^[1-9]\d{0,14}$/.test(login)
    ? { kind: 'which', login: Number(login) }
    : refused('login', 'must be a whole number from 1');
}
