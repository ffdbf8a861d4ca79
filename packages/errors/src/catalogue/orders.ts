/** What becomes of an order after the checks: found, changed, rejected, in doubt, seen before. */
import { choice, integer, lots, millis, optional, seconds, text, time } from '../fields.ts';
import { afterMs, never, row, sameKey } from '../spec.ts';

const IN_PROGRESS_RETRY_MS = 1_000;
const LIQUIDITY_RETRY_MS = 2_000;

export const orders = {
  ORDER_NOT_FOUND: row({
    http: 404,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: { orderId: text('The order asked for.') },
    retry: never,
    message: 'Order not found',
    solution: ['Check the order id.'],
  }),
  /** The order has left the state in which it could be changed. */
  ORDER_NOT_PENDING: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      orderId: text('The order asked for.'),
      status: text('The state it is in.'),
      filledVolume: optional(lots('What has been filled.')),
      positionId: optional(integer('The position it became.')),
    },
    retry: never,
    message: 'Order cannot be cancelled',
    solution: ['Only pending orders can be changed or cancelled.'],
  }),
  /** The provider said no, and no other provider was asked or left. */
  ORDER_REJECTED: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      orderId: text('The order that was rejected.'),
      lp: optional(text('The liquidity provider that rejected it.')),
      reason: choice(
        [
          'BROKER_OPTION',
          'LP_LIMIT',
          'INSUFFICIENT_LIQUIDITY',
          'TOO_LATE',
          'UNSUPPORTED',
          'LP_ACCOUNT',
          'OTHER',
        ],
        'What the provider gave as its reason.',
      ),
      lpText: optional(text('The provider’s own words, cleaned, at most 120 characters.')),
    },
    retry: (d) => (d.reason === 'INSUFFICIENT_LIQUIDITY' ? afterMs(LIQUIDITY_RETRY_MS) : never),
    message: 'Order rejected by the liquidity provider',
    solution: ['Read the reason, change the order and decide again.'],
  }),
  ORDER_EXPIRED: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: { expiresAt: time('When the order would have expired.') },
    retry: never,
    message: 'The order’s expiry is in the past',
    solution: ['Choose a later expiry.'],
  }),
  /** The same command again, or another command under the same name. */
  DUPLICATE_REQUEST: row({
    http: 409,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      reason: choice(
        ['IN_PROGRESS', 'KEY_REUSED', 'CLIENT_ORDER_ID', 'REFERENCE'],
        'What was seen before.',
      ),
      orderId: optional(text('The order that the first command made.')),
      retryAfter: optional(seconds('For IN_PROGRESS: when the answer may be there.')),
    },
    retry: (d) => (d.reason === 'IN_PROGRESS' ? afterMs(IN_PROGRESS_RETRY_MS) : never),
    message: 'Duplicate request',
    solution: ['Use a new key for a new command, and the old key only to repeat the old one.'],
  }),
  /** Somebody has closed the door for now: account, symbol or the whole desk. */
  TRADING_RESTRICTED: row({
    http: 403,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      scope: choice(['ACCOUNT', 'SYMBOL', 'BROKER'], 'Whose state forbids it.'),
      mode: text('That state.'),
      symbol: optional(text('The symbol of the order.')),
      reason: text('Why.'),
    },
    retry: never,
    message: 'Trading is restricted',
    solution: ['Close positions if that is still allowed; ask support for the rest.'],
  }),
  LIMIT_EXCEEDED: row({
    http: 400,
    category: 'TRADING',
    outcome: 'NOT_APPLIED',
    details: {
      kind: choice(['MAX_ORDERS_EXCEEDED', 'MAX_POSITIONS', 'MAX_EXPOSURE'], 'Which limit.'),
      limit: integer('The limit.'),
      current: integer('How much of it is used.'),
    },
    retry: never,
    message: 'A trading limit is reached',
    solution: ['Close a position or cancel a pending order first.'],
  }),
  /** Sent, and no answer came in time. The order may yet be filled: never send another in its place. */
  LP_TIMEOUT: row({
    http: 504,
    category: 'LP',
    outcome: 'UNKNOWN',
    details: {
      lp: text('The liquidity provider that was asked.'),
      timeout: millis('How long we waited.'),
      symbol: text('The symbol of the order.'),
      orderId: optional(text('The order in doubt: ask for it to learn what became of it.')),
      lpOrderId: optional(text('Its name at the provider’s side of our house.')),
      outcome: optional(choice(['UNKNOWN'], 'The answer lies with the provider.')),
    },
    retry: sameKey,
    alert: 'page',
    message: 'LP timeout',
    solution: [
      'Ask for the order by its id until it is resolved.',
      'Repeat only with the same idempotency key.',
    ],
  }),
};
