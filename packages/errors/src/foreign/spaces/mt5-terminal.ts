/**
 * What a MetaTrader 5 terminal says went wrong outside of a trade's answer: the run-time errors that concern trading
 * (positive), and the last error of its Python bridge (1 and negative). -10004 means "no connection" between bridge and
 * terminal; one official page prints -10003 for it, the packages do not.
 */
import { branded, type Mt5TerminalCode } from '../brand.ts';
import type { ForeignRow, UnknownForeign } from '../row.ts';
import { done, means, rowsOf, tableOf } from '../table.ts';

const bridge = [
  done({ 1: ['RES_S_OK', 'The call succeeded; success is 1 here, not 0.'] }),
  means(
    'INTERNAL_ERROR',
    { retry: 'same-key' },
    { '-1': ['RES_E_FAIL', 'The call failed, and no cause is given.'] },
  ),
  means(
    'INTERNAL_ERROR',
    { operator: true, outcome: 'UNKNOWN' },
    { '-3': ['RES_E_NO_MEMORY', 'The machine is out of memory.'] },
  ),
  means(
    'INVALID_REQUEST',
    {},
    {
      '-2': ['RES_E_INVALID_PARAMS', 'An argument of the call is wrong.'],
      '-7': ['RES_E_UNSUPPORTED', 'The terminal has no such method.'],
    },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'DATA', retry: 'backoff' },
    { '-4': ['RES_E_NOT_FOUND', 'There is no history for this.'] },
  ),
  means(
    'MT5_LOGIN_FAILED',
    { reason: 'UPDATE_REQUIRED', operator: true },
    { '-5': ['RES_E_INVALID_VERSION', 'The terminal’s version is not accepted.'] },
  ),
  means(
    'AUTH_INVALID',
    { reason: 'CREDENTIALS' },
    { '-6': ['RES_E_AUTH_FAILED', 'Login, password or server is wrong; which, it does not say.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'NO_AUTOTRADING', operator: true },
    { '-8': ['RES_E_AUTO_TRADING_DISABLED', 'Automated trading is off in the terminal.'] },
  ),
  means(
    'LP_TIMEOUT',
    { retry: 'same-key' },
    {
      '-10000': ['RES_E_INTERNAL_FAIL', 'The link to the terminal failed.'],
      '-10002': ['RES_E_INTERNAL_FAIL_RECEIVE', 'The request left; its answer was not received.'],
      '-10005': ['RES_E_INTERNAL_FAIL_TIMEOUT', 'The terminal did not answer in time.'],
    },
  ),
  means(
    'LP_NOT_CONNECTED',
    { retry: 'backoff' },
    {
      '-10001': ['RES_E_INTERNAL_FAIL_SEND', 'The request did not reach the terminal.'],
      '-10003': ['RES_E_INTERNAL_FAIL_INIT', 'The link to the terminal did not start.'],
      '-10004': ['RES_E_INTERNAL_FAIL_CONNECT', 'There is no link to the terminal.'],
    },
  ),
];

const runtime = [
  means(
    'PERMISSION_DENIED',
    {},
    { 4014: ['ERR_FUNCTION_NOT_ALLOWED', 'This function may not be called here.'] },
  ),
  means(
    'INVALID_SYMBOL',
    { reason: 'UNKNOWN' },
    { 4301: ['ERR_MARKET_UNKNOWN_SYMBOL', 'There is no such symbol.'] },
  ),
  means(
    'INVALID_SYMBOL',
    {},
    {
      4302: ['ERR_MARKET_NOT_SELECTED', 'The symbol is not in the terminal’s list.'],
      4305: ['ERR_MARKET_SELECT_ERROR', 'The symbol could not be put on the list or taken off.'],
    },
  ),
  means(
    'INVALID_PARAMETER_TYPE',
    {},
    {
      4303: ['ERR_MARKET_WRONG_PROPERTY', 'No such property of a symbol.'],
      4307: ['ERR_MARKET_SESSION_INDEX', 'No such trading session of a symbol.'],
      4402: ['ERR_HISTORY_WRONG_PROPERTY', 'No such property of the history.'],
      4701: ['ERR_ACCOUNT_WRONG_PROPERTY', 'No such property of an account.'],
      4751: ['ERR_TRADE_WRONG_PROPERTY', 'No such property of a trade.'],
    },
  ),
  means(
    'PRICE_STALE',
    { reason: 'WAITING', retry: 'backoff' },
    { 4304: ['ERR_MARKET_LASTTIME_UNKNOWN', 'No tick of the symbol has come yet.'] },
  ),
  means(
    'PRICE_STALE',
    { retry: 'backoff' },
    { 4758: ['ERR_TRADE_CALC_FAILED', 'Profit or margin could not be worked out.'] },
  ),
  means(
    'LIMIT_EXCEEDED',
    { operator: true },
    { 4306: ['ERR_MARKET_SELECT_LIMIT', 'The terminal’s list of symbols is full.'] },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'DATA', retry: 'backoff' },
    {
      4401: ['ERR_HISTORY_NOT_FOUND', 'The history asked for is not there.'],
      4403: ['ERR_HISTORY_TIMEOUT', 'The history did not come in time.'],
      4405: ['ERR_HISTORY_LOAD_ERRORS', 'The history loaded with errors.'],
      4903: ['ERR_BOOKS_CANNOT_GET', 'The market depth could not be read.'],
      4904: ['ERR_BOOKS_CANNOT_SUBSCRIBE', 'The market depth could not be subscribed to.'],
    },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'DATA' },
    {
      4901: ['ERR_BOOKS_CANNOT_ADD', 'Market depth cannot be had for this symbol.'],
      4902: ['ERR_BOOKS_CANNOT_DELETE', 'The market depth could not be given up.'],
    },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'UPSTREAM', retry: 'backoff' },
    {
      4515: ['ERR_NOTIFICATION_SEND_FAILED', 'The notification was not sent.'],
      5201: ['ERR_WEBREQUEST_CONNECT_FAILED', 'The address could not be reached.'],
    },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'UPSTREAM', retry: 'same-key' },
    {
      5202: ['ERR_WEBREQUEST_TIMEOUT', 'The web request got no answer in time.'],
      5203: ['ERR_WEBREQUEST_REQUEST_FAILED', 'The web request failed on its way.'],
    },
  ),
  means(
    'INVALID_REQUEST',
    {},
    { 4404: ['ERR_HISTORY_BARS_LIMIT', 'More bars were asked for than the terminal gives.'] },
  ),
  means(
    'INVALID_REQUEST',
    { operator: true },
    { 5200: ['ERR_WEBREQUEST_INVALID_ADDRESS', 'The web address is wrong.'] },
  ),
  means(
    'INTERNAL_ERROR',
    { operator: true, outcome: 'NOT_APPLIED' },
    {
      4407: ['ERR_HISTORY_SMALL_BUFFER', 'Our buffer is too small for the history.'],
      5270: ['ERR_NETSOCKET_INVALIDHANDLE', 'The socket’s handle is wrong.'],
      65536: ['ERR_USER_ERROR_FIRST', 'A program’s own errors begin at this number.'],
    },
  ),
  means(
    'RATE_LIMIT_EXCEEDED',
    { retry: 'backoff' },
    { 4518: ['ERR_NOTIFICATION_TOO_FREQUENT', 'Notifications are sent too often.'] },
  ),
  means(
    'RATE_LIMIT_EXCEEDED',
    { operator: true },
    { 5271: ['ERR_NETSOCKET_TOO_MANY_OPENED', 'More than 128 sockets would be open.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'NO_AUTOTRADING', operator: true },
    { 4752: ['ERR_TRADE_DISABLED', 'Programs may not trade in this terminal.'] },
  ),
  means(
    'POSITION_NOT_FOUND',
    {},
    { 4753: ['ERR_TRADE_POSITION_NOT_FOUND', 'There is no such position.'] },
  ),
  means(
    'ORDER_NOT_FOUND',
    {},
    {
      4754: ['ERR_TRADE_ORDER_NOT_FOUND', 'There is no such order.'],
      4755: ['ERR_TRADE_DEAL_NOT_FOUND', 'There is no such deal.'],
    },
  ),
  // The true cause is in the request's own return code, of the space mt5.trade.
  means(
    'ORDER_REJECTED',
    { reason: 'OTHER', retry: 'same-key' },
    { 4756: ['ERR_TRADE_SEND_FAILED', 'Sending the trade request failed.'] },
  ),
  means(
    'LP_NOT_CONNECTED',
    { retry: 'backoff' },
    { 5272: ['ERR_NETSOCKET_CANNOT_CONNECT', 'The remote host could not be reached.'] },
  ),
  means(
    'LP_TIMEOUT',
    { retry: 'same-key' },
    { 5273: ['ERR_NETSOCKET_IO_ERROR', 'The socket failed while sending or receiving.'] },
  ),
  means(
    'LP_NOT_CONNECTED',
    { operator: true },
    {
      5274: ['ERR_NETSOCKET_HANDSHAKE_FAILED', 'The TLS handshake failed.'],
      5275: ['ERR_NETSOCKET_NO_CERTIFICATE', 'The other side shows no certificate.'],
    },
  ),
];

export const MT5_TERMINAL = tableOf(
  'mt5.terminal',
  rowsOf({ space: 'mt5.terminal' }, [...bridge, ...runtime]),
);

/** @throws RangeError for anything but an integer. */
export const mt5Terminal = (number: number): Mt5TerminalCode => branded('mt5.terminal', number);

export const lookupMt5Terminal = (code: Mt5TerminalCode): ForeignRow | UnknownForeign =>
  MT5_TERMINAL.find(code);
