/**
 * What a MetaTrader 5 terminal answers to a trade request (the return code of the request's result). 10008, 10009, 10010
 * and 10025 are no errors here, though a login guide gives some of those numbers to refused logins. The two negative
 * numbers are the agent's own: they say on which side of the sending the line was lost.
 */
import { branded, type Mt5TradeCode } from '../brand.ts';
import type { ForeignRow, UnknownForeign } from '../row.ts';
import { done, means, rowsOf, tableOf } from '../table.ts';

const groups = [
  done({
    10008: ['TRADE_RETCODE_PLACED', 'The order was placed.'],
    10009: ['TRADE_RETCODE_DONE', 'The request was carried out in full.'],
    10010: ['TRADE_RETCODE_DONE_PARTIAL', 'The request was carried out in part.'],
    10025: ['TRADE_RETCODE_NO_CHANGES', 'The request would change nothing.'],
  }),
  means(
    'PRICE_CHANGED',
    { newDecision: true },
    {
      10004: ['TRADE_RETCODE_REQUOTE', 'The dealer offers another price.'],
      10020: ['TRADE_RETCODE_PRICE_CHANGED', 'The price moved before the order was executed.'],
    },
  ),
  means(
    'ORDER_REJECTED',
    { reason: 'BROKER_OPTION' },
    { 10006: ['TRADE_RETCODE_REJECT', 'The dealer rejected the request.'] },
  ),
  means(
    'ORDER_REJECTED',
    { reason: 'OTHER' },
    {
      10007: ['TRADE_RETCODE_CANCEL', 'The trader withdrew the request.'],
      10041: ['TRADE_RETCODE_REJECT_CANCEL', 'The pending order was refused and is cancelled.'],
    },
  ),
  // The server tells of an error, not of a refusal: what it had done by then it does not say.
  means(
    'ORDER_REJECTED',
    { reason: 'OTHER', retry: 'same-key' },
    { 10011: ['TRADE_RETCODE_ERROR', 'The server failed while it handled the request.'] },
  ),
  means(
    'ORDER_REJECTED',
    { reason: 'UNSUPPORTED' },
    {
      10030: ['TRADE_RETCODE_INVALID_FILL', 'The symbol does not take this filling type.'],
      10035: ['TRADE_RETCODE_INVALID_ORDER', 'The order type is wrong or not allowed.'],
    },
  ),
  means(
    'LP_TIMEOUT',
    { retry: 'same-key' },
    {
      10012: ['TRADE_RETCODE_TIMEOUT', 'The request ran out of time.'],
      '-11': ['DISCONNECTED_DURING_REQUEST', 'The line broke after the request had been sent.'],
    },
  ),
  means(
    'INTERNAL_ERROR',
    { outcome: 'NOT_APPLIED', operator: true },
    { 10013: ['TRADE_RETCODE_INVALID', 'The request that we made is invalid.'] },
  ),
  means('INVALID_VOLUME', {}, { 10014: ['TRADE_RETCODE_INVALID_VOLUME', 'The volume is wrong.'] }),
  means(
    'INVALID_VOLUME',
    { reason: 'TOTAL' },
    { 10034: ['TRADE_RETCODE_LIMIT_VOLUME', 'The symbol’s total volume is at its limit.'] },
  ),
  means('INVALID_PRICE', {}, { 10015: ['TRADE_RETCODE_INVALID_PRICE', 'The price is wrong.'] }),
  means(
    'INVALID_SL_TP',
    {},
    { 10016: ['TRADE_RETCODE_INVALID_STOPS', 'The stop loss or take profit is wrong.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'DISABLED' },
    { 10017: ['TRADE_RETCODE_TRADE_DISABLED', 'Trading is switched off.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'NO_AUTOTRADING' },
    { 10026: ['TRADE_RETCODE_SERVER_DISABLES_AT', 'The server forbids automated trading.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'NO_AUTOTRADING', operator: true },
    { 10027: ['TRADE_RETCODE_CLIENT_DISABLES_AT', 'Our terminal forbids automated trading.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'LONG_ONLY' },
    { 10042: ['TRADE_RETCODE_LONG_ONLY', 'The symbol may only be bought.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'SHORT_ONLY' },
    { 10043: ['TRADE_RETCODE_SHORT_ONLY', 'The symbol may only be sold.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'CLOSE_ONLY' },
    { 10044: ['TRADE_RETCODE_CLOSE_ONLY', 'Positions of the symbol may only be closed.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'FIFO_ONLY' },
    { 10045: ['TRADE_RETCODE_FIFO_CLOSE', 'The account must close its oldest position first.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'NO_HEDGING' },
    { 10046: ['TRADE_RETCODE_HEDGE_PROHIBITED', 'The account may not hold both directions.'] },
  ),
  means(
    'MARKET_CLOSED',
    { retry: 'at' },
    { 10018: ['TRADE_RETCODE_MARKET_CLOSED', 'The market is closed.'] },
  ),
  means(
    'MARGIN_INSUFFICIENT',
    {},
    { 10019: ['TRADE_RETCODE_NO_MONEY', 'There is not enough money for the request.'] },
  ),
  means(
    'PRICE_STALE',
    { retry: 'backoff' },
    { 10021: ['TRADE_RETCODE_PRICE_OFF', 'There is no quote to trade on.'] },
  ),
  means(
    'ORDER_EXPIRED',
    {},
    { 10022: ['TRADE_RETCODE_INVALID_EXPIRATION', 'The expiry of the order is wrong.'] },
  ),
  means(
    'POSITION_LOCKED',
    { retry: 'after' },
    {
      10023: ['TRADE_RETCODE_ORDER_CHANGED', 'The order changed in the meantime.'],
      10028: ['TRADE_RETCODE_LOCKED', 'The request is locked while it is handled.'],
      10029: ['TRADE_RETCODE_FROZEN', 'The order or position is frozen.'],
    },
  ),
  means(
    'POSITION_LOCKED',
    { retry: 'same-key' },
    { 10039: ['TRADE_RETCODE_CLOSE_ORDER_EXIST', 'Another order is closing the position.'] },
  ),
  means(
    'RATE_LIMIT_EXCEEDED',
    { retry: 'backoff' },
    { 10024: ['TRADE_RETCODE_TOO_MANY_REQUESTS', 'Requests come too often.'] },
  ),
  // No connection, but since when it does not say: a request may be on its way.
  means(
    'LP_NOT_CONNECTED',
    { retry: 'same-key' },
    { 10031: ['TRADE_RETCODE_CONNECTION', 'The terminal has no connection to the server.'] },
  ),
  means(
    'LP_NOT_CONNECTED',
    { retry: 'backoff' },
    { '-10': ['DISCONNECTED_BEFORE_REQUEST', 'The line was down before anything was sent.'] },
  ),
  means(
    'PERMISSION_DENIED',
    {},
    { 10032: ['TRADE_RETCODE_ONLY_REAL', 'Only live accounts may do this.'] },
  ),
  means(
    'LIMIT_EXCEEDED',
    { reason: 'MAX_ORDERS_EXCEEDED' },
    { 10033: ['TRADE_RETCODE_LIMIT_ORDERS', 'The account has too many pending orders.'] },
  ),
  means(
    'LIMIT_EXCEEDED',
    { reason: 'MAX_POSITIONS' },
    { 10040: ['TRADE_RETCODE_LIMIT_POSITIONS', 'The account has too many open positions.'] },
  ),
  means(
    'POSITION_ALREADY_CLOSED',
    {},
    { 10036: ['TRADE_RETCODE_POSITION_CLOSED', 'The position has been closed already.'] },
  ),
  means(
    'PARTIAL_CLOSE_INVALID',
    { reason: 'EXCEEDS' },
    { 10038: ['TRADE_RETCODE_INVALID_CLOSE_VOLUME', 'More was to be closed than is open.'] },
  ),
];

export const MT5_TRADE = tableOf('mt5.trade', rowsOf({ space: 'mt5.trade' }, groups));

/** @throws RangeError for anything but an integer. */
export const mt5Trade = (number: number): Mt5TradeCode => branded('mt5.trade', number);

export const lookupMt5Trade = (code: Mt5TradeCode): ForeignRow | UnknownForeign =>
  MT5_TRADE.find(code);
