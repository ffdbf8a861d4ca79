/**
 * Return codes of the MetaTrader 5 Manager and Web API: the numbers that a login to the server really returns (1000 to
 * 1034). From 10001 on they are the server's side of the trade return codes.
 */
import { branded, type Mt5ManagerCode } from '../brand.ts';
import type { ForeignRow, UnknownForeign } from '../row.ts';
import { done, means, rowsOf, tableOf } from '../table.ts';
import { adminGroups } from './mt5-manager-admin.ts';
import { tradeGroups } from './mt5-manager-trade.ts';

const common = [
  done({
    0: ['MT_RET_OK', 'Done.'],
    1: ['MT_RET_OK_NONE', 'Done, and there is nothing to return.'],
  }),
  means(
    'INTERNAL_ERROR',
    { retry: 'same-key' },
    {
      2: ['MT_RET_ERROR', 'It failed, and no cause is given.'],
      14: ['MT_RET_ERR_PARTIAL', 'A part of it failed.'],
    },
  ),
  means(
    'INTERNAL_ERROR',
    { outcome: 'UNKNOWN', operator: true },
    {
      5: ['MT_RET_ERR_DISK', 'The server’s disk failed.'],
      6: ['MT_RET_ERR_MEM', 'The server is out of memory.'],
    },
  ),
  means(
    'INVALID_REQUEST',
    {},
    {
      3: ['MT_RET_ERR_PARAMS', 'A parameter is wrong.'],
      4: ['MT_RET_ERR_DATA', 'The data are wrong.'],
      12000: ['MT_RET_ERR_NOTIMPLEMENT', 'The server does not have this yet.'],
      12002: ['MT_RET_ERR_NOTSUPPORTED', 'The server has no such command.'],
    },
  ),
  means(
    'LP_TIMEOUT',
    { retry: 'same-key' },
    {
      7: ['MT_RET_ERR_NETWORK', 'The network failed; the request may have arrived.'],
      9: ['MT_RET_ERR_TIMEOUT', 'The operation ran out of time.'],
    },
  ),
  means('PERMISSION_DENIED', {}, { 8: ['MT_RET_ERR_PERMISSIONS', 'The account may not do this.'] }),
  means(
    'LP_NOT_CONNECTED',
    { retry: 'backoff' },
    { 10: ['MT_RET_ERR_CONNECTION', 'There is no connection.'] },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'UPSTREAM', retry: 'backoff' },
    {
      11: ['MT_RET_ERR_NOSERVICE', 'The service is not there.'],
      15: ['MT_RET_ERR_SHUTDOWN', 'The server is shutting down.'],
      12003: ['MT_RET_ERR_DEADLOCK', 'Given up, because two operations wait for each other.'],
    },
  ),
  means(
    'RATE_LIMIT_EXCEEDED',
    { retry: 'backoff' },
    { 12: ['MT_RET_ERR_FREQUENT', 'Requests come too often.'] },
  ),
  means('NOT_FOUND', {}, { 13: ['MT_RET_ERR_NOTFOUND', 'What was asked for is not there.'] }),
  means(
    'ORDER_REJECTED',
    { reason: 'OTHER' },
    { 16: ['MT_RET_ERR_CANCEL', 'The operation was withdrawn.'] },
  ),
  means(
    'DUPLICATE_REQUEST',
    { reason: 'REFERENCE' },
    { 17: ['MT_RET_ERR_DUPLICATE', 'The same data exist.'] },
  ),
  means(
    'POSITION_LOCKED',
    { retry: 'after' },
    { 12004: ['MT_RET_ERR_LOCKED', 'Somebody else is changing it.'] },
  ),
];

