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
  readonly route: { readonly book: Book; readonly lps: readonly string[] | null };
  readonly note: string;
  /** Grows by one with every change. */
  readonly version: number;
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
