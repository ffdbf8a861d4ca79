/** Whether every amount that a trade makes can be turned into the account's currency. */
import type { Account } from '../accounts/account.ts';
import type { Exchange } from '../conversion/conversion.ts';
import { exchangeRate } from '../conversion/conversion.ts';
import type { Decision } from '../decision.ts';
import { accepted } from '../decision.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { marginCurrency } from '../instruments/instrument.ts';
import type { Ratio } from '../money/rounding.ts';
import type { Market } from '../quotes/live-quote.ts';
import { refuseStale } from '../quotes/live-quote.ts';

type Facts = Market & { readonly account: Account };

/** The rate, or PRICE_STALE that names the pair to blame. */
function liveRate(
  exchange: Exchange,
  symbol: string,
  facts: Facts,
): Decision<'PRICE_STALE', Ratio> {
  const { rate, stale } = exchangeRate(exchange, facts);
  if (stale !== null) return refuseStale(stale, symbol, facts.nowMs);
  if (rate === null) throw new Error(`a rate for ${symbol} is neither known nor missing`);
  return accepted(rate);
}

const profitExchange = ({ quoteCurrency }: Instrument, { account }: Facts): Exchange => ({
  from: quoteCurrency,
  to: account.currency,
  side: 'MID',
});

const marginExchangeOf = (instrument: Instrument, { account }: Facts): Exchange => ({
  from: marginCurrency(instrument),
  to: account.currency,
  side: 'MID',
});

/** For closing: a profit or loss can be booked. */
export const liveProfitRate = (
  instrument: Instrument,
  facts: Facts,
): Decision<'PRICE_STALE', Ratio> =>
  liveRate(profitExchange(instrument, facts), instrument.name, facts);

/** For opening: the margin's rate, once profit can be converted too. */
export function liveMarginRate(
  instrument: Instrument,
  facts: Facts,
): Decision<'PRICE_STALE', Ratio> {
  const profitRate = liveProfitRate(instrument, facts);
  if (!profitRate.ok) return profitRate;
  return liveRate(marginExchangeOf(instrument, facts), instrument.name, facts);
}

/** For what only waits: the margin's rate by the last quotes, however old. */
export function lastMarginRate(
  instrument: Instrument,
  facts: Facts,
): Decision<'PRICE_STALE', Ratio> {
  const exchange = marginExchangeOf(instrument, facts);
  const { rate } = exchangeRate(exchange, facts);
  return rate === null ? liveRate(exchange, instrument.name, facts) : accepted(rate);
}
