/** What opening and closing fills have in common: the order's part. */
import type { Account } from '../accounts/account.ts';
import { balanceChange, clientLedger } from '../ledger/posting.ts';
import type { DealEntry, Posting } from '../ledger/posting.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { roundUp, weightedPrice } from '../money/rounding.ts';
import type { Deal, Fill, Order } from '../orders/order.ts';
import { moveOrder } from '../orders/transitions.ts';
import type { Quotes } from '../quotes/quote.ts';
import type { Position } from './position.ts';

export interface FillInput {
  readonly order: Order;
  /**
   * The position that the order has opened or is closing, on a netting account the symbol's; `null` before there is one.
   */
  readonly position: Position | null;
  readonly fill: Fill;
  /** Of what a fill from our own book opens the house covers so much; absent for none of it. */
  readonly hedgePercent?: bigint;
  readonly facts: TradingFacts;
  readonly ids: {
    readonly dealId: string;
    /** Taken when a position is opened. */
    readonly positionId: number;
    /** Called once for each posting. */
    readonly postingId: () => number;
  };
}

export interface FillResult {
  readonly order: Order;
  readonly position: Position;
  readonly deal: Deal;
  readonly postings: readonly Posting[];
  /** With the new balance; the same object when the balance has not changed. */
  readonly account: Account;
}

/**
 * The order with one execution more: average price, state, and the reservation that its rest still needs.
 *
 * @throws Error when the order is done, or when the fill is empty or larger than the rest: executions are counted and
 *   reconciled before they get here.
 */
export function fillOrder(order: Order, fill: Fill): Order {
  const rest = order.volume - order.filledVolume;
  if (fill.volume <= 0n || fill.volume > rest) {
    throw new Error(`order ${order.id} has ${rest} to fill, not ${fill.volume}`);
  }
  const restAfter = rest - fill.volume;
  const before = { price: order.avgFillPrice ?? fill.price, volume: order.filledVolume };
  return moveOrder(order, statusAfter(order, restAfter), {
    filledVolume: order.filledVolume + fill.volume,
    avgFillPrice: weightedPrice(before, fill),
    reservedMargin: roundUp({ num: order.reservedMargin * restAfter, den: rest }),
    doneAtMs: restAfter === 0n ? fill.timeMs : null,
  });
}

/** A partial fill does not take back a request to cancel. */
function statusAfter({ status }: Order, rest: bigint): Order['status'] {
  if (rest === 0n) return 'FILLED';
  return status === 'CANCEL_REQUESTED' ? status : 'PARTIALLY_FILLED';
}

type DealTerms = Pick<
  Deal,
  'positionId' | 'entry' | 'profit' | 'swap' | 'commission' | 'conversionRate'
>;

export const dealOf = ({ order, fill, ids }: FillInput, terms: DealTerms): Deal => ({
  id: ids.dealId,
  orderId: order.id,
  accountId: order.accountId,
  symbol: order.symbol,
  side: order.side,
  volume: fill.volume,
  price: fill.price,
  lp: fill.lp,
  lpExecId: fill.lpExecId,
  timeMs: fill.timeMs,
  ...terms,
});

/** The entries of a deal that closes. */
export const closingEntries = ({
  profit,
  swap,
  commission,
}: Pick<Deal, 'profit' | 'swap' | 'commission'>): readonly DealEntry[] => [
  { type: 'REALIZED_PL', change: profit },
  { type: 'SWAP', change: swap },
  { type: 'COMMISSION', change: -commission },
];

/** What the postings of this fill refer to. */
export const dealReference = ({ order, fill, ids }: FillInput) => ({
  accountId: order.accountId,
  dealId: ids.dealId,
  postingId: ids.postingId,
  atMs: fill.timeMs,
});

/** The account after these postings. */
export function bookedAccount(account: Account, postings: readonly Posting[]): Account {
  const change = balanceChange(postings, clientLedger(account.id));
  if (change === 0n) return account;
  return { ...account, balance: account.balance + change, version: account.version + 1 };
}

/**
 * The facts with the fill's own price in place of a quote that never came, so that an execution which arrives before the
 * first quote after a restart can be booked.
 */
export function pricedByFill({ facts, order, fill }: FillInput): TradingFacts {
  const quotes: Quotes = (symbol) =>
    facts.quotes(symbol) ??
    (symbol === order.symbol
      ? { symbol, lp: fill.lp ?? '', bid: fill.price, ask: fill.price, receivedAtMs: fill.timeMs }
      : undefined);
  return { ...facts, quotes };
}
