/** The checks before an order goes anywhere: symbol, volume, session, price, margin. Nothing has been sent. */
import {
  choice,
  integer,
  lots,
  millis,
  money,
  nullable,
  optional,
  percent,
  price,
  seconds,
  text,
  texts,
  time,
} from '../fields.ts';
import { afterMs, at, backoff, never, row } from '../spec.ts';

/** JSON numbers lose the zeros that a desk reads prices by: 1.095 is 1.09500. */
const digits = integer('Decimals of the symbol, with which each price here is written.');

export const placement = {
  /** No such symbol, or none that may be traded. */
  INVALID_SYMBOL: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      symbol: text('The symbol that was asked for.'),
      availableSymbols: texts('The nearest names, at most 20.'),
      reason: optional(choice(['UNKNOWN', 'DISABLED'], 'Never heard of, or switched off.')),
    },
    retry: never,
    message: 'Symbol not found or disabled',
    solution: ['Choose a symbol from GET /api/symbols.'],
  }),
  /** The volume does not fit the symbol's limits. */
  INVALID_VOLUME: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      volume: lots('The volume that was asked for.'),
      minVolume: lots('The least volume of one order.'),
      maxVolume: lots('The greatest volume of one order.'),
      volumeStep: lots('Volumes are minVolume plus a multiple of this.'),
      reason: optional(choice(['TOO_LOW', 'TOO_HIGH', 'STEP', 'TOTAL'], 'Which limit it missed.')),
    },
    retry: never,
    message: 'Invalid volume',
    solution: ['Choose a volume between minVolume and maxVolume, in steps of volumeStep.'],
  }),
  /** The account's free margin does not cover the order and its commission. */
  MARGIN_INSUFFICIENT: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      requiredMargin: money('Margin the order would tie up, as its preview says it.'),
      commission: optional(
        money(
          'Opening commission, which the free margin has to carry as well; left out where none is charged.',
        ),
      ),
      freeMargin: money('Margin the account has free.'),
      availableMargin: money('The same as freeMargin, under its other name.'),
      symbol: text('The symbol of the order.'),
      volume: lots('The volume of the order.'),
      leverage: integer('The leverage that was applied: 100 means 1:100.'),
      currency: text('The currency of every amount here.'),
      marginLevelAfter: nullable(percent('Equity over margin, had the order been filled.')),
      maxVolume: lots('The largest volume that would fit now; 0 if none does.'),
      reason: choice(
        ['NEW_ORDER', 'MODIFY_ORDER', 'MARGIN_CALL', 'NEGATIVE_BALANCE'],
        'What needed the margin.',
      ),
    },
    retry: never,
    message: 'Insufficient margin for order execution',
    solution: [
      'Reduce the volume: maxVolume says how much fits.',
      'Close a position.',
      'Deposit funds.',
    ],
  }),
  /** Outside the trading session, or trading is halted. */
  MARKET_CLOSED: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      symbol: text('The symbol of the order.'),
      opensAt: nullable(time('When trading opens again; null when nobody knows.')),
      reason: choice(
        [
          'PRE_MARKET_CLOSED',
          'POST_MARKET_CLOSED',
          'WEEKEND_CLOSED',
          'HOLIDAY_CLOSED',
          'SYMBOL_HALTED',
          'CIRCUIT_BREAKER',
        ],
        'Why it is closed.',
      ),
      holiday: optional(text('The name of the holiday.')),
      retryAfter: optional(seconds('For a halt: when to look again.')),
    },
    retry: (d) => {
      if (d.opensAt !== null) return at(d.opensAt);
      return d.retryAfter === undefined ? never : afterMs(d.retryAfter * 1_000);
    },
    message: 'Market closed for trading',
    solution: ['Wait until the market opens.'],
  }),
  /** No quote, or none young enough to trade on. */
  PRICE_STALE: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      symbol: text('The symbol of the order.'),
      lastUpdate: nullable(time('When the last quote came; null if none ever did.')),
      ageMs: optional(millis('How old that quote is.')),
      maxAgeMs: millis('How old a quote may be.'),
      conversionSymbol: optional(
        text('The pair that converts the amount, when that one is stale.'),
      ),
      quoteState: choice(['WAITING', 'STALE', 'HALTED'], 'The state of the quote.'),
    },
    retry: backoff([1_000, 2_000, 5_000], 3),
    alert: 'ticket',
    message: 'No price data available',
    solution: ['Wait for the liquidity provider to quote again.', 'Check GET /admin/lp-status.'],
  }),
  /** A stop loss or take profit on the wrong side, too near, or with too many digits. */
  INVALID_SL_TP: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      side: choice(['BUY', 'SELL'], 'The side of the order or position.'),
      currentPrice: price('The price that the level was measured against.'),
      sl: nullable(price('The stop loss asked for.')),
      tp: nullable(price('The take profit asked for.')),
      field: choice(['sl', 'tp'], 'The level that is wrong.'),
      reason: text('The rule that it breaks.'),
      minDistance: optional(price('The least distance from the market.')),
      kind: choice(['DIRECTION', 'TOO_CLOSE', 'FROZEN', 'PRECISION'], 'Which rule that is.'),
      digits,
    },
    retry: never,
    message: 'Invalid stop loss or take profit',
    solution: [
      'BUY: stop loss below, take profit above the price.',
      'SELL: stop loss above, take profit below the price.',
    ],
  }),
  /** A pending price that cannot be. */
  INVALID_PRICE: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      field: text('The field that holds the price.'),
      price: price('The price asked for.'),
      currentPrice: optional(price('The market price it was measured against.')),
      minDistance: optional(price('The least distance from the market.')),
      tickSize: price('The smallest step of a price.'),
      reason: choice(
        ['WRONG_SIDE', 'ORDER_TOO_CLOSE_TO_MARKET', 'PRICE_OUT_OF_RANGE', 'PRECISION'],
        'Which rule it breaks.',
      ),
      digits,
    },
    retry: never,
    message: 'Invalid price',
    solution: ['Choose a price on the right side of the market and in whole ticks.'],
  }),
  /** The market moved further than the order allows, or the provider requoted. */
  PRICE_CHANGED: row({
    http: 409,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      symbol: text('The symbol of the order.'),
      requestedPrice: optional(price('The price the order was decided at.')),
      currentPrice: optional(price('The price now.')),
      maxDeviation: optional(integer('Points of deviation the order allowed.')),
      digits: optional(digits),
    },
    retry: afterMs(0),
    message: 'The price has changed',
    solution: ['Look at the new price and decide again.'],
  }),
};
