/** The effect of one report on a working order: what changes, and whom to wake with what. */
import {
  applyCancel,
  applyFill,
  applyReject,
  type Fill,
  isDone,
  markInDoubt,
  type Order,
  instrumentOf,
} from '@faultline/domain';
import { isCode, type Refusal, refuse, rescaled } from '@faultline/errors';
import { type Market, tradingFacts } from '../market/market.ts';
import { volumeOfUnits } from '../market/units.ts';
import type { Changes, Facts } from '../ports/store.ts';
import { isExecutionRefusal, keptUnderKey, settledOf } from '../trading/ending.ts';
import type { Awaited } from '../trading/waiters.ts';
import type { Report } from './report.ts';

export interface Subject {
  readonly market: Market;
  readonly facts: Facts;
  readonly order: Order;
}

export interface Effect {
  readonly wake: Awaited | null;
  readonly changes: Omit<Changes, 'atMs' | 'lastReportSeq'>;
}

const NOTHING: Effect = { wake: null, changes: {} };

export function effectOf(report: Report, subject: Subject): Effect | 'IMPOSSIBLE' {
  switch (report.kind) {
    case 'FILL':
      return subject.facts.executionApplied ? NOTHING : filled(report, subject);
    case 'REJECT':
      return ended(
        subject,
        applyReject({ ...ending(report, subject), refusal: refusalOf(report) }),
      );
    case 'CANCEL':
      return ended(subject, applyCancel(ending(report, subject)));
    case 'IN_DOUBT':
      return inDoubt(subject.order);
    case 'REROUTED':
      return rerouted(report, subject.order);
    case 'RESTORED':
    case 'REPLACED':
    case 'REQUEST_REJECTED':
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
  const told = isDone(done.order) ? settledOf(done, { ...trading, account: done.account }) : null;
  return {
    wake: told,
    changes: {
      orders: [done.order],
      positions: [done.position],
      deals: [done.deal],
      postings: done.postings,
      accounts: done.account === trading.account ? [] : [done.account],
      settled: told === null ? [] : [told],
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
  const told = settledOf({ order, position, deal: null }, tradingOf(subject));
  const moved = position === null || position === subject.facts.position ? [] : [position];
  return { wake: told, changes: { orders: [order], positions: moved, ...keptUnderKey(told) } };
}

/** Another provider has it. An order in doubt stays so: its caller has been told. */
function rerouted({ lp }: Report, order: Order): Effect | 'IMPOSSIBLE' {
  if (order.filledVolume !== 0n) return 'IMPOSSIBLE';
  return {
    wake: null,
    changes: { orders: [{ ...order, lp, version: order.version + 1 }] },
  };
}

function inDoubt(order: Order): Effect {
  if (order.status === 'IN_DOUBT') return NOTHING;
  return { wake: 'IN_DOUBT', changes: { orders: [markInDoubt(order)] } };
}

function tradingOf({ market, facts, order }: Subject) {
  if (facts.account === null) throw new Error(`order ${order.id} has no account`);
  return tradingFacts(market, { ...facts, account: facts.account });
}

/** Only an execution's own codes end an order; anything else from the other service is told as a plain rejection. */
function refusalOf({ orderId, lp, reject }: Report): Refusal {
  const other = refuse('ORDER_REJECTED', { orderId, lp, reason: 'OTHER' });
  if (reject === null || !isCode(reject.code)) return other;
  const refusal = { code: reject.code, details: reject.details } as Refusal;
  return isExecutionRefusal(refusal) ? refusal : other;
}
