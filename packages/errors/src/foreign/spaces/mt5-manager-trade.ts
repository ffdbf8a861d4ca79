/** The trade, dealer and price part of the Manager and Web API's return codes; see mt5-manager.ts. */
import { done, means, open } from '../table.ts';

export const tradeGroups = [
  open({
    10001: ['MT_RET_REQUEST_INWAY', 'The request is on its way.'],
    10002: ['MT_RET_REQUEST_ACCEPTED', 'The server has taken the request.'],
    10003: ['MT_RET_REQUEST_PROCESS', 'The server is handling the request.'],
    11000: ['MT_RET_REQUEST_RETURN', 'The request went back into the queue.'],
  }),
  done({
    10008: ['MT_RET_REQUEST_PLACED', 'The order was placed.'],
    10009: ['MT_RET_REQUEST_DONE', 'The request was carried out in full.'],
    10010: ['MT_RET_REQUEST_DONE_PARTIAL', 'The request was carried out in part.'],
    10025: ['MT_RET_REQUEST_NO_CHANGES', 'The request would change nothing.'],
    11001: ['MT_RET_REQUEST_DONE_CANCEL', 'A part was filled and the rest cancelled.'],
  }),
  means(
    'PRICE_CHANGED',
    { newDecision: true },
    {
      10004: ['MT_RET_REQUEST_REQUOTE', 'The dealer offers another price.'],
      10005: ['MT_RET_REQUEST_PRICES', 'The dealer answers with prices.'],
      10020: ['MT_RET_REQUEST_PRICE_CHANGED', 'The price moved before the order was executed.'],
      11002: ['MT_RET_REQUEST_REQUOTE_RETURN', 'Another price, and back into the queue.'],
    },
  ),
  means(
    'ORDER_REJECTED',
    { reason: 'BROKER_OPTION' },
    { 10006: ['MT_RET_REQUEST_REJECT', 'The dealer rejected the request.'] },
  ),
  means(
    'ORDER_REJECTED',
    { reason: 'OTHER' },
    {
      10007: ['MT_RET_REQUEST_CANCEL', 'The request was withdrawn.'],
      10041: ['MT_RET_REQUEST_REJECT_CANCEL', 'The order is refused and will be cancelled.'],
    },
  ),
  means(
    'ORDER_REJECTED',
    { reason: 'OTHER', retry: 'same-key' },
    { 10011: ['MT_RET_REQUEST_ERROR', 'The server failed while it handled the request.'] },
  ),
  means(
    'ORDER_REJECTED',
    { reason: 'UNSUPPORTED' },
    {
      10030: ['MT_RET_REQUEST_INVALID_FILL', 'The symbol does not take this filling type.'],
      10035: ['MT_RET_REQUEST_INVALID_ORDER', 'The order type is wrong or not allowed.'],
    },
  ),
  means(
    'LP_TIMEOUT',
    { retry: 'same-key' },
    { 10012: ['MT_RET_REQUEST_TIMEOUT', 'The request ran out of time.'] },
  ),
  means(
    'INTERNAL_ERROR',
    { outcome: 'NOT_APPLIED', operator: true },
    {
      10013: ['MT_RET_REQUEST_INVALID', 'The request that we made is invalid.'],
      10037: ['MT_RET_REQUEST_EXECUTION_SKIPPED', 'The execution belongs to another server.'],
    },
  ),
  means('INVALID_VOLUME', {}, { 10014: ['MT_RET_REQUEST_INVALID_VOLUME', 'The volume is wrong.'] }),
  means(
    'INVALID_VOLUME',
    { reason: 'TOTAL' },
    { 10034: ['MT_RET_REQUEST_LIMIT_VOLUME', 'The symbol’s total volume is at its limit.'] },
  ),
  means('INVALID_PRICE', {}, { 10015: ['MT_RET_REQUEST_INVALID_PRICE', 'The price is wrong.'] }),
  means(
    'INVALID_SL_TP',
    {},
    { 10016: ['MT_RET_REQUEST_INVALID_STOPS', 'The stop loss, take profit or price is wrong.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'DISABLED' },
    { 10017: ['MT_RET_REQUEST_TRADE_DISABLED', 'Trading is switched off.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'NO_AUTOTRADING' },
    { 10026: ['MT_RET_REQUEST_AT_DISABLED_SERVER', 'The server forbids automated trading.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'NO_AUTOTRADING', operator: true },
    { 10027: ['MT_RET_REQUEST_AT_DISABLED_CLIENT', 'Our terminal forbids automated trading.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'LONG_ONLY' },
    { 10042: ['MT_RET_REQUEST_LONG_ONLY', 'The symbol may only be bought.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'SHORT_ONLY' },
    { 10043: ['MT_RET_REQUEST_SHORT_ONLY', 'The symbol may only be sold.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'CLOSE_ONLY' },
    { 10044: ['MT_RET_REQUEST_CLOSE_ONLY', 'Positions of the symbol may only be closed.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'FIFO_ONLY' },
    { 10045: ['MT_RET_REQUEST_PROHIBITED_BY_FIFO', 'The oldest position must be closed first.'] },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'NO_HEDGING' },
    { 10046: ['MT_RET_REQUEST_HEDGE_PROHIBITED', 'The account may not hold both directions.'] },
  ),
  means(
    'MARKET_CLOSED',
    { retry: 'at' },
    { 10018: ['MT_RET_REQUEST_MARKET_CLOSED', 'The market is closed.'] },
  ),
  means(
    'MARGIN_INSUFFICIENT',
    {},
    { 10019: ['MT_RET_REQUEST_NO_MONEY', 'There is not enough money for the request.'] },
  ),
  means(
    'PRICE_STALE',
    { retry: 'backoff' },
    { 10021: ['MT_RET_REQUEST_PRICE_OFF', 'There is no quote to trade on.'] },
  ),
  means(
    'ORDER_EXPIRED',
    {},
    { 10022: ['MT_RET_REQUEST_INVALID_EXP', 'The expiry of the order is wrong.'] },
  ),
  means(
    'POSITION_LOCKED',
    { retry: 'after' },
    {
      10023: ['MT_RET_REQUEST_ORDER_CHANGED', 'The order changed in the meantime.'],
      10028: ['MT_RET_REQUEST_LOCKED', 'A dealer has locked the request.'],
      10029: ['MT_RET_REQUEST_FROZEN', 'The order or position is frozen.'],
    },
  ),
  means(
    'POSITION_LOCKED',
    { retry: 'same-key' },
    { 10039: ['MT_RET_REQUEST_CLOSE_ORDER_EXIST', 'Another order is closing the position.'] },
  ),
  means(
    'RATE_LIMIT_EXCEEDED',
    { retry: 'backoff' },
    { 10024: ['MT_RET_REQUEST_TOO_MANY', 'Trade requests come too often.'] },
  ),
  means(
    'LP_NOT_CONNECTED',
    { retry: 'same-key' },
    { 10031: ['MT_RET_REQUEST_CONNECTION', 'There is no connection to the server.'] },
  ),
  means(
    'PERMISSION_DENIED',
    {},
    { 10032: ['MT_RET_REQUEST_ONLY_REAL', 'Only live accounts may do this.'] },
  ),
  means(
    'LIMIT_EXCEEDED',
    { reason: 'MAX_ORDERS_EXCEEDED' },
    {
      4001: ['MT_RET_TRADE_LIMIT_REACHED', 'The limit of orders or deals is reached.'],
      10033: ['MT_RET_REQUEST_LIMIT_ORDERS', 'The account has too many pending orders.'],
    },
  ),
  means(
    'LIMIT_EXCEEDED',
    { reason: 'MAX_POSITIONS' },
    { 10040: ['MT_RET_REQUEST_LIMIT_POSITIONS', 'The account has too many open positions.'] },
  ),
  means(
    'LIMIT_EXCEEDED',
    { reason: 'MAX_EXPOSURE' },
    { 4005: ['MT_RET_TRADE_MAX_MONEY', 'The limit of money is reached.'] },
  ),
  means(
    'POSITION_ALREADY_CLOSED',
    {},
    { 10036: ['MT_RET_REQUEST_POSITION_CLOSED', 'The position is not open any more.'] },
  ),
  means(
    'PARTIAL_CLOSE_INVALID',
    { reason: 'EXCEEDS' },
    { 10038: ['MT_RET_REQUEST_INVALID_CLOSE_VOLUME', 'More was to be closed than is open.'] },
  ),
  means(
    'DUPLICATE_REQUEST',
    { reason: 'CLIENT_ORDER_ID' },
    { 4002: ['MT_RET_TRADE_ORDER_EXIST', 'An order with this ticket exists.'] },
  ),
  means(
    'DUPLICATE_REQUEST',
    { reason: 'REFERENCE' },
    { 4006: ['MT_RET_TRADE_DEAL_EXIST', 'A deal with this ticket exists.'] },
  ),
  means(
    'INVALID_SYMBOL',
    { reason: 'UNKNOWN' },
    { 6001: ['MT_RET_HST_SYMBOL_NOTFOUND', 'The history server does not know the symbol.'] },
  ),
];
