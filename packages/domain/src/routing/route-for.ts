/** Where an order goes: into our own book or to a provider. */
import type { Account, Book } from '../accounts/account.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Vol4 } from '../money/units.ts';
import type { Side } from '../quotes/quote.ts';
import type { RoutingCondition } from './routing-rule.ts';

/** What rules look at. */
export interface RoutedOrder {
  readonly account: Account;
  readonly instrument: Instrument;
  readonly side: Side;
  readonly volume: Vol4;
}

/** What the command would like, where no rule has a word; `null` leaves it to the account. */
export interface RoutePreference {
  readonly book: Book;
  readonly lps: readonly string[] | null;
}

export interface Route {
  readonly book: Book;
  /** In order of preference. On the B-book: whose quotes count. */
  readonly lps: readonly string[];
  /** Of what our own book takes the house covers so much; 0 to a provider. */
  readonly hedgePercent: bigint;
  /** The rule that decided; `null` when none did. */
  readonly ruleId: string | null;
}

/** What the house says about where orders go. */
export type Routing = Pick<TradingFacts, 'routingRules' | 'hedgeAccountId'>;

/**
 * The first enabled rule that matches decides, then the preference, then the account; the account's own providers stand
 * in wherever none are named. Rules may come in any order; of two at one position the lower id goes first. The house's
 * own hedge account always trades with its providers: in our own book it would cover nothing.
 */
export function routeFor(
  order: RoutedOrder,
  { routingRules, hedgeAccountId }: Routing,
  preference: RoutePreference | null,
): Route {
  const { account } = order;
  if (account.id === hedgeAccountId) {
    return { book: 'A', lps: account.lps, hedgePercent: 0n, ruleId: null };
  }
  const [rule] = routingRules
    .filter(({ enabled, when }) => enabled && matches(when, order))
    .toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const { book, lps } = rule?.route ?? preference ?? account;
  const hedgePercent = book === 'B' ? BigInt(rule?.route.hedgePercent ?? 0) : 0n;
  return { book, lps: lps ?? account.lps, hedgePercent, ruleId: rule?.id ?? null };
}

function matches(when: RoutingCondition, order: RoutedOrder): boolean {
  const { account, instrument, side, volume } = order;
  const isAmong = <T>(allowed: readonly T[] | undefined, value: T): boolean =>
    allowed === undefined || allowed.includes(value);
  return (
    isAmong(when.groups, account.groupId) &&
    isAmong(when.accounts, account.id) &&
    isAmong(when.symbols, instrument.name) &&
    isAmong(when.categories, instrument.category) &&
    volume >= (when.minVolume ?? volume) &&
    volume <= (when.maxVolume ?? volume) &&
    side === (when.side ?? side) &&
    account.isDemo === (when.isDemo ?? account.isDemo)
  );
}
