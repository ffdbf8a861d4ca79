/** The quote that may set something off: nothing wakes on a stale one, outside the session or while all trading is halted. */
import type { TradingFacts } from '../facts/trading-facts.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import { isLive } from '../quotes/live-quote.ts';
import type { Quote } from '../quotes/quote.ts';

/** `null` when nothing may be set off now. */
export function tradableQuote(symbol: string, facts: TradingFacts): Quote | null {
  const { broker, session, quotes, instruments, nowMs } = facts;
  const quote = quotes(symbol);
  if (quote === undefined || !isLive(quote, instrumentOf(symbol, instruments), nowMs)) return null;
  return broker.tradingState === 'HALTED' || !session(symbol).open ? null : quote;
}
