/** The units in which the core counts. Aliases, not brands: the name at the parameter is what a reader needs. */

/** Money in the smallest unit of its currency: cents of USD, whole yen, satoshi. */
export type Minor = bigint;

/** A price times 10^`digits` of its symbol: 1.09500 of a symbol with five digits is 109500. */
export type Points = bigint;

/** A volume in ten-thousandths of a lot: 0.01 lot is 100. */
export type Vol4 = bigint;

/** Digits after the point of a volume in lots. */
export const VOLUME_DIGITS = 4;

/** One lot in `Vol4`. */
export const ONE_LOT: Vol4 = 10_000n;
