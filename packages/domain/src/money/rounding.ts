/**
 * Division with a direction. Every amount is multiplied out exactly and divided once, at the end; nothing else in the
 * core rounds.
 */

/** An exact quotient. `den` is greater than zero. */
export interface Ratio {
  readonly num: bigint;
  readonly den: bigint;
}

export const ONE: Ratio = { num: 1n, den: 1n };

const remainderOf = ({ num, den }: Ratio): bigint => ((num % den) + den) % den;

/** Towards minus infinity: what the client is given. */
export const roundDown = (value: Ratio): bigint => (value.num - remainderOf(value)) / value.den;

/** Towards plus infinity: what the client must have. */
export const roundUp = (value: Ratio): bigint => -roundDown({ num: -value.num, den: value.den });

/** To the nearest, halves away from zero, so that a profit and the equal loss have the same size. */
export function roundHalfAway({ num, den }: Ratio): bigint {
  const size = num < 0n ? -num : num;
  const rounded = (2n * size + den) / (2n * den);
  return num < 0n ? -rounded : rounded;
}

export const times = (a: Ratio, b: Ratio): Ratio => ({ num: a.num * b.num, den: a.den * b.den });

/** The price of two lots bought apart, halves away from zero. Both volumes together are greater than zero. */
export function weightedPrice(
  a: { readonly price: bigint; readonly volume: bigint },
  b: { readonly price: bigint; readonly volume: bigint },
): bigint {
  return roundHalfAway({
    num: a.price * a.volume + b.price * b.volume,
    den: a.volume + b.volume,
  });
}
