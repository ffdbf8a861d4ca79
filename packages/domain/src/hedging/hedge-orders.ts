/**
 * What the house trades on its hedge account so that it holds what its own book's positions ask for. Made from the books as
 * they stand and from nothing else: after any failure the same books ask for the same order.
 */
import { instrumentOf } from '../instruments/find-instrument.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Vol4 } from '../money/units.ts';
import { isResting } from '../orders/open-orders.ts';
import type { Order } from '../orders/order.ts';
import type { Position } from '../positions/position.ts';
import type { Side } from '../quotes/quote.ts';
import { netVolume } from './cover.ts';

/** The hedge account: what it holds, and its orders that are not done. */
export interface HedgeBook {
  readonly positions: readonly Pick<Position, 'symbol' | 'side' | 'volume'>[];
  readonly orders: readonly Pick<Order, 'id' | 'symbol' | 'status' | 'createdAtMs'>[];
}

/** How a symbol's cover stands: bought above zero, sold below. */
export interface HedgeStanding {
  readonly symbol: string;
  /** What is to be held: rounded toward zero to the symbol's volume step. */
  readonly target: Vol4;
  readonly held: Vol4;
  /** `target` less `held`. */
  readonly gap: Vol4;
  /** The account's order in the symbol that may still be filled: nobody knows yet what will be held. */
  readonly underWay: HedgeBook['orders'][number] | null;
}

export interface HedgeOrder {
  readonly symbol: string;
  readonly side: Side;
  readonly volume: Vol4;
}

type Instruments = ReadonlyMap<string, Instrument>;

/**
 * @param cover - What the positions of our own book ask for, symbol by symbol.
 * @returns Of every symbol that is to be covered, or held.
 */
export function hedgeStandings(
  cover: ReadonlyMap<string, Vol4>,
  book: HedgeBook,
  instruments: Instruments,
): readonly HedgeStanding[] {
  const symbols = new Set([
    ...cover.keys(),
    ...[...book.positions, ...underWayOf(book)].map(nameOf),
  ]);
  return [...symbols].toSorted().map((symbol) => {
    const target = steps(cover.get(symbol) ?? 0n, instrumentOf(symbol, instruments));
    const held = netVolume(book.positions, symbol);
    const underWay = underWayOf(book).find((order) => order.symbol === symbol) ?? null;
    return { symbol, target, held, gap: target - held, underWay };
  });
}

const nameOf = ({ symbol }: { readonly symbol: string }): string => symbol;

/** One that rests in our book waits for its price, and may wait for ever. */
const underWayOf = ({ orders }: HedgeBook): HedgeBook['orders'] =>
  orders.filter((order) => !isResting(order));

const steps = (volume: Vol4, { volumeStep }: Pick<Instrument, 'volumeStep'>): Vol4 =>
  volume - (volume % volumeStep);

/** At most one order for each symbol, and none where one is under way: time alone never ends a doubt. */
export const hedgeOrders = (
  cover: ReadonlyMap<string, Vol4>,
  book: HedgeBook,
  instruments: Instruments,
): readonly HedgeOrder[] =>
  hedgeStandings(cover, book, instruments).flatMap(({ symbol, gap, underWay }) => {
    if (underWay !== null) return [];
    const volume = tradable(gap < 0n ? -gap : gap, instrumentOf(symbol, instruments));
    return volume === 0n ? [] : [{ symbol, side: gap < 0n ? 'SELL' : 'BUY', volume }];
  });

/** The greatest volume of an order that is no more than this; 0 where the least is more. */
function tradable(size: Vol4, { minVolume, maxVolume, volumeStep }: Instrument): Vol4 {
  if (size < minVolume) return 0n;
  const most = size < maxVolume ? size : maxVolume;
  return minVolume + steps(most - minVolume, { volumeStep });
}
