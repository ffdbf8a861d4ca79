/** All that a trading decision may look at. The shell collects it; the core never asks for more. */
import type { Details } from '@faultline/errors';
import type { Account } from '../accounts/account.ts';
import type { AccountGroup } from '../accounts/account-group.ts';
import type { Order } from '../orders/order.ts';
import type { Position } from '../positions/position.ts';
import type { Market } from '../quotes/live-quote.ts';
import type { RoutingRule } from '../routing/routing-rule.ts';

/** A liquidity provider as a place to send orders to. */
export interface Venue {
  readonly lp: string;
  readonly connected: boolean;
  /** When it was last logged on; `null` if never. */
  readonly lastConnectedMs: number | null;
}

/** What the whole house allows: REDUCING closes only, HALTED nothing. */
export interface Broker {
  readonly tradingState: 'ACTIVE' | 'REDUCING' | 'HALTED';
  /** Why it is not ACTIVE. */
  readonly reason: string | null;
}

export type Session =
  | { readonly open: true; readonly closesAtMs: number | null }
  | {
      readonly open: false;
      /** `null` when nobody knows. */
      readonly opensAtMs: number | null;
      readonly reason: Details<'MARKET_CLOSED'>['reason'];
      /** The name of the holiday, when that is the reason. */
      readonly holiday: string | null;
    };

export interface TradingFacts extends Market {
  readonly account: Account;
  readonly group: AccountGroup;
  readonly broker: Broker;
  /** Of the account, OPEN or CLOSING. */
  readonly positions: readonly Position[];
  /** Of the account, not done: those under way reserve margin, those that rest in our book do not. */
  readonly orders: readonly Order[];
  /** The broker's, in any order. */
  readonly routingRules: readonly RoutingRule[];
  /** Where the house covers what its rules say; `null` while it covers nothing. */
  readonly hedgeAccountId: number | null;
  /** Every liquidity provider, in any order. */
  readonly venues: readonly Venue[];
  readonly session: (symbol: string) => Session;
}
