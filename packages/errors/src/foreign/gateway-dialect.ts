/**
 * Our errors in the gateway specification's dialect, and back. The dialect has 20 numbers for our 43 codes: where several
 * share one, the reason tells them apart, in the specification's own word where it has one, else as the name of our code.
 * So no code is lost on a way through the dialect.
 */
import type { Code } from '../catalogue/index.ts';
import type { GatewaySpecCode } from './brand.ts';
import { REASON_FIELDS, type UnknownForeign } from './row.ts';
import { gatewaySpec, lookupGatewaySpec, GATEWAY_SPEC } from './spaces/gateway-spec.ts';

type Spelling = readonly [number: number, reason?: string];
interface Encoding {
  readonly plain: Spelling;
  /** By our sub-case. */
  readonly cases?: Readonly<Record<string, Spelling>>;
}

/** Our sub-cases as reasons of one number, under the same words. */
const same = (number: number, ...words: readonly string[]): Record<string, Spelling> =>
  Object.fromEntries(words.map((word): [string, Spelling] => [word, [number, word]]));

const ENCODINGS: Readonly<Record<Code, Encoding>> = {
  AUTH_INVALID: { plain: [1] },
  AUTH_REQUIRED: { plain: [1, 'AUTH_REQUIRED'] },
  AUTH_EXPIRED: { plain: [1, 'AUTH_EXPIRED'] },
  INVALID_REQUEST: { plain: [2] },
  MISSING_PARAMETER: { plain: [2, 'MISSING_PARAMETER'] },
  INVALID_PARAMETER_TYPE: { plain: [2, 'INVALID_PARAMETER_TYPE'] },
  ACCOUNT_NOT_FOUND: { plain: [2, 'ACCOUNT_NOT_FOUND'] },
  NOT_FOUND: { plain: [2, 'NOT_FOUND'] },
  LP_NOT_FOUND: { plain: [2, 'LP_NOT_FOUND'] },
  FIX_SESSION_NOT_FOUND: { plain: [2, 'FIX_SESSION_NOT_FOUND'] },
  FIX_SESSION_STATE: { plain: [2, 'FIX_SESSION_STATE'] },
  MT5_INSTANCE_NOT_FOUND: { plain: [2, 'MT5_INSTANCE_NOT_FOUND'] },
  MT5_INSTANCE_STATE: { plain: [2, 'MT5_INSTANCE_STATE'] },
  ORDER_REJECTED: {
    plain: [3],
    cases: same(
      3,
      'BROKER_OPTION',
      'LP_LIMIT',
      'INSUFFICIENT_LIQUIDITY',
      'TOO_LATE',
      'UNSUPPORTED',
      'LP_ACCOUNT',
      'OTHER',
    ),
  },
  // Close-only forbids opening, never closing: so it refuses an order (3) and not a close (4).
  TRADING_RESTRICTED: {
    plain: [3, 'TRADING_RESTRICTED'],
    cases: { CLOSE_ONLY: [3, 'CLOSE_ONLY_MODE'] },
  },
  LIMIT_EXCEEDED: {
    plain: [3, 'LIMIT_EXCEEDED'],
    cases: same(3, 'MAX_ORDERS_EXCEEDED', 'MAX_POSITIONS', 'MAX_EXPOSURE'),
  },
  PRICE_CHANGED: { plain: [3, 'PRICE_CHANGED'] },
  POSITION_NOT_FOUND: { plain: [4] },
  POSITION_LOCKED: { plain: [4, 'POSITION_LOCKED'] },
  PARTIAL_CLOSE_INVALID: {
    plain: [4, 'PARTIAL_CLOSE_INVALID'],
    cases: {
      NOT_ALLOWED: [4, 'PARTIAL_CLOSE_NOT_ALLOWED'],
      ...same(4, 'EXCEEDS', 'STEP', 'REMAINDER', 'NOT_OPPOSITE'),
    },
  },
  MARGIN_INSUFFICIENT: {
    plain: [5],
    cases: {
      NEW_ORDER: [5, 'NEW_ORDER_INSUFFICIENT_MARGIN'],
      MODIFY_ORDER: [5, 'MODIFY_ORDER_INSUFFICIENT_MARGIN'],
      MARGIN_CALL: [5, 'PENDING_ORDER_MARGIN_CALL'],
      NEGATIVE_BALANCE: [5, 'NEGATIVE_BALANCE'],
    },
  },
  INSUFFICIENT_BALANCE: { plain: [5, 'INSUFFICIENT_BALANCE'] },
  WITHDRAWAL_LIMIT_EXCEEDED: { plain: [5, 'WITHDRAWAL_LIMIT_EXCEEDED'] },
  MARKET_CLOSED: {
    plain: [6],
    cases: same(
      6,
      'PRE_MARKET_CLOSED',
      'POST_MARKET_CLOSED',
      'WEEKEND_CLOSED',
      'HOLIDAY_CLOSED',
      'SYMBOL_HALTED',
      'CIRCUIT_BREAKER',
    ),
  },
  INVALID_SYMBOL: { plain: [7], cases: same(7, 'UNKNOWN', 'DISABLED') },
  INVALID_VOLUME: {
    plain: [8],
    cases: {
      TOO_LOW: [8, 'VOLUME_TOO_LOW'],
      TOO_HIGH: [8, 'VOLUME_TOO_HIGH'],
      ...same(8, 'STEP', 'TOTAL'),
    },
  },
  INVALID_PRICE: {
    plain: [9],
    cases: same(9, 'WRONG_SIDE', 'ORDER_TOO_CLOSE_TO_MARKET', 'PRICE_OUT_OF_RANGE', 'PRECISION'),
  },
  ORDER_NOT_FOUND: { plain: [10] },
  ORDER_NOT_PENDING: { plain: [10, 'ORDER_NOT_PENDING'] },
  POSITION_ALREADY_CLOSED: { plain: [11] },
  // Its sub-case here is the field: which of the two levels is wrong.
  INVALID_SL_TP: { plain: [12], cases: { sl: [12], tp: [13] } },
  ORDER_EXPIRED: { plain: [14] },
  RATE_LIMIT_EXCEEDED: { plain: [15] },
  DUPLICATE_REQUEST: {
    plain: [16],
    cases: same(16, 'IN_PROGRESS', 'KEY_REUSED', 'CLIENT_ORDER_ID', 'REFERENCE'),
  },
  ACCOUNT_DISABLED: { plain: [17] },
  PERMISSION_DENIED: { plain: [17, 'PERMISSION_DENIED'] },
  SERVICE_UNAVAILABLE: {
    plain: [18],
    cases: {
      MAINTENANCE: [18],
      DATA: [19],
      ...same(18, 'SHUTDOWN', 'STARTING', 'UPSTREAM', 'OVERLOADED'),
    },
  },
  PRICE_STALE: { plain: [19, 'PRICE_STALE'] },
  INTERNAL_ERROR: { plain: [20] },
  DATABASE_ERROR: { plain: [20, 'DATABASE_ERROR'] },
  LP_TIMEOUT: { plain: [20, 'LP_TIMEOUT'] },
  LP_NOT_CONNECTED: { plain: [20, 'LP_NOT_CONNECTED'] },
  MT5_LOGIN_FAILED: { plain: [20, 'MT5_LOGIN_FAILED'] },
};

