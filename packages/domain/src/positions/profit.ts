/** What a position has made, in its account's currency. */
import type { Account } from '../accounts/account.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Rate } from '../conversion/conversion.ts';
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

/**
 * Profit of buying and selling back, or the reverse.
 *
 * Rounds halves away from zero; a gain that had to be converted is a credit to the client and rounds down.
 */
export function roundTripProfit(
  trade: RoundTrip,
  instrument: Instrument,
  facts: Market & { readonly account: Account },
): Profit {
  const { currency } = facts.account;
  const move = trade.closePrice - trade.openPrice;
  const points = (trade.side === 'BUY' ? move : -move) * trade.volume * instrument.contractSize;
  const side = points > 0n ? 'DUE' : 'OWED';
  const found = exchangeRate({ from: instrument.quoteCurrency, to: currency, side }, facts);
  if (found.rate === null) return { ...found, profit: null };
  const exact = {
    num: points * found.rate.num * minorPerUnit(currency),
    den: ONE_LOT * 10n ** BigInt(instrument.digits) * found.rate.den,
  };
  const convertedGain = points > 0n && instrument.quoteCurrency !== currency;
  return { ...found, profit: convertedGain ? roundDown(exact) : roundHalfAway(exact) };
}

export interface Valuation {
  /** What closing would meet now; `null` when the symbol was never quoted. */
  readonly currentPrice: Points | null;
  /** Floating profit with accrued swap. */
  readonly profit: Minor;
  /** A quote in it is too old to trade on, or missing; what is missing counts as no profit. */
  readonly stale: boolean;
}

/** What an open position is worth by the last known quotes. */
export function valuationOf(position: Position, facts: TradingFacts): Valuation {
  const instrument = instrumentOf(position.symbol, facts.instruments);
  const quote = facts.quotes(position.symbol);
  if (quote === undefined) return { currentPrice: null, profit: position.swap, stale: true };
  const currentPrice = dealingPrice(opposite(position.side), quote);
  const trade = { ...position, closePrice: currentPrice };
  const { profit, stale } = roundTripProfit(trade, instrument, facts);
  return {
    currentPrice,
    profit: (profit ?? 0n) + position.swap,
    stale: stale !== null || !isLive(quote, instrument, facts.nowMs),
  };
}

/** The floating profit alone, swap included. */
export const profitOf = (position: Position, facts: TradingFacts): Minor =>
  valuationOf(position, facts).profit;
