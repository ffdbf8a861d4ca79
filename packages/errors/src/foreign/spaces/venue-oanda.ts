/**
 * OANDA v20: words, not numbers. Reject reasons come at once; the reasons of operation `cancel` come later, in a
 * cancellation: an accepted order is not yet a fill.
 */
import { means, rowsOf, tableOf, word } from '../table.ts';

const space = 'venue.oanda';

const rejects = [
  means(
    'MARGIN_INSUFFICIENT',
    {},
    word('INSUFFICIENT_MARGIN', 'The account has too little margin.'),
  ),
  means(
    'INSUFFICIENT_BALANCE',
    {},
    word('INSUFFICIENT_FUNDS', 'More was to be moved than there is.'),
  ),
  means(
    'INVALID_SYMBOL',
    { reason: 'UNKNOWN' },
    word('INSTRUMENT_UNKNOWN', 'There is no such instrument.'),
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'DISABLED' },
    word('INSTRUMENT_NOT_TRADEABLE', 'The account may not trade this instrument.'),
  ),
  means(
    'PRICE_STALE',
    { retry: 'backoff' },
    word('INSTRUMENT_PRICE_UNKNOWN', 'There is no price for the instrument now.'),
  ),
  means(
    'INVALID_VOLUME',
    { reason: 'STEP' },
    word('UNITS_PRECISION_EXCEEDED', 'The units have too many decimals.'),
  ),
  means(
    'INVALID_VOLUME',
    { reason: 'TOO_HIGH' },
    word('UNITS_LIMIT_EXCEEDED', 'The units are above the greatest.'),
  ),
  means(
    'INVALID_PRICE',
    { reason: 'PRECISION' },
    word('PRICE_PRECISION_EXCEEDED', 'The price has too many decimals.'),
  ),
  means(
    'DUPLICATE_REQUEST',
    { reason: 'CLIENT_ORDER_ID', retry: 'same-key' },
    word('CLIENT_ORDER_ID_ALREADY_EXISTS', 'The client order id is in use.'),
  ),
  means(
    'PARTIAL_CLOSE_INVALID',
    { reason: 'EXCEEDS' },
    word('CLOSE_TRADE_UNITS_EXCEED_TRADE_SIZE', 'More was to be closed than is open.'),
  ),
  means(
    'LIMIT_EXCEEDED',
    { reason: 'MAX_ORDERS_EXCEEDED' },
    word('PENDING_ORDERS_ALLOWED_EXCEEDED', 'There are too many pending orders.'),
  ),
];

const cancels = [
  means(
    'MARKET_CLOSED',
    { retry: 'at' },
    word('MARKET_HALTED', 'The market was halted when the order was to be filled.'),
  ),
  means(
    'PRICE_CHANGED',
    { newDecision: true },
    word('BOUNDS_VIOLATION', 'The fill would have been worse than the bound.'),
  ),
  means(
    'INVALID_SL_TP',
    { reason: 'sl' },
    word('STOP_LOSS_ON_FILL_LOSS', 'The stop loss would be hit at once.'),
  ),
];

export const OANDA = tableOf(space, [
  ...rowsOf({ space }, rejects),
  ...rowsOf({ space, operation: 'cancel' }, cancels),
]);
