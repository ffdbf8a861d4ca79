/** CCXT: the names of its exceptions, for venues that are reached through that library. */
import { means, rowsOf, tableOf, word } from '../table.ts';

export const CCXT = tableOf(
  'venue.ccxt',
  rowsOf({ space: 'venue.ccxt' }, [
    means(
      'AUTH_INVALID',
      { retry: 'refresh' },
      word('AuthenticationError', 'The venue does not accept our key.'),
    ),
    means('PERMISSION_DENIED', {}, word('PermissionDenied', 'Our key may not do this.')),
    means('ACCOUNT_DISABLED', {}, word('AccountSuspended', 'The account is suspended.')),
    means('INVALID_SYMBOL', { reason: 'UNKNOWN' }, word('BadSymbol', 'There is no such symbol.')),
    means('MARGIN_INSUFFICIENT', {}, word('InsufficientFunds', 'There is too little money.')),
    means('MARKET_CLOSED', { retry: 'at' }, word('MarketClosed', 'The market is closed.')),
    means('ORDER_NOT_FOUND', {}, word('OrderNotFound', 'There is no such order.')),
    means(
      'DUPLICATE_REQUEST',
      { reason: 'CLIENT_ORDER_ID', retry: 'same-key' },
      word('DuplicateOrderId', 'The client order id is in use.'),
    ),
    means(
      'RATE_LIMIT_EXCEEDED',
      { retry: 'backoff' },
      word('RateLimitExceeded', 'Requests come too often.'),
    ),
    means(
      'SERVICE_UNAVAILABLE',
      { reason: 'MAINTENANCE', retry: 'backoff' },
      word('OnMaintenance', 'The venue is being maintained.'),
    ),
    means(
      'LP_TIMEOUT',
      { retry: 'same-key' },
      word('RequestTimeout', 'No answer in time; whether it was executed is not known.'),
    ),
  ]),
);
