/** `quotes.snapshot`: the prices that the caller's account sees, each with its age. */
import type { Handler, OrderContract } from '@faultline/contract';
import { type Instrument, nearestSymbols, type Quote } from '@faultline/domain';
import type { Market } from '../market/market.ts';
import { priceOf } from '../market/units.ts';
import type { Store } from '../ports/store.ts';

type Snapshot = Handler<OrderContract['quotes']['snapshot']>;
type QuoteView = Awaited<ReturnType<Snapshot>>[number];

export function quotesSnapshot({ store, market }: { store: Store; market: Market }): Snapshot {
  return async (input, call) => {
    const { board } = market;
    const { instruments } = market.reference();
    const names = input.symbols ?? [...instruments.keys()];
    const chosen = names.map((symbol) => {
      const instrument = instruments.get(symbol);
      if (instrument !== undefined) return instrument;
      const availableSymbols = nearestSymbols(symbol, instruments);
      throw call.fail('INVALID_SYMBOL', { symbol, availableSymbols, reason: 'UNKNOWN' });
    });
    const [account] = await store.accountsOf(call.caller.userId);
    const lps = account?.lps ?? board.venues.map(({ lp }) => lp);
    const quotes = board.quotesOf(board.pricingLp(lps));
    const nowMs = market.now();
    return chosen.map((instrument) => quoteView(instrument, quotes(instrument.name), nowMs));
  };
}

function quoteView(instrument: Instrument, quote: Quote | undefined, nowMs: number): QuoteView {
  const { name: symbol } = instrument;
  if (quote === undefined) {
    return { symbol, lp: null, bid: null, ask: null, state: 'WAITING', ageMs: null, time: null };
  }
  const ageMs = Math.max(0, nowMs - quote.receivedAtMs);
  return {
    symbol,
    lp: quote.lp,
    bid: priceOf(quote.bid, instrument),
    ask: priceOf(quote.ask, instrument),
    state: ageMs <= instrument.quoteTtlMs ? 'LIVE' : 'STALE',
    ageMs,
    time: quote.receivedAtMs,
  };
}
