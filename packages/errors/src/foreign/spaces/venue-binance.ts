/** Binance spot. For -2010 only the text tells the cause, so its keys are `number/text`. */
import { means, rowsOf, tableOf } from '../table.ts';

const orderRefused = (text: string, meaning: string) => ({
  [`-2010/${text}`]: [text, meaning] as const,
});

export const BINANCE = tableOf(
  'venue.binance',
  rowsOf({ space: 'venue.binance' }, [
    means(
      'RATE_LIMIT_EXCEEDED',
      { retry: 'after' },
      { '-1003': ['TOO_MANY_REQUESTS', 'Requests come too often; a ban of the address follows.'] },
    ),
    means(
      'LP_TIMEOUT',
      { retry: 'same-key' },
      {
        '-1006': ['UNEXPECTED_RESP', 'Whether it was executed is not known.'],
        '-1007': ['TIMEOUT', 'No answer in time; whether it was executed is not known.'],
      },
    ),
    means(
      'SERVICE_UNAVAILABLE',
      { reason: 'OVERLOADED', retry: 'backoff' },
      { '-1008': ['SERVER_BUSY', 'The server is overloaded.'] },
    ),
    // Price, lot size or least value: the number does not say which filter it was.
    means(
      'INVALID_VOLUME',
      {},
      { '-1013': ['INVALID_MESSAGE', 'The order fails a filter of the symbol.'] },
    ),
    means(
      'INVALID_REQUEST',
      { operator: true },
      { '-1021': ['INVALID_TIMESTAMP', 'Our clock is off.'] },
    ),
    means(
      'AUTH_INVALID',
      { reason: 'CREDENTIALS', operator: true },
      { '-1022': ['INVALID_SIGNATURE', 'Our signature is wrong.'] },
    ),
    means(
      'MISSING_PARAMETER',
      {},
      {
        '-1102': ['MANDATORY_PARAM_EMPTY_OR_MALFORMED', 'A parameter is missing or malformed.'],
      },
    ),
    means(
      'INVALID_SYMBOL',
      { reason: 'UNKNOWN' },
      { '-1121': ['BAD_SYMBOL', 'There is no such symbol.'] },
    ),
    means(
      'MARGIN_INSUFFICIENT',
      {},
      orderRefused('Account has insufficient balance for requested action.', 'Too little money.'),
    ),
    means(
      'DUPLICATE_REQUEST',
      { reason: 'CLIENT_ORDER_ID', retry: 'same-key' },
      orderRefused('Duplicate order sent.', 'The client order id is in use.'),
    ),
    means(
      'MARKET_CLOSED',
      { retry: 'at' },
      orderRefused('Market is closed.', 'The symbol does not trade now.'),
    ),
    means('ORDER_NOT_FOUND', {}, { '-2013': ['NO_SUCH_ORDER', 'There is no such order.'] }),
  ]),
);
