/**
 * The frame of every command that sends an order: recall what this key was told before, load, decide, commit, and for a
 * provider's order wait for its end. What is decided is the command's own business.
 */
import {
  applyClosingFill,
  applyOpeningFill,
  type Decision,
  type Fill,
  lockForClosing,
  newOrder,
  type Placement,
  type TradingFacts,
} from '@faultline/domain';
import { type Code, type Refusal, refuse } from '@faultline/errors';
import { type Market, tradingFacts } from '../market/market.ts';
import {
  type AuditEntry,
  type Changes,
  type Decided,
  type Facts,
  type OutboxEntry,
  type Wanted,
} from '../ports/store.ts';
import { settledOf } from './ending.ts';
import { isRemembered, memory } from './memory.ts';

/** How a command ended at its commit. */
export type Committed<C extends Code> =
  | {
      readonly kind: 'refused';
      /** Its own, or for what the key was used for before. */
      readonly refusal: Refusal<C> | Refusal<'DUPLICATE_REQUEST'>;
      readonly replayed: boolean;
    }
  | { readonly kind: 'answered'; readonly answer: unknown; readonly replayed: boolean }
  | { readonly kind: 'routed'; readonly outbox: OutboxEntry }
  /** Decided by an earlier call with this key; its order may still be on the way. */
  | { readonly kind: 'pending'; readonly orderId: string };

/** @typeParam C - Every code that the command's own checks can refuse with. */
export interface OrderCommand<C extends Code> {
  readonly wanted: Wanted & { readonly key: { readonly scope: string; readonly key: string } };
  readonly fingerprint: string;
  readonly clientOrderId: string | null;
  /** Checks that come before any memory: is this the caller's, may it trade at all. */
  readonly admit: (facts: Facts) => Refusal<C> | null;
  readonly decide: (facts: Facts, trading: TradingFacts) => Decision<C, Placement>;
  /** For commands on somebody else's account: who gave it, in the same commit. */
  readonly audit?: (atMs: number) => AuditEntry;
}

/** What is left of a command when its checks are over. */
type AnyCommand = Pick<OrderCommand<never>, 'wanted' | 'fingerprint' | 'clientOrderId'>;

const keyedBy = ({ wanted, fingerprint }: AnyCommand) => ({ key: wanted.key, fingerprint });

export interface CommandDeps {
  readonly market: Market;
  /** How long a provider may take to fill before the outcome counts as unknown. */
  readonly orderTimeoutMs: number;
}

/** The synchronous decision of a command, for `Store.commit`. */
export function decideCommand<C extends Code>(
  command: OrderCommand<C>,
  { market, orderTimeoutMs }: CommandDeps,
): (facts: Facts) => Decided<Committed<C>> {
  return (facts) => {
    const denied = command.admit(facts);
    if (denied !== null) return { answer: { kind: 'refused', refusal: denied, replayed: false } };
    if (facts.account === null) throw new Error('an admitted command must have an account');
    const recalled = recall(command, facts);
    if (recalled !== null) return { answer: recalled };
    const trading = tradingFacts(market, { ...facts, account: facts.account });
    const decision = command.decide(facts, trading);
    if (!decision.ok) return remembered(command, trading, decision.refusal);
    const { value: placement } = decision;
    const expiresAtMs = trading.nowMs + orderTimeoutMs;
    const taken =
      placement.route === 'LP'
        ? routed(command, { facts, trading, placement, expiresAtMs })
        : filledInBook(command, { facts, trading, placement });
    const audit = command.audit === undefined ? [] : [command.audit(trading.nowMs)];
    return { ...taken, changes: { ...taken.changes, audit } };
  };
}

