/** What a position has made, in its account's currency. */
import type { Account } from '../accounts/account.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Exchange, Rate } from '../conversion/conversion.ts';
import { exchangeRate } from '../conversion/conversion.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import { minorPerUnit } from '../money/currency.ts';
import { roundDown, roundHalfAway } from '../money/rounding.ts';
import type { Minor, Points, Vol4 } from '../money/units.ts';
import { ONE_LOT } from '../money/units.ts';
import type { Market } from '../quotes/live-quote.ts';
import { isLive } from '../quotes/live-quote.ts';
import type { Side } from '../quotes/quote.ts';
import { dealingPrice, opposite } from '../quotes/quote.ts';
import type { Position } from './position.ts';

interface RoundTrip {
  readonly side: Side;
  readonly volume: Vol4;
  readonly openPrice: Points;
  readonly closePrice: Points;
}

export interface Profit extends Rate {
  /** In the account's minor units; `null` when the rate is not known. */
  readonly profit: Minor | null;
}

/** Where rates come from: `exchangeRate` itself, or a memory of it. */
type RateOf = (exchange: Exchange) => Rate;

/**
 * Profit of buying and selling back, or the reverse.
 *
 * Rounds halves away from zero; a gain that had to be converted is a credit to the client and rounds down.
 */
export const roundTripProfit = (
  trade: RoundTrip,
  instrument: Instrument,
  facts: Market & { readonly account: Account },
): Profit =>
  profitAt(trade, instrument, {
    currency: facts.account.currency,
    rateOf: (exchange) => exchangeRate(exchange, facts),
  });

interface Terms {
  /** The account's. */
  readonly currency: string;
  readonly rateOf: RateOf;
}

function profitAt(trade: RoundTrip, instrument: Instrument, { currency, rateOf }: Terms): Profit {
  const move = trade.closePrice - trade.openPrice;
  const points = (trade.side === 'BUY' ? move : -move) * trade.volume * instrument.contractSize;
  const side = points > 0n ? 'DUE' : 'OWED';
  const { rate, stale } = rateOf({ from: instrument.quoteCurrency, to: currency, side });
  if (rate === null) return { rate, stale, profit: null };
  const exact = {
    num: points * rate.num * minorPerUnit(currency),
    den: ONE_LOT * 10n ** BigInt(instrument.digits) * rate.den,
  };
  const convertedGain = points > 0n && instrument.quoteCurrency !== currency;
  return { rate, stale, profit: convertedGain ? roundDown(exact) : roundHalfAway(exact) };
}

export interface Valuation {
  /** What closing would meet now; `null` when the symbol was never quoted. */
  readonly currentPrice: Points | null;
  /** Floating profit with accrued swap. */
  readonly profit: Minor;
  /** A quote in it is too old to trade on, or missing; what is missing counts as no profit. */
  readonly stale: boolean;
}

/**
 * What open positions are worth by the last known quotes. For many positions at once: each rate is looked up only once,
 * so keep it no longer than the facts hold.
 */
export function valuerOf(facts: TradingFacts): (position: Position) => Valuation {
  const terms = { currency: facts.account.currency, rateOf: rememberedRates(facts) };
  return (position) => {
    const instrument = instrumentOf(position.symbol, facts.instruments);
    const quote = facts.quotes(position.symbol);
    if (quote === undefined) return { currentPrice: null, profit: position.swap, stale: true };
    const { side, volume, openPrice } = position;
    const currentPrice = dealingPrice(opposite(side), quote);
    const trade = { side, volume, openPrice, closePrice: currentPrice };
    const { profit, stale } = profitAt(trade, instrument, terms);
    return {
      currentPrice,
      profit: (profit ?? 0n) + position.swap,
      stale: stale !== null || !isLive(quote, instrument, facts.nowMs),
    };
  };
}

function rememberedRates(facts: TradingFacts): RateOf {
  const known = new Map<string, Rate>();
  return (exchange) => {
    const key = `${exchange.from} ${exchange.side}`;
    const rate = known.get(key) ?? exchangeRate(exchange, facts);
    known.set(key, rate);
    return rate;
  };
}

/** What one open position is worth by the last known quotes. */
export const valuationOf = (position: Position, facts: TradingFacts): Valuation =>
  valuerOf(facts)(position);

/** The floating profit alone, swap included. */
export const profitOf = (position: Position, facts: TradingFacts): Minor =>
  valuationOf(position, facts).profit;
