/** Everything about the market that a trading decision may look at, put together for one account at one instant. */
import type {
  Account,
  Instrument,
  Order,
  Position,
  Session,
  TradingFacts,
} from '@faultline/domain';
import type { PriceBoard } from './price-board.ts';

export interface Market {
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly board: PriceBoard;
  readonly session: (symbol: string) => Session;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

interface AccountFacts {
  readonly account: Account;
  readonly positions: readonly Position[];
  readonly orders: readonly Order[];
}

/** @param facts - The account as stored; its book decides whose prices it sees. */
export function tradingFacts(market: Market, facts: AccountFacts): TradingFacts {
  const { account, positions, orders } = facts;
  return {
    account,
    positions,
    orders,
    instruments: market.instruments,
    quotes: market.board.quotesOf(market.board.pricingLp(account.lps)),
    venues: market.board.venues,
    session: market.session,
    nowMs: market.now(),
  };
}