function recall<C extends Code>(
  { fingerprint, clientOrderId }: OrderCommand<C>,
  facts: Facts,
): Committed<C> | null {
  const { remembered: known } = facts;
  if (known !== null) {
    if (known.fingerprint !== fingerprint) return duplicate('KEY_REUSED', known.orderId);
    // The scope names the operation, so it was this very command that stored the refusal.
    const refusal = known.refusal as Refusal<C> | null;
    if (refusal !== null) return { kind: 'refused', refusal, replayed: true };
    if (known.answer !== null) return { kind: 'answered', answer: known.answer, replayed: true };
    if (known.orderId !== null) return { kind: 'pending', orderId: known.orderId };
  }
  return clientOrderId !== null && facts.orderOfClientId !== null
    ? duplicate('CLIENT_ORDER_ID', facts.orderOfClientId)
    : null;
}

function duplicate(
  reason: 'KEY_REUSED' | 'CLIENT_ORDER_ID',
  orderId: string | null,
): Committed<never> {
  const refusal = refuse('DUPLICATE_REQUEST', { reason, ...(orderId === null ? {} : { orderId }) });
  return { kind: 'refused', refusal, replayed: false };
}

function remembered<C extends Code>(
  command: OrderCommand<C>,
  { nowMs }: TradingFacts,
  refusal: Refusal<C>,
): Decided<Committed<C>> {
  const answer: Committed<C> = { kind: 'refused', refusal, replayed: false };
  if (!isRemembered(refusal.code)) return { answer };
  return {
    answer,
    changes: { atMs: nowMs, remember: [memory(keyedBy(command), nowMs, { refusal })] },
  };
}

type Taken = Required<Decided<Committed<never>>>;

interface Accepted<P extends Placement> {
  readonly facts: Facts;
  readonly trading: TradingFacts;
  readonly placement: P;
}

/** To a provider: the order and its place in the outbox are one commit, and nothing leaves before it. */
function routed(
  command: AnyCommand,
  accepted: Accepted<Extract<Placement, { route: 'LP' }>> & { readonly expiresAtMs: number },
): Taken {
  const { facts, trading, placement, expiresAtMs } = accepted;
  const { nowMs } = trading;
  const order = orderOf(command, accepted);
  const outbox: OutboxEntry = { orderId: order.id, lp: placement.lp, expiresAtMs };
  const locked =
    order.reduces === null || facts.position === null
      ? []
      : [lockForClosing(facts.position, order.id)];
  const changes: Changes = {
    atMs: nowMs,
    orders: [order],
    positions: locked,
    outbox: [outbox],
    remember: [memory(keyedBy(command), nowMs, { orderId: order.id })],
  };
  return { answer: { kind: 'routed', outbox }, changes };
}

/** In our own book the quote is the fill: order, deal, position and postings are one commit. */
function filledInBook(
  command: AnyCommand,
  accepted: Accepted<Extract<Placement, { route: 'BOOK' }>>,
): Taken {
  const { facts, trading, placement } = accepted;
  const { nowMs } = trading;
  const order = orderOf(command, accepted);
  const fill: Fill = {
    volume: placement.volume,
    price: placement.price,
    lp: null,
    lpExecId: null,
    timeMs: nowMs,
  };
  const { ids } = facts;
  const opening = order.reduces === null;
  const done = (opening ? applyOpeningFill : applyClosingFill)({
    order,
    position: opening ? null : facts.position,
    fill,
    facts: trading,
    ids: {
      dealId: ids.dealId(),
      positionId: opening ? ids.positionId() : 0,
      postingId: ids.postingId,
    },
  });
  const { answer } = settledOf(done, { ...trading, account: done.account });
  const changes: Changes = {
    atMs: nowMs,
    orders: [done.order],
    positions: [done.position],
    deals: [done.deal],
    postings: done.postings,
    accounts: done.account === trading.account ? [] : [done.account],
    remember: [memory(keyedBy(command), nowMs, { orderId: order.id, answer })],
  };
  return { answer: { kind: 'answered', answer, replayed: false }, changes };
}

const orderOf = (
  { clientOrderId }: AnyCommand,
  { facts, trading, placement }: Accepted<Placement>,
) => {
  const { account, nowMs } = trading;
  const ids = { orderId: facts.ids.orderId() };
  return newOrder(placement, ids, { account, clientOrderId, nowMs });
};