const authentication = [
  means(
    'AUTH_INVALID',
    { reason: 'CREDENTIALS', operator: true },
    {
      1000: ['MT_RET_AUTH_CLIENT_INVALID', 'The server does not take this kind of terminal.'],
      1005: ['MT_RET_AUTH_CERTIFICATE_BAD', 'The certificate is wrong.'],
      1006: ['MT_RET_AUTH_NOTCONFIRMED', 'The certificate is not confirmed yet.'],
    },
  ),
  means(
    'AUTH_INVALID',
    { reason: 'CREDENTIALS' },
    {
      1001: ['MT_RET_AUTH_ACCOUNT_INVALID', 'Login or password is wrong.'],
      1027: ['MT_RET_AUTH_OTP_INVALID', 'The one-time password is wrong.'],
      1031: ['MT_RET_AUTH_INVALID_VERIFY', 'The verification code is wrong or too old.'],
      3006: ['MT_RET_USR_INVALID_PASSWORD', 'The account’s password is wrong.'],
    },
  ),
  means(
    'ACCOUNT_DISABLED',
    {},
    { 1002: ['MT_RET_AUTH_ACCOUNT_DISABLED', 'The account is disabled.'] },
  ),
  means(
    'ACCOUNT_NOT_FOUND',
    {},
    { 1020: ['MT_RET_AUTH_ACCOUNT_UNKNOWN', 'There is no such account.'] },
  ),
  means(
    'AUTH_REQUIRED',
    {},
    {
      1003: ['MT_RET_AUTH_ADVANCED', 'The account needs advanced authorization.'],
      1028: ['MT_RET_AUTH_OTP_NEED_SECRET', 'The one-time password has no secret yet.'],
    },
  ),
  means(
    'AUTH_REQUIRED',
    { operator: true },
    { 1004: ['MT_RET_AUTH_CERTIFICATE', 'The account needs a certificate.'] },
  ),
  means(
    'AUTH_EXPIRED',
    {},
    {
      1026: ['MT_RET_AUTH_RESET_PASSWORD', 'The master password must be changed first.'],
      1029: ['MT_RET_AUTH_MIGRATION_MT4', 'Moved from MetaTrader 4: change the password first.'],
      1030: ['MT_RET_AUTH_MIGRATION_MT5', 'Moved from MetaTrader 5: change the password first.'],
    },
  ),
  means(
    'MT5_LOGIN_FAILED',
    { reason: 'UPDATE_REQUIRED', operator: true },
    {
      1009: ['MT_RET_AUTH_UPDATE_ONLY', 'The server only hands out updates now.'],
      1010: ['MT_RET_AUTH_CLIENT_OLD', 'The terminal is too old.'],
    },
  ),
  means(
    'LP_NOT_CONNECTED',
    { operator: true },
    {
      1007: ['MT_RET_AUTH_SERVER_INTERNAL', 'This server takes no clients.'],
      1008: ['MT_RET_AUTH_SERVER_BAD', 'The server could not prove who it is.'],
      1015: ['MT_RET_AUTH_INVALID_ID', 'The server’s id is wrong or disabled.'],
      1016: ['MT_RET_AUTH_INVALID_IP', 'The server’s address is not allowed.'],
      1017: ['MT_RET_AUTH_INVALID_TYPE', 'The server’s type does not fit its id.'],
      1019: ['MT_RET_AUTH_SERVER_CERT', 'The server’s certificate is wrong.'],
      1021: ['MT_RET_AUTH_SERVER_OLD', 'The server is too old.'],
      1022: ['MT_RET_AUTH_SERVER_LIMIT', 'The server’s licence allows no more connections.'],
    },
  ),
  means(
    'PERMISSION_DENIED',
    { operator: true },
    {
      1011: ['MT_RET_AUTH_MANAGER_NOCONFIG', 'The manager’s account has no configuration.'],
      1012: ['MT_RET_AUTH_MANAGER_IPBLOCK', 'The manager may not connect from this address.'],
      1014: ['MT_RET_AUTH_CA_DISABLED', 'Making certificates is switched off.'],
      1024: ['MT_RET_AUTH_MANAGER_TYPE', 'The manager may not connect in this way.'],
    },
  ),
  means(
    'PERMISSION_DENIED',
    {},
    {
      1023: ['MT_RET_AUTH_MOBILE_DISABLED', 'The server’s licence allows no mobile terminals.'],
      1025: ['MT_RET_AUTH_DEMO_DISABLED', 'Opening demo accounts is switched off.'],
      1034: ['MT_RET_AUTH_API_DISABLED', 'The account may not connect by API.'],
    },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'UPSTREAM', operator: true },
    { 1013: ['MT_RET_AUTH_GROUP_INVALID', 'The group is not ready: the server needs a restart.'] },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'OVERLOADED', retry: 'backoff' },
    { 1018: ['MT_RET_AUTH_SERVER_BUSY', 'The server is busy.'] },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'UPSTREAM', retry: 'backoff' },
    {
      1032: ['MT_RET_AUTH_VERIFY_BAD_EMAIL', 'The code could not be sent by e-mail.'],
      1033: ['MT_RET_AUTH_VERIFY_BAD_PHONE', 'The code could not be sent by phone.'],
    },
  ),
];

export const MT5_MANAGER = tableOf(
  'mt5.manager',
  rowsOf({ space: 'mt5.manager' }, [...common, ...authentication, ...adminGroups, ...tradeGroups]),
);

/** @throws RangeError for anything but an integer. */
export const mt5Manager = (number: number): Mt5ManagerCode => branded('mt5.manager', number);

export const lookupMt5Manager = (code: Mt5ManagerCode): ForeignRow | UnknownForeign =>
  MT5_MANAGER.find(code);
