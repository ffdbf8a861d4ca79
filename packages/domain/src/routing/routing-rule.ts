/** A broker's rule about where orders go. The first enabled rule that matches wins; without one the account decides. */
import type { Book } from '../accounts/account.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Vol4 } from '../money/units.ts';
import type { Side } from '../quotes/quote.ts';

export interface RoutingRule {
  readonly id: string;
  /** Rules are tried from the lowest up. */
  readonly position: number;
  readonly enabled: boolean;
  readonly when: RoutingCondition;
  readonly route: RuleRoute;
  readonly note: string;
  /** Grows by one with every change. */
  readonly version: number;
}

export interface RuleRoute {
  readonly book: Book;
  /** `null` for the account's own. */
  readonly lps: readonly string[] | null;
  /** How much of what our own book takes the house covers at a provider: whole, 0 to 100. To a provider always 0. */
  readonly hedgePercent: number;
}

/** Every part that is given must hold; an absent part holds always. */
export interface RoutingCondition {
  readonly groups?: readonly string[];
  readonly accounts?: readonly number[];
  readonly symbols?: readonly string[];
  readonly categories?: readonly Instrument['category'][];
  readonly minVolume?: Vol4;
  readonly maxVolume?: Vol4;
  readonly side?: Side;
  readonly isDemo?: boolean;
}
