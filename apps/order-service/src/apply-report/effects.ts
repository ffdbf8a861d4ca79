/** The effect of one report on a working order: what changes, and whom to wake with what. */
import {
  applyCancel,
  applyCancelReject,
  applyFill,
  applyReject,
  type Fill,
  isDone,
  markInDoubt,
  type Order,
  instrumentOf,
} from '@faultline/domain';
import { decimalNumber, isCode, type Refusal, refuse, rescaled } from '@faultline/errors';
import { type Market, tradingFacts } from '../market/market.ts';
import { volumeOfUnits } from '../market/units.ts';
import type { Changes, Facts, Settled } from '../ports/store.ts';
import { endingTold, isExecutionRefusal, keptUnderKey } from '../trading/ending.ts';
import { cancelIdOf } from '../trading/outbox.ts';
import type { Wake } from '../trading/waiters.ts';
import type { Report } from './report.ts';

export interface Subject {
  readonly market: Market;
  readonly facts: Facts;
  readonly order: Order;
}

export interface Effect {
  /** Once this is on disk. */
  readonly wakes: readonly Wake[];
  readonly changes: Omit<Changes, 'atMs' | 'lastReportSeq'>;
}

const NOTHING: Effect = { wakes: [], changes: {} };

export function effectOf(report: Report, subject: Subject): Effect | 'IMPOSSIBLE' {
  switch (report.kind) {
    case 'FILL':
      return subject.facts.executionApplied ? NOTHING : filled(report, subject);
    case 'REJECT':
      return ended(
        subject,
        applyReject({ ...ending(report, subject), refusal: refusalOf(report, subject) }),
      );
    case 'CANCEL':
      return ended(subject, applyCancel(ending(report, subject)));
    case 'IN_DOUBT':
      return inDoubt(subject.order);
    case 'REROUTED':
      return rerouted(report, subject.order);
    case 'REQUEST_REJECTED':
      return cancelRefused(report, subject.order);
    case 'RESTORED':
    case 'REPLACED':
      return NOTHING;
    case 'OVERFILL':
    case 'BUST':
    case 'CORRECT':
    case 'UNKNOWN_ORDER':
      return 'IMPOSSIBLE';
  }
}

function filled(report: Report, { market, facts, order }: Subject): Effect | 'IMPOSSIBLE' {
  const fill = fillOf(report, order, market);
  if (fill === null) return 'IMPOSSIBLE';
  const trading = tradingOf({ market, facts, order });
  const { ids } = facts;
  const position = positionOf(order, facts);
  const fresh = position === null || (order.reduces === null && position.status === 'CLOSED');
  const done = applyFill({
    order,
    position,
    fill,
    facts: trading,
    ids: {
      dealId: ids.dealId(),
      positionId: fresh ? ids.positionId() : position.id,
      postingId: ids.postingId,
    },
  });
  const after = { ...trading, account: done.account };
  const told = isDone(done.order) ? endingTold({ ...done, before: order }, after) : [];
  return {
    wakes: wakesOf(told),
    changes: {
      orders: [done.order],
      positions: [done.position],
      deals: [done.deal],
      postings: done.postings,
      accounts: done.account === trading.account ? [] : [done.account],
      settled: told,
    },
  };
}

/** Netting: whatever the symbol's one position is by now. Hedging: the order's own. */
const positionOf = ({ symbol }: Order, { account, position, positions }: Facts) =>
  account?.marginMode === 'NETTING'
    ? (positions.find((one) => one.symbol === symbol) ?? null)
    : position;

/** The execution in our units; `null` when it is none of this order: more than its rest, or no price of its symbol. */
function fillOf(report: Report, order: Order, market: Market): Fill | null {
  const { qty, price, lp, execId, atMs } = report;
  if (qty === null || price === null || execId === null) return null;
  const instrument = instrumentOf(order.symbol, market.reference().instruments);
  const volume = volumeOfUnits(qty, instrument);
  const points = rescaled(price, instrument.digits);
  if (volume === null || points === null || points <= 0n) return null;
  if (volume <= 0n || volume > order.volume - order.filledVolume) return null;
  return { volume, price: points, lp, lpExecId: execId, timeMs: atMs };
}

