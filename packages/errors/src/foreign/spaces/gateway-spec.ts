/**
 * The gateway specification's numbers (0 to 20), its HTTP rows (operation `http`), and its reasons (text keys such as
 * `3/INSUFFICIENT_MARGIN`), with our code for each. The real gateway numbers otherwise: see gateway-real.ts.
 */
import { branded, type GatewaySpecCode } from '../brand.ts';
import type { ForeignRow, UnknownForeign } from '../row.ts';
import { done, means, rowsOf, tableOf } from '../table.ts';
import { GATEWAY_FACTS, type GatewayFacts } from './gateway-spec-facts.ts';
import { reasons } from './gateway-spec-reasons.ts';

export type GatewayRow = ForeignRow & GatewayFacts;

const codes = [
  done({ 0: ['Success', 'The gateway did it.'] }),
  means(
    'AUTH_INVALID',
    { retry: 'refresh' },
    { 1: ['AuthFailure', 'The token is wrong or has run out.'] },
  ),
  means('INVALID_REQUEST', {}, { 2: ['InvalidRequest', 'Fields are missing or malformed.'] }),
  means('ORDER_REJECTED', {}, { 3: ['OrderRejected', 'Refused; the reason says why.'] }),
  means('POSITION_NOT_FOUND', {}, { 4: ['PositionNotFound', 'There is no such position.'] }),
  means('MARGIN_INSUFFICIENT', {}, { 5: ['InsufficientBalance', 'Margin is missing.'] }),
  means('MARKET_CLOSED', { retry: 'at' }, { 6: ['MarketClosed', 'Outside of trading hours.'] }),
  means('INVALID_SYMBOL', {}, { 7: ['SymbolNotFound', 'The broker does not have the symbol.'] }),
  means('INVALID_VOLUME', {}, { 8: ['InvalidVolume', 'The volume is outside of its limits.'] }),
  means('INVALID_PRICE', {}, { 9: ['InvalidPrice', 'The price is off tick or out of limits.'] }),
  means('ORDER_NOT_FOUND', {}, { 10: ['OrderNotFound', 'There is no such order.'] }),
  means(
    'POSITION_ALREADY_CLOSED',
    {},
    { 11: ['PositionAlreadyClosed', 'The position is closed already.'] },
  ),
  means('INVALID_SL_TP', { reason: 'sl' }, { 12: ['StopLossInvalid', 'The stop loss is wrong.'] }),
  means(
    'INVALID_SL_TP',
    { reason: 'tp' },
    { 13: ['TakeProfitInvalid', 'The take profit is wrong.'] },
  ),
  means('ORDER_EXPIRED', {}, { 14: ['OrderExpired', 'The order’s time has passed.'] }),
  means(
    'RATE_LIMIT_EXCEEDED',
    { retry: 'after' },
    { 15: ['TooManyRequests', 'Requests come too often.'] },
  ),
  means(
    'DUPLICATE_REQUEST',
    { retry: 'same-key' },
    { 16: ['DuplicateOrder', 'The order has been seen before: ask what became of it.'] },
  ),
  means('ACCOUNT_DISABLED', {}, { 17: ['AccountDisabled', 'The account is suspended.'] }),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'MAINTENANCE', retry: 'backoff' },
    { 18: ['MaintenanceMode', 'The gateway is being maintained.'] },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'DATA', retry: 'backoff' },
    { 19: ['DataUnavailable', 'The data service is down.'] },
  ),
  means(
    'INTERNAL_ERROR',
    { retry: 'same-key' },
    { 20: ['ServerError', 'The gateway failed; what it had done it does not say.'] },
  ),
];

const http = [
  means('INVALID_REQUEST', {}, { 400: ['BadRequest', 'The request is malformed.'] }),
  means(
    'AUTH_INVALID',
    { retry: 'refresh' },
    { 401: ['Unauthorized', 'No token, or a wrong one.'] },
  ),
  means('PERMISSION_DENIED', {}, { 403: ['Forbidden', 'The token does not allow this.'] }),
  means('NOT_FOUND', {}, { 404: ['NotFound', 'There is no such path.'] }),
  means(
    'RATE_LIMIT_EXCEEDED',
    { retry: 'after' },
    { 429: ['RateLimitExceeded', 'Requests come too often.'] },
  ),
  means(
    'INTERNAL_ERROR',
    { retry: 'same-key' },
    { 500: ['InternalServerError', 'The gateway failed; what it had done it does not say.'] },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'UPSTREAM', retry: 'same-key' },
    { 502: ['BadGateway', 'What lies behind the gateway failed, maybe half-way.'] },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'OVERLOADED', retry: 'backoff' },
    { 503: ['ServiceUnavailable', 'The gateway is down or overloaded.'] },
  ),
  means(
    'LP_TIMEOUT',
    { retry: 'same-key' },
    { 504: ['GatewayTimeout', 'What lies behind the gateway did not answer.'] },
  ),
];

const space = 'gateway.spec';
const rows = [
  ...rowsOf({ space }, [...codes, ...reasons]),
  ...rowsOf({ space, operation: 'http' }, http),
].flatMap((row): GatewayRow[] => {
  const key = row.operation === null ? String(row.number) : `${row.operation}:${row.number}`;
  const facts = GATEWAY_FACTS.get(key);
  return facts === undefined ? [] : [{ ...row, ...facts }];
});

export const GATEWAY_SPEC = tableOf(space, rows);

/** @throws RangeError for anything but an integer. */
export const gatewaySpec = (number: number): GatewaySpecCode => branded(space, number);

/** With a reason that the specification lists for that code, the reason's row; else the code's own. */
export function lookupGatewaySpec(
  code: GatewaySpecCode,
  reason: string | null = null,
): GatewayRow | UnknownForeign {
  const row = reason === null ? null : GATEWAY_SPEC.find(`${code}/${reason}`);
  return row?.known === true ? row : GATEWAY_SPEC.find(code);
}

/**
 * For an answer without an envelope: only its HTTP status tells. One that is not listed means what the first of its class
 * means (RFC 9110): 418 is a 400 to whoever does not know it, 507 a 500.
 */
export function lookupGatewayHttp(httpStatus: number): GatewayRow | UnknownForeign {
  const row = GATEWAY_SPEC.find(httpStatus, 'http');
  if (row.known || httpStatus < 400 || httpStatus > 599) return row;
  return GATEWAY_SPEC.find(httpStatus < 500 ? 400 : 500, 'http');
}