export interface GatewayAnswer {
  readonly code: GatewaySpecCode;
  readonly reason?: string;
}

/** What a client of the gateway's dialect reads for one of our errors; a sub-case that it has no word for is left out. */
export function gatewayOf(code: Code, reason?: string | null): GatewayAnswer {
  const { plain, cases = {} } = ENCODINGS[code];
  const found = typeof reason === 'string' && Object.hasOwn(cases, reason) ? cases[reason] : plain;
  const [number, word] = found ?? plain;
  return { code: gatewaySpec(number), ...(word === undefined ? {} : { reason: word }) };
}

/** The same for a failure as it was raised: its sub-case stands in whichever detail its row keeps it. */
export function gatewayOfFailure({
  code,
  details,
}: {
  readonly code: Code;
  readonly details: object;
}): GatewayAnswer {
  const { cases = {} } = ENCODINGS[code];
  const reason = REASON_FIELDS.map((field): unknown => Reflect.get(details, field)).find(
    (value): value is string => typeof value === 'string' && Object.hasOwn(cases, value),
  );
  return gatewayOf(code, reason);
}

export interface FromGateway {
  readonly known: true;
  /** Null for success. */
  readonly code: Code | null;
  readonly reason: string | null;
}

const decoded = new Map<string, FromGateway>();
for (const code of Object.keys(ENCODINGS) as Code[]) {
  const { plain, cases = {} } = ENCODINGS[code];
  const spellings = [...Object.entries(cases), [null, plain] as const];
  for (const [reason, [number, word]] of spellings) {
    const key = `${number}/${word}`;
    if (word !== undefined) decoded.set(key, decoded.get(key) ?? { known: true, code, reason });
  }
}
/** Our error for a number and reason of the dialect; an unknown reason leaves the number's own meaning. */
export function platformOf(
  number: GatewaySpecCode,
  reason: string | null = null,
): FromGateway | UnknownForeign {
  const listed = reason === null ? null : GATEWAY_SPEC.find(`${number}/${reason}`);
  const ours = listed?.known === true ? undefined : decoded.get(`${number}/${reason}`);
  if (ours !== undefined) return ours;
  const row = lookupGatewaySpec(number, reason);
  return row.known ? { known: true, code: row.code, reason: row.reason } : row;
}
