/** How a fill changes a position: it opens one, lets it grow, takes from it, or turns it round. */
import { coverOf } from '../hedging/cover.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { appliedLeverage, exposureMargin, marginExchange } from '../margin/exposure-margin.ts';
import { roundDown, roundHalfAway, roundUp, weightedPrice } from '../money/rounding.ts';
import type { Ratio } from '../money/rounding.ts';
import type { Minor, Vol4 } from '../money/units.ts';
import type { Order } from '../orders/order.ts';
import { isDone } from '../orders/transitions.ts';
import type { FillInput } from './fill.ts';
import { pricedByFill } from './fill.ts';
import type { CloseReason, Position } from './position.ts';
import { roundTripProfit } from './profit.ts';

/** What opening a volume ties up and costs. */
export interface OpenedPart {
  readonly volume: Vol4;
  readonly margin: Minor;
  readonly commission: Minor;
}

/** What closing a volume brings and costs. */
export interface ClosedPart {
  readonly volume: Vol4;
  readonly profit: Minor;
  readonly swap: Minor;
  readonly commission: Minor;
}

/** The margin of a volume at the fill's price and the mid rate of the moment; `null` when no rate was ever quoted. */
export function marginOfPart(
  volume: Vol4,
  input: FillInput,
  instrument: Instrument,
): { readonly margin: Minor | null; readonly rate: Ratio | null } {
  const { account } = input.facts;
  const { rate } = marginExchange(instrument, account, pricedByFill(input));
  if (rate === null) return { margin: null, rate };
  const leverage = appliedLeverage(input.facts, instrument);
  const terms = { instrument, leverage, currency: account.currency, rate };
  return { margin: exposureMargin({ volume, price: input.fill.price }, terms), rate };
}

export const opened = (
  { order, fill, ids, hedgePercent }: FillInput,
  part: OpenedPart,
): Position => ({
  id: ids.positionId,
  accountId: order.accountId,
  symbol: order.symbol,
  side: order.side,
  volume: part.volume,
  hedgeVolume: coverOf(part.volume, hedgePercent),
  initialVolume: part.volume,
  openPrice: fill.price,
  sl: order.sl,
  tp: order.tp,
  trailing: null,
  margin: part.margin,
  swap: 0n,
  swappedToMs: fill.timeMs,
  commission: part.commission,
  status: 'OPEN',
  closeReason: null,
  closePrice: null,
  closedAtMs: null,
  openTimeMs: fill.timeMs,
  book: order.book,
  lp: fill.lp ?? order.lp,
  lockOrderId: null,
  realizedProfit: 0n,
  version: 1,
});

export const grown = (
  position: Position,
  { fill, hedgePercent }: FillInput,
  part: OpenedPart,
): Position => ({
  ...position,
  volume: position.volume + part.volume,
  hedgeVolume: position.hedgeVolume + coverOf(part.volume, hedgePercent),
  initialVolume: position.initialVolume + part.volume,
  openPrice: weightedPrice({ price: position.openPrice, volume: position.volume }, fill),
  margin: position.margin + part.margin,
  commission: position.commission + part.commission,
  version: position.version + 1,
});

/**
 * Profit and swap of closing this much at the fill's price.
 *
 * @throws Error when the profit's currency was never quoted, so that nobody can say what to book.
 */
export function realised(
  position: Position,
  { volume, instrument }: { readonly volume: Vol4; readonly instrument: Instrument },
  input: FillInput,
): { readonly profit: Minor; readonly swap: Minor; readonly rate: Ratio } {
  const trade = { ...position, volume, closePrice: input.fill.price };
  const { profit, rate } = roundTripProfit(trade, instrument, pricedByFill(input));
  if (profit === null || rate === null) {
    const { currency } = input.facts.account;
    throw new Error(`${instrument.quoteCurrency} to ${currency} was never quoted`);
  }
  const swap = roundHalfAway({ num: position.swap * volume, den: position.volume });
  return { profit, swap, rate };
}

/** Whose doing a reduction is, and when. */
export interface Reduction {
  readonly input: FillInput;
  /** The order after the fill. */
  readonly filled: Order;
  /** Said of the position when nothing is left of it. */
  readonly closeReason: CloseReason;
}

/** Margin shrinks in proportion, the rest rounded up, and the cover, rounded down; the open price stays. */
export function reduced(
  position: Position,
  closed: ClosedPart,
  { input: { fill }, filled, closeReason }: Reduction,
): Position {
  const volume = position.volume - closed.volume;
  const closedBefore = {
    price: position.closePrice ?? fill.price,
    volume: position.initialVolume - position.volume,
  };
  return {
    ...position,
    volume,
    hedgeVolume: roundDown({ num: position.hedgeVolume * volume, den: position.volume }),
    margin: roundUp({ num: position.margin * volume, den: position.volume }),
    swap: position.swap - closed.swap,
    commission: position.commission + closed.commission,
    realizedProfit: position.realizedProfit + closed.profit + closed.swap,
    closePrice: weightedPrice(closedBefore, { price: fill.price, volume: closed.volume }),
    ...standing(position, filled, volume),
    ...(volume === 0n ? { closedAtMs: fill.timeMs, closeReason } : {}),
    version: position.version + 1,
  };
}

/** The other way round under the same id: the exposure begins anew, what was made and paid stays. */
export function turned(
  position: Position,
  parts: { readonly closed: ClosedPart; readonly opened: OpenedPart },
  { input, filled }: Reduction,
): Position {
  const { closed } = parts;
  return {
    ...opened(input, parts.opened),
    id: position.id,
    ...standing(position, filled, parts.opened.volume),
    commission: position.commission + closed.commission + parts.opened.commission,
    realizedProfit: position.realizedProfit + closed.profit + closed.swap,
    version: position.version + 1,
  };
}

type Standing = Pick<Position, 'status' | 'lockOrderId'>;

/** An order that is done lets go of the position that it held. */
function standing(position: Position, filled: Order, volume: Vol4): Standing {
  if (volume === 0n) return { status: 'CLOSED', lockOrderId: null };
  const { status, lockOrderId } = position;
  const heldByOther = lockOrderId !== null && lockOrderId !== filled.id;
  return isDone(filled) && !heldByOther
    ? { status: 'OPEN', lockOrderId: null }
    : { status, lockOrderId };
}
