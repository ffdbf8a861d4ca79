/** One execution on a netting account, where a symbol has one position and every deal changes that one. */
import { scaledRate } from '../conversion/conversion.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { dealPostings } from '../ledger/posting.ts';
import { commissionOfPart } from '../money/commission.ts';
import type { Order } from '../orders/order.ts';
import type { OpenedPart } from './exposure.ts';
import { grown, marginOfPart, opened, realised, reduced, turned } from './exposure.ts';
import type { FillInput, FillResult } from './fill.ts';
import { bookedAccount, closingEntries, dealOf, dealReference, fillOrder } from './fill.ts';
import type { CloseReason, Position } from './position.ts';

/**
 * Opens the position or lets it grow, at the weighted price; takes from it at an unchanged one; closes it; or turns it
 * round, its rest opened at the fill's price. What the order was meant to do does not matter: deals arrive late and in
 * any order, and each is a fact.
 *
 * Commission is per deal; all parts of an order together cost what it costs whole. Levels of an order that opens or adds
 * replace those of the position.
 *
 * @param input - With the symbol's position, whoever opened it; `null` or a closed one when there is none.
 * @throws Error when the order is done or has less to fill, or when the profit's currency was never quoted.
 */
export function applyNettingFill(input: FillInput): FillResult {
  const { order, fill, position } = input;
  const instrument = instrumentOf(order.symbol, input.facts.instruments);
  const filled = fillOrder(order, fill);
  const netting = { input, filled, instrument };
  if (position === null || position.status === 'CLOSED') return adding(netting, null);
  if (position.symbol !== order.symbol) {
    throw new Error(`order ${order.id} trades ${order.symbol}, not ${position.symbol}`);
  }
  return position.side === order.side ? adding(netting, position) : opposing(netting, position);
}

interface Netting {
  readonly input: FillInput;
  /** The order after the fill. */
  readonly filled: Order;
  readonly instrument: Instrument;
}

function adding({ input, filled, instrument }: Netting, held: Position | null): FillResult {
  const { order, fill, facts } = input;
  const commission = commissionOfPart(order.filledVolume, fill.volume, instrument);
  const { margin, rate } = marginOfPart(fill.volume, input, instrument);
  const released = order.reservedMargin - filled.reservedMargin;
  const part = { volume: fill.volume, margin: margin ?? released, commission };
  const position =
    held === null ? opened(input, part) : withLevels(grown(held, input, part), order);
  const postings = dealPostings(
    [{ type: 'COMMISSION', change: -commission }],
    dealReference(input),
  );
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

const withLevels = (position: Position, { sl, tp }: Order): Position => ({
  ...position,
  sl: sl ?? position.sl,
  tp: tp ?? position.tp,
});

function opposing({ input, filled, instrument }: Netting, held: Position): FillResult {
  const { order, fill, facts } = input;
  const volume = fill.volume < held.volume ? fill.volume : held.volume;
  const { profit, swap, rate } = realised(held, { volume, instrument }, input);
  const commission = commissionOfPart(order.filledVolume, fill.volume, instrument);
  const closed = { volume, profit, swap, commission };
  const reduction = { input, filled, closeReason: closeReasonOf(order) };
  const rest = fill.volume - volume;
  const position =
    rest === 0n
      ? reduced(held, closed, reduction)
      : turned(
          held,
          { closed, opened: restOpened({ input, filled, instrument }, rest) },
          reduction,
        );
  const postings = dealPostings(closingEntries(closed), dealReference(input));
  return {
    order: order.reduces === null ? { ...filled, positionId: held.id } : filled,
    position,
    deal: dealOf(input, {
      positionId: held.id,
      entry: rest === 0n ? 'OUT' : 'INOUT',
      profit,
      swap,
      commission,
      conversionRate: scaledRate(rate),
    }),
    postings,
    account: bookedAccount(facts.account, postings),
  };
}

/** The commission of a deal that turns the position is charged once, with the part that closes. */
function restOpened({ input, filled, instrument }: Netting, volume: bigint): OpenedPart {
  const { margin } = marginOfPart(volume, input, instrument);
  const released = input.order.reservedMargin - filled.reservedMargin;
  return { volume, margin: margin ?? released, commission: 0n };
}

/** An order that was not sent to close has netted the position out. */
const closeReasonOf = ({ reduces, source }: Order): CloseReason =>
  reduces === null || source === 'HEDGE' ? 'NETTED' : source;
