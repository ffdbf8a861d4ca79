/**
 * What a FIX 4.4 provider says about an order (OrdStatus 39, ExecType 150) or a market (TradSesStatus 340,
 * SecurityTradingStatus 326). Most of it is no error. 39 has no 5 since FIX 4.3, 150 no 1 and 2, and 326 has no 11.
 */
import { done, means, open, rowsOf, tableOf } from '../table.ts';

export const FIX_39 = tableOf(
  'fix.39',
  rowsOf({ space: 'fix.39' }, [
    done({
      0: ['New', 'The order is working.'],
      1: ['Partially filled', 'A part is filled, the rest is working.'],
      2: ['Filled', 'All of it is filled.'],
      7: ['Stopped', 'The order is guaranteed at a price.'],
      B: ['Calculated', 'Filled or done, and its figures are worked out.'],
    }),
    open({
      4: ['Canceled', 'The order has ended; CumQty(14) says what was filled.'],
      6: ['Pending Cancel', 'A cancel is under way.'],
      9: ['Suspended', 'The order rests until the provider takes it up again.'],
      A: ['Pending New', 'The provider has not decided yet.'],
      D: ['Accepted for bidding', 'The provider is asking for prices.'],
      E: ['Pending Replace', 'A change is under way.'],
    }),
    // What had been filled by then stays filled: CumQty(14) says how much.
    means(
      'ORDER_EXPIRED',
      { outcome: 'UNKNOWN' },
      {
        3: ['Done for day', 'The rest of the order will not be filled today.'],
        C: ['Expired', 'The order ran out of time.'],
      },
    ),
    means('ORDER_REJECTED', {}, { 8: ['Rejected', 'Refused; OrdRejReason(103) says why.'] }),
  ]),
);

export const FIX_150 = tableOf(
  'fix.150',
  rowsOf({ space: 'fix.150' }, [
    done({
      0: ['New', 'The order is working.'],
      5: ['Replaced', 'The change took effect.'],
      7: ['Stopped', 'The order is guaranteed at a price.'],
      B: ['Calculated', 'Filled or done, and its figures are worked out.'],
      D: ['Restated', 'The provider changed the order by itself.'],
      F: ['Trade (partial fill or fill)', 'A fill.'],
      G: ['Trade Correct', 'An earlier fill is corrected.'],
    }),
    open({
      4: ['Canceled', 'The order has ended; CumQty(14) says what was filled.'],
      6: ['Pending Cancel', 'A cancel is under way.'],
      9: ['Suspended', 'The order rests until the provider takes it up again.'],
      A: ['Pending New', 'The provider has not decided yet.'],
      E: ['Pending Replace', 'A change is under way.'],
      I: ['Order Status', 'The answer to a question about the order.'],
    }),
    // No error, and yet a person must look: a fill is taken back, so positions must be reversed.
    open({ H: ['Trade Cancel', 'An earlier fill is taken back.'] }, { operator: true }),
    // What had been filled by then stays filled: CumQty(14) says how much.
    means(
      'ORDER_EXPIRED',
      { outcome: 'UNKNOWN' },
      {
        3: ['Done for day', 'The rest of the order will not be filled today.'],
        C: ['Expired', 'The order ran out of time.'],
      },
    ),
    means('ORDER_REJECTED', {}, { 8: ['Rejected', 'Refused; OrdRejReason(103) says why.'] }),
  ]),
);

export const FIX_340 = tableOf(
  'fix.340',
  rowsOf({ space: 'fix.340' }, [
    done({
      2: ['Open', 'The market is open.'],
      5: ['Pre-Close', 'The market closes soon.'],
    }),
    means(
      'PRICE_STALE',
      { retry: 'backoff' },
      { 0: ['Unknown', 'The provider does not know whether its market is open.'] },
    ),
    means(
      'MARKET_CLOSED',
      { reason: 'SYMBOL_HALTED', retry: 'after' },
      { 1: ['Halted', 'Trading is halted.'] },
    ),
    means('MARKET_CLOSED', { retry: 'at' }, { 3: ['Closed', 'The market is closed.'] }),
    means(
      'MARKET_CLOSED',
      { reason: 'PRE_MARKET_CLOSED', retry: 'at' },
      { 4: ['Pre-Open', 'The market opens soon.'] },
    ),
    means(
      'INTERNAL_ERROR',
      { outcome: 'NOT_APPLIED', operator: true },
      { 6: ['Request Rejected', 'Our question about the session was refused.'] },
    ),
  ]),
);

export const FIX_326 = tableOf(
  'fix.326',
  rowsOf({ space: 'fix.326' }, [
    done({
      3: ['Resume', 'Trading goes on.'],
      6: ['Trading Range Indication', 'The range of today’s trading is told.'],
      7: ['Market Imbalance Buy', 'More is to be bought than sold.'],
      8: ['Market Imbalance Sell', 'More is to be sold than bought.'],
      9: ['Market On Close Imbalance Buy', 'More is to be bought than sold at the close.'],
      10: ['Market On Close Imbalance Sell', 'More is to be sold than bought at the close.'],
      12: ['No Market Imbalance', 'Buying and selling are even.'],
      13: ['No Market On Close Imbalance', 'Buying and selling are even at the close.'],
      15: ['New Price Indication', 'A new price is indicated.'],
      16: ['Trade Dissemination Time', 'When trades are made public is told.'],
      17: ['Ready to trade (start of session)', 'The session begins.'],
      23: ['Fast Market', 'Prices move fast.'],
    }),
    means(
      'MARKET_CLOSED',
      { reason: 'SYMBOL_HALTED', retry: 'after' },
      {
        1: ['Opening Delay', 'The opening is delayed.'],
        2: ['Trading Halt', 'Trading is halted.'],
        4: ['No Open / No Resume', 'Trading does not open or go on.'],
        5: ['Price Indication', 'Only an indication is given, no trade.'],
        22: ['Opening Rotation', 'The opening price is being found.'],
      },
    ),
    means(
      'MARKET_CLOSED',
      { reason: 'PRE_MARKET_CLOSED', retry: 'at' },
      {
        14: ['ITS Pre-Opening', 'The opening is being prepared.'],
        21: ['Pre-Open', 'The market opens soon.'],
      },
    ),
    means(
      'MARKET_CLOSED',
      { retry: 'at' },
      { 18: ['Not Available for trading (end of session)', 'The session has ended.'] },
    ),
    means(
      'INVALID_SYMBOL',
      { reason: 'DISABLED' },
      { 19: ['Not Traded on this Market', 'The symbol is not traded here.'] },
    ),
    means(
      'INVALID_SYMBOL',
      { reason: 'UNKNOWN' },
      { 20: ['Unknown or Invalid', 'There is no such symbol.'] },
    ),
  ]),
);
