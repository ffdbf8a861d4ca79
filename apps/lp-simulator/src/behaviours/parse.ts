/** A behaviour from the body of a request. Strict: an unknown mode or field is refused, nothing is coerced. */
import { PROVIDER_SESSIONS } from '../providers.ts';
import { INSTRUMENTS } from '../quotes/instruments.ts';
import type { Behaviour, Mode, Scope } from './behaviour.ts';

export type Parsed =
  | { readonly kind: 'behaviour'; readonly behaviour: Behaviour }
  | { readonly kind: 'refused'; readonly field: string; readonly problem: string };

type Body = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => string | null;

const text: Check = (value) =>
  typeof value === 'string' && /^[\x20-\x7e]{1,200}$/.test(value)
    ? null
    : 'must be 1 to 200 printable ASCII characters';
const count: Check = (value) =>
  Number.isSafeInteger(value) && Number(value) > 0 ? null : 'must be a whole number from 1';
const code: Check = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 999
    ? null
    : 'must be a whole number from 0 to 999';
const milliseconds: Check = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 3_600_000
    ? null
    : 'must be a whole number of milliseconds, at most an hour';
const fraction: Check = (value) =>
  typeof value === 'number' && value > 0 && value < 1 ? null : 'must lie between 0 and 1';
/** MDReqRejReason(281) is one character; a digit may come as a number. */
const mdReason: Check = (value) =>
  /^[0-9A-D]$/.test(
    typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '',
  )
    ? null
    : 'must be an MDReqRejReason(281)';

/** A filter that names nobody would silently never apply. */
const oneOf =
  (known: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && known.includes(value)
      ? null
      : `must be one of ${known.join(', ')}`;

const SCOPE: Readonly<Record<string, Check>> = {
  lp: oneOf([...new Set(PROVIDER_SESSIONS.map(({ lp }) => lp))]),
  session: oneOf(PROVIDER_SESSIONS.map(({ id }) => id)),
  symbol: oneOf([...INSTRUMENTS.keys()]),
  count,
};

interface ModeRule {
  readonly fields: Readonly<Record<string, Check>>;
  readonly required: readonly string[];
  readonly make: (body: Body) => Mode;
}

const string = (value: unknown, fallback: string) => (typeof value === 'string' ? value : fallback);
const number = (value: unknown, fallback: number) => (typeof value === 'number' ? value : fallback);
/** A digit that came as a number becomes the character that FIX wants. */
const character = (value: unknown, fallback: string) =>
  typeof value === 'number' ? String(value) : string(value, fallback);
const plain = (
  mode: 'fill' | 'ackOnly' | 'silent' | 'dropBeforeAck' | 'dropAfterFill' | 'stopQuotes',
) => ({
  fields: {},
  required: [],
  make: (): Mode => ({ mode }),
});

/** OrdRejReason(103) "other". */
const OTHER = 99;
/** BusinessRejectReason(380) "application not available". */
const NOT_AVAILABLE = 4;
/** Longer than any order timeout of a client. */
const AFTER_TIMEOUT_MS = 6000;

const MODES: Readonly<Record<Mode['mode'], ModeRule>> = {
  fill: plain('fill'),
  ackOnly: plain('ackOnly'),
  silent: plain('silent'),
  dropBeforeAck: plain('dropBeforeAck'),
  dropAfterFill: plain('dropAfterFill'),
  stopQuotes: plain('stopQuotes'),
  partial: {
    fields: { fraction },
    required: ['fraction'],
    make: (body) => ({ mode: 'partial', fraction: number(body.fraction, 0.5) }),
  },
  reject: {
    fields: { ordRejReason: code, text },
    required: [],
    make: (body) => ({
      mode: 'reject',
      ordRejReason: number(body.ordRejReason, OTHER),
      text: string(body.text, 'rejected by the simulator'),
    }),
  },
  delay: {
    fields: { ms: milliseconds },
    required: ['ms'],
    make: (body) => ({ mode: 'delay', ms: number(body.ms, 0) }),
  },
  fillAfterTimeout: {
    fields: { ms: milliseconds },
    required: [],
    make: (body) => ({ mode: 'fillAfterTimeout', ms: number(body.ms, AFTER_TIMEOUT_MS) }),
  },
  businessReject: {
    fields: { reason: code },
    required: [],
    make: (body) => ({ mode: 'businessReject', reason: number(body.reason, NOT_AVAILABLE) }),
  },
  mdReject: {
    fields: { reason: mdReason },
    required: [],
    make: (body) => ({ mode: 'mdReject', reason: character(body.reason, '0') }),
  },
  logonRefuse: {
    fields: { text },
    required: [],
    make: (body) => ({ mode: 'logonRefuse', text: string(body.text, 'logon refused') }),
  },
};

export function parseBehaviour(body: unknown): Parsed {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refused('body', 'must be a JSON object');
  }
  const given: Body = { ...body };
  const rule = Object.entries(MODES).find(([name]) => name === given.mode)?.[1];
  if (rule === undefined) return refused('mode', `must be one of ${Object.keys(MODES).join(', ')}`);
  const missing = rule.required.find((field) => given[field] === undefined);
  if (missing !== undefined) return refused(missing, 'is required by this mode');
  const fault = faultOf(given, { ...SCOPE, ...rule.fields });
  if (fault !== null) return fault;
  const remaining = given.count === undefined ? null : number(given.count, 1);
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
