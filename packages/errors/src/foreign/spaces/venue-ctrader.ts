/**
 * cTrader Open API. It has two families that number from 1, so a number is read with its family as the operation:
 * `ProtoOAErrorCode` or `ProtoErrorCode`.
 */
import { done, means, rowsOf, tableOf } from '../table.ts';

const openApi = [
  done({
    14: ['ALREADY_LOGGED_IN', 'The account is authorized already.'],
    103: ['CH_CLIENT_ALREADY_AUTHENTICATED', 'Our client is authorized already.'],
    113: ['ALREADY_SUBSCRIBED', 'The subscription is there already.'],
  }),
  means(
    'AUTH_EXPIRED',
    { retry: 'refresh' },
    { 1: ['OA_AUTH_TOKEN_EXPIRED', 'The account’s token has run out.'] },
  ),
  means(
    'AUTH_REQUIRED',
    { retry: 'refresh' },
    {
      2: ['ACCOUNT_NOT_AUTHORIZED', 'The account must be authorized first.'],
      102: ['CH_CLIENT_NOT_AUTHENTICATED', 'Our client must be authorized first.'],
    },
  ),
  means(
    'AUTH_INVALID',
    { reason: 'CREDENTIALS', operator: true },
    {
      101: ['CH_CLIENT_AUTH_FAILURE', 'Our client is not active, or its secret is wrong.'],
      107: ['CH_OA_CLIENT_NOT_FOUND', 'There is no client with our id.'],
    },
  ),
  means(
    'AUTH_INVALID',
    { retry: 'refresh' },
    { 104: ['CH_ACCESS_TOKEN_INVALID', 'The access token is wrong.'] },
  ),
  means(
    'ACCOUNT_NOT_FOUND',
    {},
    {
      12: ['RET_NO_SUCH_LOGIN', 'The account does not exist any more.'],
      106: ['CH_CTID_TRADER_ACCOUNT_NOT_FOUND', 'There is no such account.'],
    },
  ),
  means('ACCOUNT_DISABLED', {}, { 64: ['RET_ACCOUNT_DISABLED', 'The account is disabled.'] }),
  means(
    'PERMISSION_DENIED',
    {},
    { 110: ['CHANNEL_IS_BLOCKED', 'The account may do nothing here.'] },
  ),
  means(
    'LP_NOT_CONNECTED',
    { retry: 'backoff' },
    { 105: ['CH_SERVER_NOT_REACHABLE', 'The trading service is away.'] },
  ),
  means(
    'SERVICE_UNAVAILABLE',
    { reason: 'MAINTENANCE', retry: 'backoff' },
    { 109: ['SERVER_IS_UNDER_MAINTENANCE', 'The server is being maintained.'] },
  ),
  means(
    'RATE_LIMIT_EXCEEDED',
    { retry: 'backoff' },
    { 108: ['REQUEST_FREQUENCY_EXCEEDED', 'Requests come too often.'] },
  ),
  means(
    'RATE_LIMIT_EXCEEDED',
    { operator: true },
    { 67: ['CONNECTIONS_LIMIT_EXCEEDED', 'Our client has too many connections.'] },
  ),
  means(
    'INVALID_SL_TP',
    {},
    {
      68: ['WORSE_GSL_NOT_ALLOWED', 'A guaranteed stop loss may not be made worse.'],
      126: ['TRADING_BAD_STOPS', 'A stop price is wrong.'],
    },
  ),
  means(
    'INVALID_SL_TP',
    { reason: 'TOO_CLOSE' },
    { 129: ['PROTECTION_IS_TOO_CLOSE_TO_MARKET', 'A stop is too near to the market.'] },
  ),
  means(
    'MARKET_CLOSED',
    { reason: 'HOLIDAY_CLOSED', retry: 'at' },
    { 69: ['SYMBOL_HAS_HOLIDAY', 'The symbol has a holiday.'] },
  ),
  means(
    'INVALID_REQUEST',
    {},
    {
      35: ['INCORRECT_BOUNDARIES', 'The period is wrong or too long.'],
      112: ['NOT_SUBSCRIBED_TO_SPOTS', 'Subscribe to the quotes first.'],
      137: ['NOT_SUBSCRIBED_TO_PNL', 'Subscribe to profit and loss first.'],
    },
  ),
  means(
    'INVALID_SYMBOL',
    { reason: 'UNKNOWN' },
    {
      114: ['SYMBOL_NOT_FOUND', 'There is no such symbol.'],
      115: ['UNKNOWN_SYMBOL', 'There is no such symbol.'],
    },
  ),
  means('PRICE_STALE', { retry: 'backoff' }, { 117: ['NO_QUOTES', 'There is no quote.'] }),
  means(
    'MARGIN_INSUFFICIENT',
    {},
    { 118: ['NOT_ENOUGH_MONEY', 'There is too little money for the margin.'] },
  ),
  means(
    'LIMIT_EXCEEDED',
    { reason: 'MAX_EXPOSURE' },
    { 119: ['MAX_EXPOSURE_REACHED', 'The exposure is at its limit.'] },
  ),
  means(
    'LIMIT_EXCEEDED',
    { reason: 'MAX_POSITIONS' },
    { 124: ['TOO_MANY_POSITIONS', 'There are too many positions and orders.'] },
  ),
  means('POSITION_NOT_FOUND', {}, { 120: ['POSITION_NOT_FOUND', 'There is no such position.'] }),
  means('ORDER_NOT_FOUND', {}, { 121: ['ORDER_NOT_FOUND', 'There is no such order.'] }),
  means('POSITION_ALREADY_CLOSED', {}, { 122: ['POSITION_NOT_OPEN', 'The position is not open.'] }),
  means(
    'POSITION_LOCKED',
    { retry: 'after' },
    {
      123: ['POSITION_LOCKED', 'The position’s state does not allow it.'],
      131: ['PENDING_EXECUTION', 'An order on the position is being executed.'],
    },
  ),
  means(
    'INVALID_VOLUME',
    {},
    {
      125: ['TRADING_BAD_VOLUME', 'The volume is wrong.'],
      128: ['TRADING_BAD_STAKE', 'The stake is wrong.'],
    },
  ),
  means('INVALID_PRICE', {}, { 127: ['TRADING_BAD_PRICES', 'The price is wrong.'] }),
  means(
    'ORDER_EXPIRED',
    {},
    { 130: ['TRADING_BAD_EXPIRATION_DATE', 'The expiry of the order is wrong.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'DISABLED' },
    { 132: ['TRADING_DISABLED', 'The symbol may not be traded.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'READ_ONLY' },
    { 133: ['TRADING_NOT_ALLOWED', 'The account may only look.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'LONG_ONLY' },
    { 136: ['SHORT_SELLING_NOT_ALLOWED', 'The symbol may only be bought.'] },
  ),
  means(
    'ORDER_NOT_PENDING',
    { retry: 'same-key' },
    {
      134: ['UNABLE_TO_CANCEL_ORDER', 'The order was not cancelled: read it again.'],
      135: ['UNABLE_TO_AMEND_ORDER', 'The order was not changed: read it again.'],
    },
  ),
];

const common = [
  means(
    'INTERNAL_ERROR',
    { retry: 'same-key' },
    { 1: ['UNKNOWN_ERROR', 'It failed, and no cause is given.'] },
  ),
  means(
    'INVALID_REQUEST',
    {},
    {
      2: ['UNSUPPORTED_MESSAGE', 'The server does not take such messages.'],
      3: ['INVALID_REQUEST', 'A value of the request is wrong.'],
      8: ['FRAME_TOO_LONG', 'The message is too long.'],
    },
  ),
  means(
    'LP_TIMEOUT',
    { retry: 'same-key' },
    { 5: ['TIMEOUT_ERROR', 'The execution ran out of time.'] },
  ),
  means('NOT_FOUND', {}, { 6: ['ENTITY_NOT_FOUND', 'There is nothing with this id.'] }),
  means(
    'LP_NOT_CONNECTED',
    { retry: 'backoff' },
    { 7: ['CANT_ROUTE_REQUEST', 'The server is away, or does not do this.'] },
  ),
  means('MARKET_CLOSED', { retry: 'at' }, { 9: ['MARKET_CLOSED', 'The market is closed.'] }),
  means(
    'POSITION_LOCKED',
    { retry: 'after' },
    { 10: ['CONCURRENT_MODIFICATION', 'The order is being executed.'] },
  ),
  means(
    'RATE_LIMIT_EXCEEDED',
    { retry: 'backoff' },
    { 11: ['BLOCKED_PAYLOAD_TYPE', 'The server blocks this message, or a limit is reached.'] },
  ),
];

const space = 'venue.ctrader';
export const CTRADER = tableOf(space, [
  ...rowsOf({ space, operation: 'ProtoOAErrorCode' }, openApi),
  ...rowsOf({ space, operation: 'ProtoErrorCode' }, common),
]);
