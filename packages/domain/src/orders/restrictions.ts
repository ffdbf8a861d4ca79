/** Who may open what: the broker's state, then the account's, then the instrument's, then the group's rule on hedging. */
import type { Decimal } from '@faultline/errors';
import type { Account } from '../accounts/account.ts';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Broker, TradingFacts } from '../facts/trading-facts.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { compareLots } from '../money/compare-lots.ts';
import type { Side } from '../quotes/quote.ts';
import { opposite } from '../quotes/quote.ts';
import { openingRest } from './open-orders.ts';

interface Wanted {
  readonly symbol: string;
  readonly side: Side;
  /** In lots. */
  readonly volume: Decimal;
}

interface Restriction {
  readonly scope: 'ACCOUNT' | 'SYMBOL' | 'BROKER';
  readonly mode: string;
  readonly reason: string;
}

/** Whether this side may be opened. An order that only reduces a netting position opens nothing, and only a halt stops it. */
export function openingAllowed(
  wanted: Wanted,
  instrument: Instrument,
  facts: TradingFacts,
): Decision<'TRADING_RESTRICTED', object> {
  const { symbol, side } = wanted;
  const restriction =
    haltOf(facts.broker) ??
    (onlyReduces(wanted, facts)
      ? null
      : (reducingOf(facts.broker) ??
        accountRestriction(facts.account) ??
        modeRestriction(side, instrument) ??
        hedgingRestriction(wanted, facts)));
  return restriction === null
    ? accepted({})
    : refused('TRADING_RESTRICTED', { ...restriction, symbol });
}

/** Whether anything may be closed. */
export function closingAllowed(
  symbol: string,
  { broker }: TradingFacts,
): Decision<'TRADING_RESTRICTED', object> {
  const halt = haltOf(broker);
  return halt === null ? accepted({}) : refused('TRADING_RESTRICTED', { ...halt, symbol });
}

function haltOf({ tradingState, reason }: Broker): Restriction | null {
  if (tradingState !== 'HALTED') return null;
  return { scope: 'BROKER', mode: 'HALTED', reason: reason ?? 'All trading is halted' };
}

function reducingOf({ tradingState, reason }: Broker): Restriction | null {
  if (tradingState !== 'REDUCING') return null;
  return { scope: 'BROKER', mode: 'REDUCING', reason: reason ?? 'Positions may only be closed' };
}

function accountRestriction({ tradeState, disabledReason }: Account): Restriction | null {
  if (tradeState !== 'CLOSE_ONLY') return null;
  const reason = disabledReason ?? 'The account may only close positions';
  return { scope: 'ACCOUNT', mode: 'CLOSE_ONLY', reason };
}

function modeRestriction(side: Side, { name, tradeMode }: Instrument): Restriction | null {
  const restricted = (reason: string) => ({ scope: 'SYMBOL', mode: tradeMode, reason }) as const;
  switch (tradeMode) {
    case 'FULL':
      return null;
    case 'LONG_ONLY':
      return side === 'BUY' ? null : restricted(`${name} may only be bought`);
    case 'SHORT_ONLY':
      return side === 'SELL' ? null : restricted(`${name} may only be sold`);
    case 'CLOSE_ONLY':
    case 'DISABLED':
      return restricted(`Positions in ${name} may only be closed`);
  }
}

function hedgingRestriction({ symbol, side }: Wanted, facts: TradingFacts): Restriction | null {
  const { account, group, positions, orders } = facts;
  if (account.marginMode === 'NETTING' || group.hedging) return null;
  const against = opposite(side);
  const held = positions.some((one) => one.symbol === symbol && one.side === against);
  if (!held && openingRest(orders, symbol, against) === 0n) return null;
  const reason = `The account already trades ${symbol} in the other direction`;
  return { scope: 'ACCOUNT', mode: 'NO_HEDGING', reason };
}

/** On a netting account: smaller than the opposite position, less what is already on its way against it. */
function onlyReduces({ symbol, side, volume }: Wanted, facts: TradingFacts): boolean {
  if (facts.account.marginMode !== 'NETTING') return false;
  const held = facts.positions.find((one) => one.symbol === symbol);
  if (held === undefined || held.side === side) return false;
  return compareLots(volume, held.volume - openingRest(facts.orders, symbol, side)) <= 0n;
}
