/** Whose prices a caller sees, of which symbols, and how one looks. */
import type { Call, Handlers, OrderContract, User } from '@faultline/contract';
import { type Instrument, nearestSymbols, type Quote } from '@faultline/domain';
import { haltOf } from '../market/halts.ts';
import type { Market } from '../market/market.ts';
import type { PriceHistory } from '../market/price-history.ts';
import { priceOf } from '../market/units.ts';
import type { Store } from '../ports/store.ts';

export type Quotes = Handlers<OrderContract['quotes']>;
export type QuoteView = Awaited<ReturnType<Quotes['snapshot']>>[number];
type TickView = Awaited<ReturnType<Quotes['ticks']>>[number];

export interface QuoteDeps {
  readonly store: Store;
  readonly market: Market;
  readonly history: PriceHistory;
}

/** The provider whose prices the caller's first account sees; of one without an account, simply the first there is. */
export async function pricingLpOf(
  { store, market: { board } }: QuoteDeps,
  { userId }: User,
): Promise<string> {
  const [account] = await store.accountsOf(userId);
  return board.pricingLp(account?.lps ?? board.venues.map(({ lp }) => lp));
}

export function instrumentNamed(
  symbol: string,
  { reference }: Market,
  call: Pick<Call<'INVALID_SYMBOL'>, 'fail'>,
): Instrument {
  const { instruments } = reference();
  const instrument = instruments.get(symbol);
  if (instrument !== undefined) return instrument;
  const availableSymbols = nearestSymbols(symbol, instruments);
  throw call.fail('INVALID_SYMBOL', { symbol, availableSymbols, reason: 'UNKNOWN' });
}

export function quoteView(
  instrument: Instrument,
  quote: Quote | undefined,
  market: Pick<Market, 'reference' | 'now'>,
): QuoteView {
  const { name: symbol } = instrument;
  if (quote === undefined) {
    return { symbol, lp: null, bid: null, ask: null, state: 'WAITING', ageMs: null, time: null };
  }
  const ageMs = Math.max(0, market.now() - quote.receivedAtMs);
  const aged = ageMs <= instrument.quoteTtlMs ? 'LIVE' : 'STALE';
  return {
    symbol,
    lp: quote.lp,
    bid: priceOf(quote.bid, instrument),
    ask: priceOf(quote.ask, instrument),
    state: haltOf(instrument, market) === null ? aged : 'HALTED',
    ageMs,
    time: quote.receivedAtMs,
  };
}

export const tickView = (
  instrument: Instrument,
  { symbol, lp, bid, ask, receivedAtMs }: Quote,
): TickView => ({
  symbol,
  bid: priceOf(bid, instrument),
  ask: priceOf(ask, instrument),
  spread: priceOf(ask - bid, instrument),
  timestamp: receivedAtMs,
  lp,
});
