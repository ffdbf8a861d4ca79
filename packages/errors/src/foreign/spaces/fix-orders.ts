/**
 * Why a FIX 4.4 provider refuses an order (OrdRejReason 103) or a cancel (CxlRejReason 102). 4.4 has no value for missing
 * margin or a wrong price: providers send 0, 3 or 99 and a Text(58). 16 and 18 come from FIX 5.0 and are seen all the same.
 */
import { means, rowsOf, tableOf } from '../table.ts';

export const FIX_103 = tableOf(
  'fix.103',
  rowsOf({ space: 'fix.103' }, [
    means(
      'ORDER_REJECTED',
      { reason: 'BROKER_OPTION' },
      {
        0: ['Broker / Exchange option', 'The provider chose not to take the order.'],
        9: ['Trade Along required', 'The order would need a partner order.'],
        12: ['Surveillence Option', 'The provider’s surveillance refused the order.'],
      },
    ),
    // Our symbols are checked before anything is sent: an unknown one is our mapping, not the trader's mistake.
    means(
      'ORDER_REJECTED',
      { reason: 'OTHER', operator: true },
      { 1: ['Unknown symbol', 'The provider does not know the symbol that we sent.'] },
    ),
    means(
      'MARKET_CLOSED',
      { retry: 'at' },
      { 2: ['Exchange closed', 'The provider’s market is closed.'] },
    ),
    means(
      'ORDER_REJECTED',
      { reason: 'LP_LIMIT' },
      { 3: ['Order exceeds limit', 'The order is over a limit of the provider.'] },
    ),
    means(
      'ORDER_REJECTED',
      { reason: 'TOO_LATE', newDecision: true },
      { 4: ['Too late to enter', 'The order came too late.'] },
    ),
    means(
      'ORDER_NOT_FOUND',
      {},
      { 5: ['Unknown Order', 'The provider has no such order: evidence that it was not taken.'] },
    ),
    // Never a refusal: the first order under this ClOrdID may have been filled.
    means(
      'DUPLICATE_REQUEST',
      { reason: 'CLIENT_ORDER_ID', retry: 'same-key' },
      { 6: ['Duplicate Order (e.g. dupe ClOrdID)', 'The provider has seen this order before.'] },
    ),
    means(
      'DUPLICATE_REQUEST',
      { reason: 'REFERENCE' },
      {
        7: ['Duplicate of a verbally communicated order', 'The order was given by voice already.'],
      },
    ),
    means(
      'PRICE_CHANGED',
      { newDecision: true },
      { 8: ['Stale Order', 'The price that the order rests on is too old.'] },
    ),
    means(
      'ORDER_REJECTED',
      { reason: 'LP_ACCOUNT', operator: true },
      {
        10: ['Invalid Investor ID', 'The provider does not accept our investor id.'],
        15: ['Unknown account(s)', 'The provider does not know our account.'],
      },
    ),
    means(
      'ORDER_REJECTED',
      { reason: 'UNSUPPORTED' },
      {
        11: ['Unsupported order characteristic', 'The provider does not take such orders.'],
        13: ['Incorrect quantity', 'The provider does not take this quantity.'],
        14: ['Incorrect allocated quantity', 'The quantities of the allocation do not fit.'],
      },
    ),
    means(
      'INVALID_PRICE',
      { reason: 'PRICE_OUT_OF_RANGE' },
      { 16: ['Price exceeds current price band', 'The price lies outside the allowed band.'] },
    ),
    means(
      'INVALID_PRICE',
      { reason: 'PRECISION' },
      { 18: ['Invalid price increment', 'The price is not a whole number of ticks.'] },
    ),
    means(
      'ORDER_REJECTED',
      { reason: 'OTHER' },
      { 99: ['Other', 'Read Text(58) for the reason.'] },
    ),
  ]),
);

export const FIX_102 = tableOf(
  'fix.102',
  rowsOf({ space: 'fix.102' }, [
    means(
      'ORDER_NOT_PENDING',
      {},
      { 0: ['Too late to cancel', 'The order has ended, or is about to.'] },
    ),
    means(
      'ORDER_NOT_FOUND',
      {},
      { 1: ['Unknown order', 'The provider has no such order: compare the books.'] },
    ),
    means(
      'ORDER_REJECTED',
      { reason: 'BROKER_OPTION' },
      { 2: ['Broker / Exchange Option', 'The provider chose not to cancel.'] },
    ),
    means(
      'DUPLICATE_REQUEST',
      { reason: 'IN_PROGRESS', retry: 'after' },
      {
        3: [
          'Order already in Pending Cancel or Pending Replace status',
          'An earlier cancel or change is still under way.',
        ],
      },
    ),
    means(
      'ORDER_REJECTED',
      { reason: 'UNSUPPORTED' },
      { 4: ['Unable to process Order Mass Cancel Request', 'No mass cancel here.'] },
    ),
    means(
      'ORDER_NOT_PENDING',
      { retry: 'same-key' },
      {
        5: [
          'OrigOrdModTime did not match last TransactTime of order',
          'The order changed in the meantime: read it again.',
        ],
      },
    ),
    means(
      'DUPLICATE_REQUEST',
      { reason: 'CLIENT_ORDER_ID', retry: 'same-key' },
      { 6: ['Duplicate ClOrdID received', 'The provider has seen this ClOrdID before.'] },
    ),
    means(
      'ORDER_REJECTED',
      { reason: 'OTHER' },
      { 99: ['Other', 'Read Text(58) for the reason.'] },
    ),
  ]),
);
