/** Plays a stop-out to its end in our own book, as the shell would. */
import type { TradingFacts } from '../facts/trading-facts.ts';
import { applyClosingFill } from '../positions/apply-closing-fill.ts';
import type { Position } from '../positions/position.ts';
import { dealingPrice, opposite } from '../quotes/quote.ts';
import { decideStopOut } from '../stop-out/decide-stop-out.ts';
import { fill, ids, order } from './desk.ts';

export interface Played {
  readonly facts: TradingFacts;
  /** Ids of what was closed, in this order. */
  readonly closed: readonly number[];
  readonly end: 'DONE' | 'BLOCKED';
}

/** @throws Error when it has not ended after one step more than there are positions. */
export function playStopOut(start: TradingFacts): Played {
  let facts = start;
  const closed: number[] = [];
  for (let step = 0; step <= start.positions.length; step += 1) {
    const next = decideStopOut(facts);
    if (next.kind !== 'CLOSE') return { facts, closed, end: next.kind };
    closed.push(next.position.id);
    facts = afterClosing(next.position, facts);
  }
  throw new Error('the stop-out does not end');
}

function afterClosing(position: Position, facts: TradingFacts): TradingFacts {
  const side = opposite(position.side);
  const quote = facts.quotes(position.symbol);
  if (quote === undefined) throw new Error(`${position.symbol} was picked without a quote`);
  const { id: reduces, symbol, volume } = position;
  const closing = order({ symbol, side, volume, reduces, status: 'RECEIVED', source: 'STOP_OUT' });
  const { account } = applyClosingFill({
    order: closing,
    position,
    fill: fill({ volume, price: dealingPrice(side, quote) }),
    facts,
    ids: ids(),
  });
  const positions = facts.positions.filter(({ id }) => id !== reduces);
  return { ...facts, account, positions };
}
