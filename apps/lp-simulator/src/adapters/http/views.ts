/** What the control API shows. Numbers are JSON numbers with exactly the decimals that were traded. */
import { Side, formatDecimal, fromScaled } from '@faultline/fix';
import { avgPx, cumQty, quantity, type BookOrder } from '../../book/order.ts';
import { INSTRUMENTS } from '../../quotes/instruments.ts';
import { quoteOf, type Quote, type QuoteBoard } from '../../quotes/quote-board.ts';

/** For display only: nothing is computed from it. */
function price(points: bigint, symbol: string): number {
  return Number(formatDecimal(fromScaled(points, INSTRUMENTS.get(symbol)?.digits ?? 0)));
}

function units(qty: bigint): number {
  return Number(formatDecimal(quantity(qty)));
}

export function orderView(order: BookOrder) {
  const { clOrdId, lp, session, symbol, status } = order;
  return {
    clOrdId,
    lp,
    session,
    symbol,
    side: order.side === Side.Buy ? 'BUY' : 'SELL',
    qty: units(order.qty),
    cumQty: units(cumQty(order)),
    avgPx: price(avgPx(order), symbol),
    status,
    executions: order.executions.map((execution) => ({
      execId: execution.execId,
      execType: execution.execType,
      qty: units(execution.qty),
      price: price(execution.price, symbol),
    })),
  };
}

export function quoteView({ instrument, bid, ask }: Quote) {
  const { symbol } = instrument;
  return { symbol, bid: price(bid, symbol), ask: price(ask, symbol) };
}

export function quotesView(board: QuoteBoard) {
  return [...board.keys()].flatMap((symbol) => {
    const quote = quoteOf(board, symbol);
    return quote === undefined ? [] : [quoteView(quote)];
  });
}
