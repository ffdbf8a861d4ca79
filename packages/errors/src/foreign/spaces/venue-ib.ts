/** Interactive Brokers. 201 wraps many causes, which only its text tells; notices such as 2104 are no errors at all. */
import { means, rowsOf, tableOf } from '../table.ts';

export const IB = tableOf(
  'venue.ib',
  rowsOf({ space: 'venue.ib' }, [
    means(
      'RATE_LIMIT_EXCEEDED',
      { retry: 'backoff' },
      {
        100: ['Max rate of messages per second has been exceeded', 'More than 50 messages in 1 s.'],
      },
    ),
    means(
      'DUPLICATE_REQUEST',
      { reason: 'CLIENT_ORDER_ID', retry: 'same-key' },
      { 103: ['Duplicate order ID', 'The order id is in use.'] },
    ),
    means(
      'ORDER_NOT_PENDING',
      {},
      {
        104: ["Can't modify a filled order", 'The order is filled.'],
        161: [
          'Cancel attempted when order is not in a cancellable state',
          'The order cannot be cancelled any more.',
        ],
      },
    ),
    means(
      'MISSING_PARAMETER',
      {},
      { 107: ['Cannot transmit incomplete order', 'The order lacks something.'] },
    ),
    means(
      'INVALID_PRICE',
      { reason: 'PRECISION' },
      {
        110: [
          'Price does not conform to the minimum price variation',
          'The price is not a whole number of ticks.',
        ],
      },
    ),
    means('ORDER_NOT_FOUND', {}, { 135: ["Can't find order with ID", 'There is no such order.'] }),
    means(
      'ORDER_NOT_FOUND',
      { retry: 'same-key' },
      {
        10147: [
          'OrderId that needs to be cancelled is not found',
          'There is no such order to cancel: it may have been filled.',
        ],
      },
    ),
    means(
      'MARKET_CLOSED',
      { reason: 'SYMBOL_HALTED', retry: 'after' },
      {
        154: ['Orders cannot be transmitted for a halted security', 'The instrument is halted.'],
      },
    ),
    means(
      'INVALID_SYMBOL',
      { reason: 'UNKNOWN' },
      { 200: ['No security definition has been found', 'There is no such instrument.'] },
    ),
    means(
      'ORDER_REJECTED',
      { reason: 'OTHER' },
      { 201: ['Order rejected - Reason:', 'The order was refused; the text says why.'] },
    ),
    means(
      'PERMISSION_DENIED',
      {},
      {
        203: [
          'Security not available or allowed for this account',
          'The account may not trade this instrument.',
        ],
      },
    ),
    means(
      'INVALID_VOLUME',
      { reason: 'TOO_LOW' },
      {
        388: [
          'Order size is smaller than the minimum requirement',
          'The volume is below the least.',
        ],
      },
    ),
    means(
      'LP_NOT_CONNECTED',
      { retry: 'same-key' },
      {
        1100: ['Connectivity between IB and TWS lost', 'The line broke; orders may be under way.'],
      },
    ),
  ]),
);
