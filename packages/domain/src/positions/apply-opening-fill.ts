/** One execution of an order that opens a position. */
import { scaledRate } from '../conversion/conversion.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import { dealPostings } from '../ledger/posting.ts';
import { appliedLeverage, exposureMargin, marginExchange } from '../margin/exposure-margin.ts';
import { commissionOfPart } from '../money/commission.ts';
import { weightedPrice } from '../money/rounding.ts';
import type { Ratio } from '../money/rounding.ts';
import type { Minor } from '../money/units.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { FillInput, FillResult } from './fill.ts';
import { bookedAccount, dealOf, fillOrder, pricedByFill } from './fill.ts';
import type { Position } from './position.ts';

/**
 * Opens the position, or lets it grow by a further partial fill. When the position has been closed in the meantime, the
 * late fill opens another: an execution is a fact and is never dropped.
 *
 * Commission is charged at once; all parts of an order together cost what it costs whole. Margin takes the mid rate of
 * the moment; when no rate was ever quoted, the part of the reservation that the fill releases stands in for it.
 *
 * @throws Error when the order closes a position, is done, or has less to fill; or when the position is not the one the
 *   order opened.
 */
export function applyOpeningFill(input: FillInput): FillResult {
  const { order, fill, facts, ids } = input;
  const open = openPosition(input);
  const instrument = instrumentOf(order.symbol, facts.instruments);
  const { rate } = marginExchange(instrument, facts.account, pricedByFill(input));
  const filled = fillOrder(order, fill);
  const commission = commissionOfPart(order.filledVolume, fill.volume, instrument);
  const part = {
    margin: rate ? marginOf(input, instrument, rate) : order.reservedMargin - filled.reservedMargin,
    commission,
  };
  const position = open ? grown(open, input, part) : opened(input, part);
  const postings = dealPostings([{ type: 'COMMISSION', change: -commission }], {
    accountId: order.accountId,
    dealId: ids.dealId,
    postingId: ids.postingId,
    atMs: fill.timeMs,
  });
  return {
    order: { ...filled, positionId: position.id },
    position,
    deal: dealOf(input, {
      positionId: position.id,
      entry: 'IN',
      profit: 0n,
      swap: 0n,
      commission,
      conversionRate: rate ? scaledRate(rate) : 0n,
    }),
    postings,
    account: bookedAccount(facts.account, postings),
  };
}

/** The position to grow; `null` when one has to be opened. */
function openPosition({ order, position }: FillInput): Position | null {
  if (order.reduces !== null) throw new Error(`order ${order.id} closes, it opens nothing`);
  if ((position?.id ?? null) !== order.positionId) {
    throw new Error(`order ${order.id} opened position ${order.positionId}, not ${position?.id}`);
  }
  return position?.status === 'CLOSED' ? null : position;
}

function marginOf({ facts, fill }: FillInput, instrument: Instrument, rate: Ratio): Minor {
  const { account } = facts;
  const leverage = appliedLeverage(facts, instrument);
  return exposureMargin(fill, { instrument, leverage, currency: account.currency, rate });
}

interface Part {
  readonly margin: Minor;
  readonly commission: Minor;
}

const opened = ({ order, fill, ids }: FillInput, { margin, commission }: Part): Position => ({
  id: ids.positionId,
  accountId: order.accountId,
  symbol: order.symbol,
  side: order.side,
  volume: fill.volume,
  initialVolume: fill.volume,
  openPrice: fill.price,
  sl: order.sl,
  tp: order.tp,
  trailing: null,
  margin,
  swap: 0n,
  swappedToMs: fill.timeMs,
  commission,
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

const grown = (position: Position, { fill }: FillInput, part: Part): Position => ({
  ...position,
  volume: position.volume + fill.volume,
  initialVolume: position.initialVolume + fill.volume,
  openPrice: weightedPrice({ price: position.openPrice, volume: position.volume }, fill),
  margin: position.margin + part.margin,
  commission: position.commission + part.commission,
  version: position.version + 1,
});