const ending = ({ atMs }: Report, { order, facts }: Subject) => ({
  order,
  position: facts.position,
  timeMs: atMs,
});

type Ending = ReturnType<typeof applyReject>;

function ended(subject: Subject, { order, position }: Ending): Effect {
  const ending = { before: subject.order, order, position, deal: null };
  const told = endingTold(ending, tradingOf(subject));
  const moved = position === null || position === subject.facts.position ? [] : [position];
  const changes = { orders: [order], positions: moved, ...keptUnderKey(told) };
  return { wakes: wakesOf(told), changes };
}

/** Another provider has it. An order in doubt stays so: its caller has been told. */
function rerouted({ lp }: Report, order: Order): Effect | 'IMPOSSIBLE' {
  if (order.filledVolume !== 0n) return 'IMPOSSIBLE';
  return {
    wakes: [],
    changes: { orders: [{ ...order, lp, version: order.version + 1 }] },
  };
}

function inDoubt(order: Order): Effect {
  if (order.status === 'IN_DOUBT') return NOTHING;
  const wakes = [{ id: order.id, ended: 'IN_DOUBT' as const }];
  return { wakes, changes: { orders: [markInDoubt(order)] } };
}

/** The provider goes on with the order. Whoever asked for the cancel is told its reason; they may ask again. */
function cancelRefused(report: Report, order: Order): Effect {
  const refusal = cancelRefusalOf(report);
  const told = [{ orderId: cancelIdOf(order.id), answer: null, refusal }];
  const orders = order.status === 'CANCEL_REQUESTED' ? [applyCancelReject(order)] : [];
  return { wakes: wakesOf(told), changes: { orders, settled: told } };
}

const wakesOf = (told: readonly Settled[]): readonly Wake[] =>
  told.map((ended) => ({ id: ended.orderId, ended }));

function tradingOf({ market, facts, order }: Subject) {
  if (facts.account === null) throw new Error(`order ${order.id} has no account`);
  return tradingFacts(market, { ...facts, account: facts.account });
}

const CANCEL_CODES = ['ORDER_REJECTED', 'ORDER_NOT_PENDING', 'ORDER_NOT_FOUND'] as const;

const isCancelRefusal = (refusal: Refusal): refusal is Refusal<(typeof CANCEL_CODES)[number]> =>
  CANCEL_CODES.some((code) => code === refusal.code);

function cancelRefusalOf({ orderId, lp, reject }: Report): Refusal<(typeof CANCEL_CODES)[number]> {
  if (reject !== null && isCode(reject.code)) {
    const refusal = { code: reject.code, details: reject.details } as Refusal;
    if (isCancelRefusal(refusal)) return refusal;
  }
  return refuse('ORDER_REJECTED', { orderId, lp, reason: 'OTHER' });
}

/** Only an execution's own codes end an order; anything else from the other service is told as a plain rejection. */
function refusalOf({ orderId, lp, reject }: Report, subject: Subject): Refusal {
  const other = refuse('ORDER_REJECTED', { orderId, lp, reason: 'OTHER' });
  if (reject === null || !isCode(reject.code)) return other;
  const refusal = { code: reject.code, details: reject.details } as Refusal;
  if (refusal.code === 'PRICE_CHANGED') return moved(refusal, subject);
  return isExecutionRefusal(refusal) ? refusal : other;
}

/** The provider knows its price now; what the order was decided at, and what it allowed, only we know. */
function moved(
  { code, details }: Refusal<'PRICE_CHANGED'>,
  { order, market }: Subject,
): Refusal<'PRICE_CHANGED'> {
  const { maxDeviation, requestedPrice } = order;
  const instrument = instrumentOf(order.symbol, market.reference().instruments);
  return refuse(code, {
    requestedPrice: decimalNumber({ unscaled: requestedPrice, scale: instrument.digits }),
    ...(maxDeviation === null ? {} : { maxDeviation: Number(maxDeviation) }),
    digits: instrument.digits,
    ...details,
  });
}
