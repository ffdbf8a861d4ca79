/** Everything about the market that a trading decision may look at, put together for one account at one instant. */
import {
  type Account,
  type AccountGroup,
  ALWAYS_OPEN,
  type Instrument,
  type Order,
  type Position,
  type Schedule,
  sessionAt,
  type TradingFacts,
} from '@faultline/domain';
import type { Reference } from '../ports/records.ts';
import type { PriceBoard } from './price-board.ts';

export interface Market {
  /** The terms of trade as last committed. */
  readonly reference: () => Reference;
  readonly board: PriceBoard;
  /** always: every market trades round the clock, as a demo wants it. real: by the schedules. */
  readonly calendar: 'always' | 'real';
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
  const { board } = market;
  const reference = market.reference();
  const { instruments } = reference;
  const nowMs = market.now();
  return {
    account,
    positions,
    orders,
    group: groupOf(account, reference),
    broker: reference.settings.broker,
    routingRules: reference.routingRules,
    hedgeAccountId: reference.settings.hedgeAccount?.id ?? null,
    instruments,
    quotes: board.quotesOf(board.pricingLp(account.lps)),
    venues: board.venues,
    session: (symbol) => {
      const instrument = instruments.get(symbol);
      if (instrument === undefined) return { open: true, closesAtMs: null };
      return sessionAt(scheduleOf(instrument, market), instrument.halt, nowMs);
    },
    nowMs,
  };
}

/** The schedule that an instrument trades by. One that names none that exists trades round the clock. */
export function scheduleOf(instrument: Instrument, { calendar, reference }: Market): Schedule {
  if (calendar === 'always') return ALWAYS_OPEN;
  return reference().schedules.get(instrument.scheduleId) ?? ALWAYS_OPEN;
}

/** @throws Error when the account names a group that is not there: groups are never removed. */
function groupOf({ id, groupId }: Account, { groups }: Reference): AccountGroup {
  const group = groups.get(groupId);
  if (group === undefined) throw new Error(`account ${id} is of an unknown group ${groupId}`);
  return group;
}
