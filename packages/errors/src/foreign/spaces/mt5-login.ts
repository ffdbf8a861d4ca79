/**
 * The login codes of the MT5 login guide. They are the guide's own numbers: the server's real ones are in mt5-manager.ts,
 * and the same numbers in a trade's answer mean something else (mt5-trade.ts). There is no 10005.
 */
import { branded, type Mt5LoginCode } from '../brand.ts';
import type { ForeignRow, UnknownForeign } from '../row.ts';
import { means, rowsOf, tableOf } from '../table.ts';
import { LOGIN_POLICIES, type LoginPolicy, UNLISTED_LOGIN_POLICY } from './mt5-login-policy.ts';

export type Mt5LoginRow = ForeignRow & { readonly policy: LoginPolicy };

const groups = [
  means(
    'AUTH_INVALID',
    { reason: 'CREDENTIALS' },
    {
      10004: ['Invalid account', 'The account’s login or password is wrong.'],
      10015: ['Password changed', 'The password that we hold is not valid any more.'],
    },
  ),
  means(
    'AUTH_INVALID',
    { retry: 'refresh' },
    { 10014: ['Invalid authorization', 'The login token is not accepted.'] },
  ),
  means(
    'AUTH_EXPIRED',
    { retry: 'refresh' },
    { 10023: ['Session expired', 'The login session is over; a new one is needed.'] },
  ),
  means(
    'LP_NOT_CONNECTED',
    { retry: 'backoff' },
    {
      10006: ['No connection to trade server', 'The trade server cannot be reached.'],
      10011: ['Terminal not connected', 'The terminal has no network.'],
      10018: ['Disconnected', 'The line was lost.'],
      10022: ['Connection closed', 'The broker hung up.'],
    },
  ),
  means(
    'LP_NOT_CONNECTED',
    { operator: true },
    { 10021: ['Invalid broker server address', 'There is no server at that address.'] },
  ),
  // A login may be repeated: it moves no money.
  means(
    'LP_TIMEOUT',
    { retry: 'backoff', outcome: 'NOT_APPLIED' },
    { 10013: ['Trade timeout', 'The login got no answer in time.'] },
  ),
  means(
    'RATE_LIMIT_EXCEEDED',
    { retry: 'backoff' },
    {
      10008: ['Too frequent requests', 'Requests come too often.'],
      10020: ['Too many logins', 'Logins come too often.'],
    },
  ),
  means(
    'INVALID_REQUEST',
    { operator: true },
    {
      10009: ['Malformed data', 'The login that we sent is malformed.'],
      10010: ['Invalid request', 'The login that we sent is not valid.'],
    },
  ),
  means(
    'PERMISSION_DENIED',
    { operator: true },
    { 10007: ['Not enough rights', 'The account lacks rights at the broker.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'DISABLED' },
    { 10017: ['No trading permission', 'The account may log in, but not trade.'] },
  ),
  means('ACCOUNT_DISABLED', {}, { 10012: ['Account disabled', 'The account is closed for good.'] }),
  means(
    'MARKET_CLOSED',
    { retry: 'at' },
    { 10019: ['Market closed', 'The broker takes no logins while its market is closed.'] },
  ),
  means(
    'MT5_LOGIN_FAILED',
    { reason: 'UPDATE_REQUIRED', operator: true },
    { 10016: ['Old version of terminal', 'The terminal must be updated first.'] },
  ),
];

const rows = rowsOf({ space: 'mt5.login' }, groups).map((row): Mt5LoginRow => ({
  ...row,
  policy: LOGIN_POLICIES.get(Number(row.number)) ?? UNLISTED_LOGIN_POLICY,
}));

export const MT5_LOGIN = tableOf('mt5.login', rows);

/** @throws RangeError for anything but an integer. */
export const mt5Login = (number: number): Mt5LoginCode => branded('mt5.login', number);

export const lookupMt5Login = (code: Mt5LoginCode): Mt5LoginRow | UnknownForeign =>
  MT5_LOGIN.find(code);

/** What the supervisor does about a code, listed or not. */
export const loginPolicyOf = (code: Mt5LoginCode): LoginPolicy =>
  LOGIN_POLICIES.get(code) ?? UNLISTED_LOGIN_POLICY;
