/**
 * What the gateway specification promises for each row, in its own words: user message, technical text, action, and how
 * often to try again. These words are a requirement; our reading of them is in gateway-spec.ts.
 */
export type GatewayCategory =
  | 'SUCCESS'
  | 'AUTH'
  | 'VALIDATION'
  | 'TRADING'
  | 'RATE_LIMIT'
  | 'SYSTEM'
  | 'ROUTING'
  | 'NETWORK';

export interface GatewayFacts {
  /** The HTTP status under which it comes: 200 for every code. */
  readonly httpStatus: number;
  readonly category: GatewayCategory;
  /** For the user; `{time}`, `{holiday}` and `{date}` are to be filled in. */
  readonly userMessage: string;
  /** For the log; null where the specification has none. */
  readonly technical: string | null;
  /** What the user can do, for a reason; null for a code. */
  readonly action: string | null;
  readonly retryable: boolean;
  /** Null where a retry is allowed and no number is given. */
  readonly maxRetries: number | null;
  /** The delays that are written down; the last one repeats. */
  readonly delaysMs: readonly number[] | null;
}

type CodeFacts = readonly [
  GatewayCategory,
  message: string,
  technical: string | null,
  max?: number,
];

const code = (
  httpStatus: number,
  [category, userMessage, technical, max = 0]: CodeFacts,
): GatewayFacts => ({
  httpStatus,
  category,
  userMessage,
  technical,
  action: null,
  retryable: max > 0,
  maxRetries: max,
  delaysMs: null,
});

const reason = (
  userMessage: string,
  action: string,
  retryAfterMs?: number | 'unsaid',
): GatewayFacts => ({
  httpStatus: 200,
  category: 'TRADING',
  userMessage,
  technical: null,
  action,
  retryable: retryAfterMs !== undefined,
  maxRetries: retryAfterMs === undefined ? 0 : null,
  delaysMs: typeof retryAfterMs === 'number' ? [retryAfterMs] : null,
});

const CODES: Readonly<Record<string, CodeFacts>> = {
  0: ['SUCCESS', 'Operation successful', null],
  2: ['VALIDATION', 'Invalid request parameters.', 'Missing or malformed fields'],
  3: ['TRADING', 'Order rejected by broker.', 'Insufficient margin, invalid symbol'],
  4: ['TRADING', 'Position not found.', 'Position ID does not exist'],
  5: ['TRADING', 'Insufficient account balance.', 'Account balance < required margin'],
  6: ['TRADING', 'Market is currently closed.', 'Trading hours ended'],
  7: ['TRADING', 'Symbol not available.', 'Symbol not supported by broker'],
  8: ['VALIDATION', 'Invalid trade volume.', 'Volume outside min/max limits'],
  9: ['VALIDATION', 'Invalid price specified.', 'Price outside tick size or limits'],
  10: ['TRADING', 'Order not found.', 'Order ID does not exist'],
  11: ['TRADING', 'Position already closed.', 'Attempting to close non-existent position'],
  12: ['VALIDATION', 'Stop loss level is invalid.', 'SL too close to market or violates rules'],
  13: ['VALIDATION', 'Take profit level is invalid.', 'TP too close to market or violates rules'],
  14: ['TRADING', 'Order has expired.', 'Pending order exceeded expiration time'],
  16: ['TRADING', 'Duplicate order detected.', 'Idempotency check failed'],
  17: ['AUTH', 'Account is disabled. Contact support.', 'Account suspended or locked'],
  19: ['SYSTEM', 'Historical data unavailable.', 'Data service temporarily down', 3],
  20: ['SYSTEM', 'Internal server error. Please try again.', 'Unhandled exception on server', 3],
};

const HTTP: Readonly<Record<number, CodeFacts>> = {
  400: ['VALIDATION', 'Invalid request format.', 'Malformed JSON, missing headers'],
  401: ['AUTH', 'Unauthorized. Please log in.', 'Missing or invalid Authorization header', 3],
  403: ['AUTH', 'Access denied.', 'Valid token but insufficient permissions'],
  404: ['ROUTING', 'Endpoint not found.', 'Invalid URL path'],
  429: ['RATE_LIMIT', 'Rate limit exceeded. Please wait.', 'Too many requests in time window', 5],
  500: ['SYSTEM', 'Server error. Please try again.', 'Unhandled server exception', 3],
  502: ['NETWORK', 'Service temporarily unavailable.', 'Upstream service failure', 5],
  503: ['SYSTEM', 'Service unavailable. Please retry.', 'Server overloaded or down', 5],
  504: ['NETWORK', 'Request timeout. Please retry.', 'Upstream service timeout', 3],
};

