/** Where an account stands by the last known quotes. */
import type { TradingFacts } from '../facts/trading-facts.ts';
import { usedMargin } from '../margin/used-margin.ts';
import { roundDown } from '../money/rounding.ts';
import type { Minor } from '../money/units.ts';
import { valuerOf } from '../positions/profit.ts';

const BASIS_POINTS_OF_PERCENT = 10_000n;

export interface Summary {
  readonly currency: string;
  readonly balance: Minor;
  readonly credit: Minor;
  /** Balance, credit and floating profit. */
  readonly equity: Minor;
  /** What positions and working orders tie up. */
  readonly margin: Minor;
  /** The working orders' part of `margin`. */
  readonly reserved: Minor;
  readonly freeMargin: Minor;
  /** Hundredths of a percent: 205020 is 2050.20 %; `null` when nothing is tied up. */
  readonly marginLevel: bigint | null;
  readonly unrealizedPL: Minor;
  /** What the client may take out now: own money that carries nothing. Never below zero. */
  readonly withdrawable: Minor;
  /** A quote in it is too old to trade on, or missing. */
  readonly stale: boolean;
}

export function summarise(facts: TradingFacts): Summary {
  const { account, group, positions, orders } = facts;
  const { currency, balance, credit } = account;
  const valuation = valuerOf(facts);
  let unrealizedPL = 0n;
  let stale = false;
  for (const position of positions) {
    const worth = valuation(position);
    unrealizedPL += worth.profit;
    stale ||= worth.stale;
  }
  let reserved = 0n;
  for (const { reservedMargin } of orders) reserved += reservedMargin;
  const equity = balance + credit + unrealizedPL;
  const margin = usedMargin(positions, group.hedgedMargin) + reserved;
  const freeMargin = equity - margin;
  return {
    currency,
    balance,
    credit,
    equity,
    margin,
    reserved,
    freeMargin,
    marginLevel: marginLevel(equity, margin),
    unrealizedPL,
    withdrawable: withdrawableOf(balance, freeMargin - credit),
    stale,
  };
}

/** Credit is never paid out, and a floating profit only once it is realised. */
function withdrawableOf(balance: Minor, freeOfCredit: Minor): Minor {
  const most = balance < freeOfCredit ? balance : freeOfCredit;
  return most > 0n ? most : 0n;
}

/** Equity over margin in hundredths of a percent, rounded down: a level must not look better than it is. */
export const marginLevel = (equity: Minor, margin: Minor): bigint | null =>
  margin === 0n ? null : roundDown({ num: equity * BASIS_POINTS_OF_PERCENT, den: margin });
