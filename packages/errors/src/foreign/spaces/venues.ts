/** The other venues together: a code means something only with its venue. */
import { branded, type VenueCode } from '../brand.ts';
import type { ForeignRow, UnknownForeign, Venue } from '../row.ts';
import type { Table } from '../table.ts';
import { ALPACA } from './venue-alpaca.ts';
import { BINANCE } from './venue-binance.ts';
import { CCXT } from './venue-ccxt.ts';
import { CTRADER } from './venue-ctrader.ts';
import { IB } from './venue-ib.ts';
import { OANDA } from './venue-oanda.ts';

export const VENUE_TABLES: Readonly<Record<Venue, Table>> = {
  oanda: OANDA,
  alpaca: ALPACA,
  binance: BINANCE,
  ib: IB,
  ccxt: CCXT,
  ctrader: CTRADER,
};

/** @throws RangeError for a number that is no integer. */
export const venueCode = <V extends Venue>(venue: V, code: number | string): VenueCode<V> =>
  branded(`venue.${venue}`, code);

interface VenueLookup<V extends Venue> {
  readonly venue: V;
  /** A family of numbers, where the venue has several. */
  readonly operation?: string;
}

export const lookupVenue = <V extends Venue>(
  { venue, operation }: VenueLookup<V>,
  code: VenueCode<NoInfer<V>>,
): ForeignRow | UnknownForeign => VENUE_TABLES[venue].find(code, operation ?? null);
