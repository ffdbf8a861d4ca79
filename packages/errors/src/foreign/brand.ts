/** Foreign numbers as types: one brand per space, so that a login code cannot be read as a trade code. */
import type { FixTag, Venue } from './row.ts';

declare const brand: unique symbol;

/** A value of the space `S`; made only by the functions below. */
export type Branded<S extends string, V extends number | string = number> = V & {
  readonly [brand]: S;
};

export type GatewaySpecCode = Branded<'gateway.spec'>;
export type GatewayRealCode<O extends string> = Branded<`gateway.real.${O}`>;
export type Mt5LoginCode = Branded<'mt5.login'>;
export type Mt5TradeCode = Branded<'mt5.trade'>;
export type Mt5TerminalCode = Branded<'mt5.terminal'>;
export type Mt5ManagerCode = Branded<'mt5.manager'>;
export type FixValue<T extends FixTag> = Branded<`fix.${T}`, string>;
export type VenueCode<V extends Venue> = Branded<`venue.${V}`, number | string>;

const isIn = <S extends string, V extends number | string>(
  value: V,
  _space: S,
): value is Branded<S, V> => typeof value === 'string' || Number.isSafeInteger(value);

/**
 * The value as one of `space`, known to its table or not.
 *
 * @throws RangeError for a fraction, NaN or an infinity: no code is one, so the caller read the wrong field.
 */
export function branded<S extends string, V extends number | string>(
  space: S,
  value: V,
): Branded<S, V> {
  if (!isIn(value, space)) throw new RangeError(`${space} codes are integers, was ${value}`);
  return value;
}
