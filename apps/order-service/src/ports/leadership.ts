/** Of several processes that share a database one leads: it alone acts by itself, without a caller. */

/** One stretch of leading. */
export interface Term {
  /** Every process that begins to lead counts on; see `Facts.leaderTerm`. */
  readonly number: number;
  /** False from the moment at which this process knows that it leads no more. */
  readonly holds: () => boolean;
}

/** For a process that has its database to itself. */
export const ALONE: Term = { number: 0, holds: () => true };
