/** Everything that can stop an order from opening a position, in the order in which it is checked. */

export const OPENING_ERRORS = [
  'ACCOUNT_NOT_FOUND',
  'ACCOUNT_DISABLED',
  'INVALID_SYMBOL',
  'INVALID_VOLUME',
  'TRADING_RESTRICTED',
  'MARKET_CLOSED',
  'LP_NOT_CONNECTED',
  'PRICE_STALE',
  'INVALID_PRICE',
  'INVALID_SL_TP',
  'LIMIT_EXCEEDED',
  'MARGIN_INSUFFICIENT',
  'ORDER_REJECTED',
  'PRICE_CHANGED',
  'LP_TIMEOUT',
] as const;

/** A pending order goes nowhere yet: no provider can refuse it, but its price can be wrong. */
export const PENDING_ERRORS = [
  'ACCOUNT_NOT_FOUND',
  'ACCOUNT_DISABLED',
  'INVALID_SYMBOL',
  'INVALID_VOLUME',
  'TRADING_RESTRICTED',
  'MARKET_CLOSED',
  'PRICE_STALE',
  'INVALID_PRICE',
  'INVALID_SL_TP',
  'ORDER_EXPIRED',
  'LIMIT_EXCEEDED',
  'MARGIN_INSUFFICIENT',
] as const;
