/** Carries out a placement: filled from our own book with this commit, or routed to a provider after it. */
import {
  applyFill,
  type Fill,
  type FillResult,
  type IntoOurBook,
  lockForClosing,
  newOrder,
  type Order,
  type Placement,
  type Position,
  type TradingFacts,
} from '@faultline/domain';
import type { Changes, Facts } from '../ports/store.ts';
import type { Done, Routed } from './command.ts';
import { settledOf } from './ending.ts';
import { submitEntry } from './outbox.ts';

type InBook = Pick<IntoOurBook, 'price' | 'hedgePercent'>;

export interface Circumstances {
  readonly facts: Facts;
  readonly trading: TradingFacts;
  readonly clientOrderId: string | null;
  /** How long a provider may take to fill before the outcome counts as unknown. */
  readonly orderTimeoutMs: number;
}

/** The new order's conclusion. A position that it closes must be among the account's. */
export function execute(placement: Placement, circumstances: Circumstances): Done | Routed {
  const { facts, trading, clientOrderId, orderTimeoutMs } = circumstances;
  const { account, nowMs } = trading;
  const ids = { orderId: facts.ids.orderId() };
  const order = newOrder(placement, ids, { account, clientOrderId, nowMs });
  if (placement.route === 'BOOK') return filledInBook(order, placement, circumstances);
  const { reduces } = order;
  const closing = trading.positions.find(({ id }) => id === reduces);
  return {
    kind: 'routed',
    outbox: submitEntry(order, {
      worstPrice: placement.worstPrice,
      account,
      reference: facts.reference,
      expiresAtMs: nowMs + orderTimeoutMs,
    }),
    changes: {
      orders: [order],
      positions: closing === undefined ? [] : [lockForClosing(closing, order.id)],
    },
  };
}

function filledInBook(order: Order, placed: InBook, { facts, trading }: Circumstances): Done {
  const filled = fillInBook(order, placed, { ids: facts.ids, trading });
  const { answer } = settledOf(filled, { ...trading, account: filled.account });
  return { kind: 'done', answer, orderId: order.id, changes: changesOf(filled, trading) };
}

/** In our own book the quote is the fill; what the house covers of it is covered afterwards, and nobody waits for that. */
export function fillInBook(
  order: Order,
  { price, hedgePercent }: InBook,
  { ids, trading }: { readonly ids: Facts['ids']; readonly trading: TradingFacts },
): FillResult {
  const volume = order.volume - order.filledVolume;
  const fill: Fill = { volume, price, lp: null, lpExecId: null, timeMs: trading.nowMs };
  const position = positionOf(order, trading);
  return applyFill({
    order,
    position,
    fill,
    facts: trading,
    hedgePercent,
    ids: {
      dealId: ids.dealId(),
      positionId: position?.id ?? ids.positionId(),
      postingId: ids.postingId,
    },
  });
}

/** Netting: the symbol's one. Hedging: the one to close, or that grows by a further fill. */
function positionOf(order: Order, { account, positions }: TradingFacts): Position | null {
  const found =
    account.marginMode === 'NETTING'
      ? positions.find(({ symbol }) => symbol === order.symbol)
      : positions.find(({ id }) => id === (order.reduces ?? order.positionId));
  return found ?? null;
}

export type FillChanges = Required<
  Pick<Changes, 'orders' | 'positions' | 'deals' | 'postings' | 'accounts'>
>;

/** @param before - As it was before the fill. */
export const changesOf = (
  { order, position, deal, postings, account }: FillResult,
  before: Pick<TradingFacts, 'account'>,
): FillChanges => ({
  orders: [order],
  positions: [position],
  deals: [deal],
  postings,
  accounts: account === before.account ? [] : [account],
});
