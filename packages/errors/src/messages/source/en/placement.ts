/** English: the checks before an order goes anywhere. */
import { englishTexts } from '../source.ts';

export const placement = englishTexts({
  INVALID_SYMBOL: {
    detail:
      '{symbol} cannot be traded here.{availableSymbols, select, none {} other { Similar symbols: {availableSymbols}.}}',
    admin: ['Check whether the symbol exists and is enabled for the group of the account.'],
    reasons: {
      UNKNOWN: 'There is no symbol of this name.',
      DISABLED: 'Trading in this symbol is switched off.',
    },
  },
  INVALID_VOLUME: {
    detail:
      'A volume of {volume, lots} is not possible: from {minVolume, lots} to {maxVolume, lots} lots, in steps of {volumeStep, lots}.',
    trader: [
      'Choose a volume between {minVolume, lots} and {maxVolume, lots} lots, in steps of {volumeStep, lots}.',
    ],
    admin: ['Compare the volume limits of the symbol with the contract specification.'],
    reasons: {
      TOO_LOW: 'The volume is below the minimum of one order.',
      TOO_HIGH: 'The volume is above the maximum of one order.',
      STEP: 'The volume is no multiple of the volume step.',
      TOTAL: 'Together with the open volume, the maximum of this symbol would be exceeded.',
    },
  },
  MARGIN_INSUFFICIENT: {
    detail:
      'The order needs {requiredMargin, money} of margin{commission, select, none {} other { and {commission, money} of commission}}; {freeMargin, money} is free. {maxVolume, plural, =0 {No volume fits now.} one {At most # lot fits now.} other {At most # lots fit now.}} Leverage: 1:{leverage}.{marginLevelAfter, select, none {} other { Margin level after the order: {marginLevelAfter, percent}.}}',
    trader: [
      'Reduce the volume to {maxVolume, lots} lots or less.',
      'Close a position.',
      'Deposit funds.',
    ],
    admin: [
      'Compare equity and used margin of the account with its open positions.',
      'Check the leverage of the account group and of {symbol}.',
    ],
    reasons: {
      NEW_ORDER: 'The free margin does not cover the new order.',
      MODIFY_ORDER: 'The free margin does not cover the order with its new volume.',
      MARGIN_CALL: 'The account is in margin call and takes no new orders.',
      NEGATIVE_BALANCE: 'The balance of the account is negative.',
    },
  },
  MARKET_CLOSED: {
    detail:
      '{symbol} cannot be traded now. {opensAt, select, none {When trading resumes is not known yet.} other {Next opening: {opensAt, time}.}}{holiday, select, none {} other { Holiday: {holiday}.}}{retryAfter, select, none {} other { Look again in {retryAfter, seconds}.}}',
    admin: [
      'Check the session times and the holidays of the symbol in the market calendar.',
      'After a halt, check whether it can be lifted.',
    ],
    reasons: {
      PRE_MARKET_CLOSED: 'Today’s session has not begun yet.',
      POST_MARKET_CLOSED: 'Today’s session is over.',
      WEEKEND_CLOSED: 'This market is closed at the weekend.',
      HOLIDAY_CLOSED: 'The market is closed for a holiday.',
      SYMBOL_HALTED: 'Trading in this symbol has been halted.',
      CIRCUIT_BREAKER: 'A circuit breaker has suspended trading.',
    },
  },
  PRICE_STALE: {
    detail:
      'There is no current quote for {conversionSymbol, select, none {{symbol}} other {{conversionSymbol}, which converts the amount}}. {lastUpdate, select, none {No quote has come yet.} other {Last quote: {lastUpdate, time}.}}{ageMs, select, none {} other { Its age: {ageMs, millis}.}} A quote may be no older than {maxAgeMs, millis}.',
    admin: [
      'Check the quote session of the liquidity provider and its subscription to {symbol}.',
      'Reconnect the session if it is logged off.',
    ],
  },
  INVALID_SL_TP: {
    detail:
      '{field, select, sl {Stop loss {sl, select, none {} other {{sl, price} }}} other {Take profit {tp, select, none {} other {{tp, price} }}}}does not fit {side, select, BUY {a buy} other {a sell}} at {currentPrice, price}.{minDistance, select, none {} other { Minimum distance: {minDistance, price}.}}',
    admin: ['Check the stop level and the freeze level of the symbol.'],
    reasons: {
      DIRECTION: 'The level is on the wrong side of the price.',
      TOO_CLOSE: 'The level is too close to the market.',
      FROZEN: 'The market is so near that the level can no longer be changed.',
      PRECISION: 'The level has more decimals than the symbol.',
    },
  },
  INVALID_PRICE: {
    detail:
      'The price {price, price} is not possible.{currentPrice, select, none {} other { Market: {currentPrice, price}.}}{minDistance, select, none {} other { Minimum distance: {minDistance, price}.}} Tick size: {tickSize, price}.',
    admin: ['Check the tick size and the stop level of the symbol.'],
    reasons: {
      WRONG_SIDE: 'For this order type the price is on the wrong side of the market.',
      ORDER_TOO_CLOSE_TO_MARKET: 'The price is too close to the market.',
      PRICE_OUT_OF_RANGE: 'The price is outside the range that is allowed.',
      PRECISION: 'The price is no multiple of the tick size.',
    },
  },
  PRICE_CHANGED: {
    detail:
      'The price of {symbol} has moved.{requestedPrice, select, none {} other { Requested: {requestedPrice, price}.}}{currentPrice, select, none {} other { Now: {currentPrice, price}.}}{maxDeviation, select, none {} other {{maxDeviation, plural, one { Deviation allowed: # point.} other { Deviation allowed: # points.}}}}',
    admin: ['If requotes pile up, check the latency and the spread of the liquidity provider.'],
  },
});
