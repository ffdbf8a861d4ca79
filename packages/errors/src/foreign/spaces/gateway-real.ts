/**
 * The public gateway as it is: every endpoint numbers its own errors, none beyond 10. 5 is a closed market when an order is
 * placed and a refused order when a contract is closed, so a number is never read without its operation. A missing or
 * expired token and a rate limit are HTTP 401 and 429, without any number.
 */
import { branded, type GatewayRealCode } from '../brand.ts';
import type { ForeignRow, UnknownForeign } from '../row.ts';
import { done, means, rowsOf, tableOf } from '../table.ts';
import { orderRows } from './gateway-real-orders.ts';

/** Each endpoint's own name here, by its path under /api/. */
export const GATEWAY_OPERATIONS = {
  'Auth/loginKey': 'loginKey',
  'Auth/loginApp': 'loginApp',
  'Auth/validate': 'validate',
  'Auth/logout': 'logout',
  'Account/search': 'accountSearch',
  'Contract/search': 'contractSearch',
  'Contract/available': 'contractAvailable',
  'Contract/searchById': 'contractSearchById',
  'History/retrieveBars': 'retrieveBars',
  'Order/place': 'place',
  'Order/modify': 'modify',
  'Order/cancel': 'cancel',
  'Order/search': 'orderSearch',
  'Order/searchOpen': 'orderSearchOpen',
  'Order/v2/query': 'orderQuery',
  'Order/searchById': 'orderSearchById',
  'Position/searchOpen': 'positionSearchOpen',
  'Position/closeContract': 'closeContract',
  'Position/partialCloseContract': 'partialCloseContract',
  'Trade/search': 'tradeSearch',
} as const;
export type GatewayOperation = (typeof GATEWAY_OPERATIONS)[keyof typeof GATEWAY_OPERATIONS];

const login = [
  means(
    'AUTH_INVALID',
    { reason: 'CREDENTIALS' },
    {
      1: ['UserNotFound', 'There is no such user.'],
      2: ['PasswordVerificationFailed', 'The password is wrong.'],
      3: ['InvalidCredentials', 'User name and key belong to no active key.'],
    },
  ),
  means(
    'PERMISSION_DENIED',
    { operator: true },
    {
      4: ['AppNotFound', 'The gateway does not know this application.'],
      5: ['AppVerificationFailed', 'The application could not be verified.'],
      10: ['ApiKeyAuthenticationDisabled', 'The firm has switched off login by key.'],
    },
  ),
  means(
    'PERMISSION_DENIED',
    {},
    {
      7: ['AgreementsNotSigned', 'The user must sign the platform’s agreements first.'],
      9: ['ApiSubscriptionNotFound', 'The user has no subscription for the API.'],
    },
  ),
  means(
    'AUTH_INVALID',
    { operator: true },
    { 6: ['InvalidDevice', 'The gateway does not accept this device.'] },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'UPSTREAM', retry: 'backoff' },
    { 8: ['UnknownError', 'It failed, and no cause is given.'] },
  ),
];

const validate = [
  means(
    'AUTH_INVALID',
    { retry: 'refresh' },
    {
      1: ['InvalidSession', 'The session is not valid.'],
      2: ['SessionNotFound', 'There is no such session.'],
    },
  ),
  means('AUTH_EXPIRED', { retry: 'refresh' }, { 3: ['ExpiredToken', 'The token has run out.'] }),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'UPSTREAM', retry: 'backoff' },
    { 4: ['UnknownError', 'It failed, and no cause is given.'] },
  ),
];

const logout = [
  means('AUTH_INVALID', {}, { 1: ['InvalidSession', 'There was no session to end.'] }),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'UPSTREAM', retry: 'backoff' },
    { 2: ['UnknownError', 'It failed, and no cause is given.'] },
  ),
];

const contractNotFound = means(
  'INVALID_SYMBOL',
  { reason: 'UNKNOWN' },
  { 1: ['ContractNotFound', 'There is no such contract.'] },
);

const bars = [
  contractNotFound,
  means(
    'INVALID_REQUEST',
    {},
    {
      2: ['UnitInvalid', 'The unit of the bars is wrong.'],
      3: ['UnitNumberInvalid', 'The number of units of a bar is wrong.'],
      4: ['LimitInvalid', 'The number of bars is wrong.'],
    },
  ),
];

const success = done({ 0: ['Success', 'The gateway did it.'] });
const at = (operation: GatewayOperation, groups: typeof login = []): ForeignRow[] =>
  rowsOf({ space: 'gateway.real', operation }, [success, ...groups]);

export const GATEWAY_REAL = tableOf('gateway.real', [
  ...at('loginKey', login),
  ...at('loginApp', login),
  ...at('validate', validate),
  ...at('logout', logout),
  ...at('accountSearch'),
  ...at('contractSearch'),
  ...at('contractAvailable'),
  ...at('contractSearchById', [contractNotFound]),
  ...at('retrieveBars', bars),
  ...orderRows,
]);

/** @throws RangeError for anything but an integer. */
export const gatewayReal = <O extends GatewayOperation>(
  operation: O,
  number: number,
): GatewayRealCode<O> => branded(`gateway.real.${operation}`, number);

export const lookupGatewayReal = <O extends GatewayOperation>(
  operation: O,
  code: GatewayRealCode<NoInfer<O>>,
): ForeignRow | UnknownForeign => GATEWAY_REAL.find(code, operation);
