/** What one tick sets off in an account, in the order in which it is to be carried out. */
import type { TradingFacts } from '../facts/trading-facts.ts';
import { followTrailing } from '../positions/trailing.ts';
import type { Position } from '../positions/position.ts';
import { isExpired } from './cancel-order.ts';
import type { Order } from './order.ts';
import { tradableQuote } from './tradable-quote.ts';
import type { StopReason } from './triggers.ts';
import { isTriggered, reachedLevel } from './triggers.ts';

/** Stops before pending orders; the margin check comes after both. */
export interface Tick {
  /** Positions whose trailing stop has moved, as they are now. */
  readonly followed: readonly Position[];
  /** Positions to close, by `decideClose` with `reason` as its source. */
  readonly reached: readonly { readonly position: Position; readonly reason: StopReason }[];
  /** Orders to execute, by `triggerOrder`. */
  readonly triggered: readonly Order[];
}

const NOTHING: Tick = { followed: [], reached: [], triggered: [] };

/** What the symbol's latest quote sets off. Nothing on a stale quote, outside the session or in a halt. */
export function decideTick(symbol: string, facts: TradingFacts): Tick {
  const quote = tradableQuote(symbol, facts);
  if (quote === null) return NOTHING;
  const followed: Position[] = [];
  const reached: { position: Position; reason: StopReason }[] = [];
  for (const position of facts.positions) {
    if (position.symbol !== symbol) continue;
    const reason = reachedLevel(position, quote);
    if (reason !== null) {
      reached.push({ position, reason });
      continue;
    }
    const after = followTrailing(position, quote);
    if (after !== position) followed.push(after);
  }
  const triggered = facts.orders.filter(
    (order) =>
      order.symbol === symbol && isTriggered(order, quote) && !isExpired(order, facts.nowMs),
  );
  return { followed, reached, triggered };
}