const WITH_DELAYS: Readonly<Record<string, GatewayFacts>> = {
  1: {
    ...code(200, [
      'AUTH',
      'Authentication failed. Please log in again.',
      'Invalid or expired token',
      3,
    ]),
    delaysMs: [1_000, 2_000, 4_000],
  },
  15: {
    ...code(200, ['RATE_LIMIT', 'Too many requests. Please slow down.', 'Rate limit exceeded', 5]),
    delaysMs: [2_000, 5_000, 10_000, 20_000, 30_000],
  },
  18: {
    ...code(200, ['SYSTEM', 'System maintenance in progress.', 'Scheduled maintenance window', 10]),
    delaysMs: [5_000, 10_000, 30_000, 60_000],
  },
};

const REASONS: Readonly<Record<string, GatewayFacts>> = {
  '3/INSUFFICIENT_MARGIN': reason(
    'Insufficient margin for this trade.',
    'Reduce position size or deposit funds',
  ),
  '3/SYMBOL_NOT_TRADABLE': reason(
    'Symbol is not available for trading.',
    'Choose different symbol',
  ),
  '3/VOLUME_TOO_LOW': reason('Trade volume below minimum.', 'Increase volume to meet minimum'),
  '3/VOLUME_TOO_HIGH': reason('Trade volume exceeds maximum.', 'Reduce volume to allowed maximum'),
  '3/PRICE_OUT_OF_RANGE': reason(
    'Price is outside allowed range.',
    'Adjust price within tick size limits',
  ),
  '3/MARKET_CLOSED': reason(
    'Market is closed for this symbol.',
    'Wait for market open or use different symbol',
  ),
  '3/DUPLICATE_REQUEST': reason(
    'Duplicate order request detected.',
    'Check existing orders before retrying',
  ),
  '3/INVALID_STOP_LOSS': reason(
    'Stop loss level violates exchange rules.',
    'Adjust stop loss to valid level',
  ),
  '3/INVALID_TAKE_PROFIT': reason(
    'Take profit level violates exchange rules.',
    'Adjust take profit to valid level',
  ),
  '3/ORDER_TOO_CLOSE_TO_MARKET': reason(
    'Order price too close to current market price.',
    'Adjust order price with proper distance',
  ),
  '3/MAX_ORDERS_EXCEEDED': reason(
    'Maximum number of pending orders reached.',
    'Cancel existing orders before placing new',
  ),
  '4/POSITION_NOT_FOUND': reason(
    'Position does not exist or already closed.',
    'Refresh positions list',
  ),
  '4/POSITION_LOCKED': reason(
    'Position is locked due to pending modification.',
    'Wait and retry after 2 seconds',
    2_000,
  ),
  '4/INSUFFICIENT_LIQUIDITY': reason(
    'Insufficient market liquidity to close position.',
    'Retry with limit order or smaller chunks',
    'unsaid',
  ),
  '4/MARKET_CLOSED': reason(
    'Cannot close position while market is closed.',
    'Wait for market open',
  ),
  '4/CLOSE_ONLY_MODE': reason('Account in close-only mode.', 'Contact support'),
  '4/PARTIAL_CLOSE_NOT_ALLOWED': reason(
    'Broker does not allow partial position closing.',
    'Close entire position or none',
  ),
  '5/NEW_ORDER_INSUFFICIENT_MARGIN': reason(
    'Insufficient margin to open new position.',
    'Reduce position size or deposit funds',
  ),
  '5/MODIFY_ORDER_INSUFFICIENT_MARGIN': reason(
    'Insufficient margin to modify order.',
    'Cancel modification or deposit funds',
  ),
  '5/PENDING_ORDER_MARGIN_CALL': reason(
    'Account in margin call. Cannot place orders.',
    'Close positions or deposit funds immediately',
  ),
  '5/NEGATIVE_BALANCE': reason(
    'Account balance is negative.',
    'Deposit funds to restore positive balance',
  ),
  '6/PRE_MARKET_CLOSED': reason('Market opens at {time}.', 'Calculate time to market open'),
  '6/POST_MARKET_CLOSED': reason(
    'Market closed for the day. Opens at {time}.',
    'Next market open time',
  ),
  '6/WEEKEND_CLOSED': reason(
    'Markets closed on weekends. Opens Monday at {time}.',
    'Monday market open',
  ),
  '6/HOLIDAY_CLOSED': reason('Markets closed for {holiday}. Opens on {date}.', 'Next trading day'),
  '6/SYMBOL_HALTED': reason('Trading halted for this symbol.', 'Check every 5 minutes', 300_000),
  '6/CIRCUIT_BREAKER': reason(
    'Trading suspended due to circuit breaker.',
    'Check every 10 minutes',
    600_000,
  ),
};

/** By code, by `code/REASON`, and by `http:status`. */
export const GATEWAY_FACTS: ReadonlyMap<string, GatewayFacts> = new Map([
  ...Object.entries(CODES).map(([key, facts]) => [key, code(200, facts)] as const),
  ...Object.entries(HTTP).map(([key, facts]) => [`http:${key}`, code(Number(key), facts)] as const),
  ...Object.entries(WITH_DELAYS),
  ...Object.entries(REASONS),
]);
