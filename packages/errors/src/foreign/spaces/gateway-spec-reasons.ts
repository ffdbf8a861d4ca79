/** The reasons that the gateway specification adds to its codes 3 to 6, with our code for each; see gateway-spec.ts. */
import { means } from '../table.ts';

/** Key and name of a reason are the same word. */
const named = (number: number, word: string, meaning: string) => ({
  [`${number}/${word}`]: [word, meaning] as const,
});

export const reasons = [
  means(
    'MARGIN_INSUFFICIENT',
    { reason: 'NEW_ORDER' },
    {
      ...named(3, 'INSUFFICIENT_MARGIN', 'The free margin does not cover the order.'),
      ...named(5, 'NEW_ORDER_INSUFFICIENT_MARGIN', 'Too little margin for a new position.'),
    },
  ),
  means(
    'MARGIN_INSUFFICIENT',
    { reason: 'MODIFY_ORDER' },
    {
      ...named(5, 'MODIFY_ORDER_INSUFFICIENT_MARGIN', 'Too little margin for the change.'),
    },
  ),
  means(
    'MARGIN_INSUFFICIENT',
    { reason: 'MARGIN_CALL' },
    {
      ...named(5, 'PENDING_ORDER_MARGIN_CALL', 'The account is in a margin call.'),
    },
  ),
  means(
    'MARGIN_INSUFFICIENT',
    { reason: 'NEGATIVE_BALANCE' },
    {
      ...named(5, 'NEGATIVE_BALANCE', 'The account owes money.'),
    },
  ),
  means(
    'INVALID_SYMBOL',
    { reason: 'DISABLED' },
    {
      ...named(3, 'SYMBOL_NOT_TRADABLE', 'The symbol may not be traded.'),
    },
  ),
  means(
    'INVALID_VOLUME',
    { reason: 'TOO_LOW' },
    {
      ...named(3, 'VOLUME_TOO_LOW', 'The volume is below the least.'),
    },
  ),
  means(
    'INVALID_VOLUME',
    { reason: 'TOO_HIGH' },
    {
      ...named(3, 'VOLUME_TOO_HIGH', 'The volume is above the greatest.'),
    },
  ),
  means(
    'INVALID_PRICE',
    { reason: 'PRICE_OUT_OF_RANGE' },
    {
      ...named(3, 'PRICE_OUT_OF_RANGE', 'The price is out of limits.'),
    },
  ),
  means(
    'INVALID_PRICE',
    { reason: 'ORDER_TOO_CLOSE_TO_MARKET' },
    {
      ...named(3, 'ORDER_TOO_CLOSE_TO_MARKET', 'The price is too near to the market.'),
    },
  ),
  means(
    'INVALID_SL_TP',
    { reason: 'sl' },
    {
      ...named(3, 'INVALID_STOP_LOSS', 'The stop loss breaks a rule.'),
    },
  ),
  means(
    'INVALID_SL_TP',
    { reason: 'tp' },
    {
      ...named(3, 'INVALID_TAKE_PROFIT', 'The take profit breaks a rule.'),
    },
  ),
  means(
    'LIMIT_EXCEEDED',
    { reason: 'MAX_ORDERS_EXCEEDED' },
    {
      ...named(3, 'MAX_ORDERS_EXCEEDED', 'There are too many pending orders.'),
    },
  ),
  means(
    'DUPLICATE_REQUEST',
    { reason: 'CLIENT_ORDER_ID', retry: 'same-key' },
    {
      ...named(3, 'DUPLICATE_REQUEST', 'The order has been seen before: ask for it.'),
    },
  ),
  means(
    'POSITION_NOT_FOUND',
    {},
    {
      ...named(4, 'POSITION_NOT_FOUND', 'No such position, or closed already.'),
    },
  ),
  means(
    'POSITION_LOCKED',
    { retry: 'after' },
    {
      ...named(4, 'POSITION_LOCKED', 'The position is being changed.'),
    },
  ),
  // The specification allows a retry, but with another order: that is a new decision, not the same call again.
  means(
    'ORDER_REJECTED',
    { reason: 'INSUFFICIENT_LIQUIDITY', newDecision: true },
    {
      ...named(4, 'INSUFFICIENT_LIQUIDITY', 'The market cannot take the whole close.'),
    },
  ),
  means(
    'TRADING_RESTRICTED',
    { reason: 'CLOSE_ONLY' },
    {
      ...named(4, 'CLOSE_ONLY_MODE', 'The account may only close.'),
    },
  ),
  means(
    'PARTIAL_CLOSE_INVALID',
    { reason: 'NOT_ALLOWED' },
    {
      ...named(4, 'PARTIAL_CLOSE_NOT_ALLOWED', 'Only the whole position may be closed.'),
    },
  ),
  means(
    'MARKET_CLOSED',
    { retry: 'at' },
    {
      ...named(3, 'MARKET_CLOSED', 'The symbol’s market is closed.'),
      ...named(4, 'MARKET_CLOSED', 'No close while the market is closed.'),
    },
  ),
  means(
    'MARKET_CLOSED',
    { reason: 'PRE_MARKET_CLOSED', retry: 'at' },
    {
      ...named(6, 'PRE_MARKET_CLOSED', 'Today’s session is still to come.'),
    },
  ),
  means(
    'MARKET_CLOSED',
    { reason: 'POST_MARKET_CLOSED', retry: 'at' },
    {
      ...named(6, 'POST_MARKET_CLOSED', 'Today’s session is over.'),
    },
  ),
  means(
    'MARKET_CLOSED',
    { reason: 'WEEKEND_CLOSED', retry: 'at' },
    {
      ...named(6, 'WEEKEND_CLOSED', 'It is the weekend.'),
    },
  ),
  means(
    'MARKET_CLOSED',
    { reason: 'HOLIDAY_CLOSED', retry: 'at' },
    {
      ...named(6, 'HOLIDAY_CLOSED', 'It is a holiday.'),
    },
  ),
  means(
    'MARKET_CLOSED',
    { reason: 'SYMBOL_HALTED', retry: 'after' },
    {
      ...named(6, 'SYMBOL_HALTED', 'The symbol is halted.'),
    },
  ),
  means(
    'MARKET_CLOSED',
    { reason: 'CIRCUIT_BREAKER', retry: 'after' },
    {
      ...named(6, 'CIRCUIT_BREAKER', 'A circuit breaker stopped trading.'),
    },
  ),
];
