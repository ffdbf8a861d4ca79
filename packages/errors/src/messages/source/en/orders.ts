/** English: what becomes of an order after the checks. */
import { englishTexts } from '../source.ts';

export const orders = englishTexts({
  ORDER_NOT_FOUND: {
    detail: 'There is no order {orderId} in your accounts.',
    admin: ['Look the order up with its account: it may belong to somebody else.'],
  },
  ORDER_NOT_PENDING: {
    detail:
      'Order {orderId} is {status}.{filledVolume, select, none {} other {{filledVolume, plural, one { Filled: # lot.} other { Filled: # lots.}}}}{positionId, select, none {} other { It became position {positionId}.}}',
    admin: ['Look at the state history of the order.'],
  },
  ORDER_REJECTED: {
    detail:
      'Order {orderId} was rejected{lp, select, none {} other { by {lp}}}.{lpText, select, none {} other { The provider says: “{lpText}”.}}',
    admin: [
      'Find the execution report of {orderId} in the FIX messages.',
      'If rejections pile up, speak to the liquidity provider.',
    ],
    reasons: {
      BROKER_OPTION: 'The liquidity provider declined without giving a reason.',
      LP_LIMIT: 'The order exceeds a limit of the liquidity provider.',
      INSUFFICIENT_LIQUIDITY: 'There is not enough liquidity for this volume now.',
      TOO_LATE: 'The order came too late to be executed.',
      UNSUPPORTED: 'The liquidity provider does not support this kind of order.',
      LP_ACCOUNT: 'Our account with the liquidity provider does not allow this order.',
      OTHER: 'The liquidity provider gave another reason.',
    },
  },
  ORDER_EXPIRED: {
    detail: 'The order would have expired already: {expiresAt, time}.',
    admin: ['If the expiry looks right, compare the clocks of client and server.'],
  },
  DUPLICATE_REQUEST: {
    detail:
      'This command has been received before.{orderId, select, none {} other { It made order {orderId}.}}{retryAfter, select, none {} other { Its answer may be there in {retryAfter, seconds}.}}',
    admin: ['Find the first request by its idempotency key and compare the two.'],
    reasons: {
      IN_PROGRESS: 'The first request is still being worked on.',
      KEY_REUSED: 'The idempotency key was used before for another command.',
      CLIENT_ORDER_ID: 'There is an order with this client order id already.',
      REFERENCE: 'There is a booking with this reference already.',
    },
  },
  TRADING_RESTRICTED: {
    detail:
      '{scope, select, ACCOUNT {Trading on this account is restricted} SYMBOL {Trading in {symbol, select, none {this symbol} other {{symbol}}} is restricted} other {Trading is restricted for everybody}}: {mode}. Reason given: {reason}.',
    admin: ['Check who set the mode {mode}, and lift it if its cause is gone.'],
  },
  LIMIT_EXCEEDED: {
    detail: 'The limit is {limit, integer}; {current, integer} is in use.',
    admin: ['Check the limits of the account group.'],
    reasons: {
      MAX_ORDERS_EXCEEDED: 'The account has as many pending orders as it may have.',
      MAX_POSITIONS: 'The account has as many open positions as it may have.',
      MAX_EXPOSURE: 'The account’s exposure is as large as it may be.',
    },
  },
  LP_TIMEOUT: {
    detail:
      '{lp} gave no answer about {symbol} within {timeout, millis}.{orderId, select, none {} other { Whether order {orderId} was filled is not known yet.}}{lpOrderId, select, none {} other { Provider’s order: {lpOrderId}.}}',
    admin: [
      'Ask {lp} for the state of the order, and never send another in its place.',
      'Check the latency and the sequence numbers of the FIX session.',
    ],
  },
});
