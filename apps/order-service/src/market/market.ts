/** Everything about the market that a trading decision may look at, put together for one account at one instant. */
import type {
  Account,
  AccountGroup,
  Order,
  Position,
  Session,
  TradingFacts,
} from '@faultline/domain';
import type { Reference } from '../ports/records.ts';
import type { PriceBoard } from './price-board.ts';

export interface Market {
  /** The terms of trade as last committed. */
  readonly reference: () => Reference;
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
  const reference = market.reference();
  return {
    account,
    positions,
    orders,
    group: groupOf(account, reference),
    broker: reference.settings.broker,
    instruments: reference.instruments,
    quotes: market.board.quotesOf(market.board.pricingLp(account.lps)),
    venues: market.board.venues,
    session: market.session,
    nowMs: market.now(),
  };
}

/** @throws Error when the account names a group that is not there: groups are never removed. */
function groupOf({ id, groupId }: Account, { groups }: Reference): AccountGroup {
  const group = groups.get(groupId);
  if (group === undefined) throw new Error(`account ${id} is of an unknown group ${groupId}`);
  return group;
}
