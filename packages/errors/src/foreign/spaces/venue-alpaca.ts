/**
 * Alpaca: one number carries several meanings, told apart by the text after it, so such a key is `number/text`. The number
 * and the HTTP status are stable there; the text is not.
 */
import { done, means, rowsOf, tableOf } from '../table.ts';

export const ALPACA = tableOf(
  'venue.alpaca',
  rowsOf({ space: 'venue.alpaca' }, [
    done({
      '42210000/order parameters are not changed': [
        'order parameters are not changed',
        'The change would change nothing.',
      ],
    }),
    means(
      'AUTH_INVALID',
      { reason: 'CREDENTIALS' },
      { 401: ['unauthorized', 'The key pair, the environment or the header is wrong.'] },
    ),
    means(
      'MARGIN_INSUFFICIENT',
      {},
      {
        '40310000/insufficient buying power': [
          'insufficient buying power',
          'The buying power does not cover the order.',
        ],
      },
    ),
    means(
      'POSITION_LOCKED',
      {},
      {
        '40310000/insufficient qty available for order': [
          'insufficient qty available for order',
          'Other orders hold the quantity.',
        ],
      },
    ),
    means(
      'POSITION_NOT_FOUND',
      {},
      { '40410000/position does not exist': ['position does not exist', 'Nothing is open.'] },
    ),
    means(
      'ORDER_NOT_FOUND',
      {},
      { '40410000/order not found': ['order not found', 'There is no such order.'] },
    ),
    means(
      'DUPLICATE_REQUEST',
      { reason: 'CLIENT_ORDER_ID', retry: 'same-key' },
      { 40010001: ['client_order_id must be unique', 'The client order id is in use.'] },
    ),
    means(
      'ORDER_NOT_PENDING',
      {},
      {
        '42210000/cannot replace order in {status} status': [
          'cannot replace order in {status} status',
          'The order cannot be changed any more.',
        ],
      },
    ),
  ]),
);
