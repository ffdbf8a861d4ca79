/** Changing a pending order while it waits: whatever it becomes must be what could be placed now. */
import type { Decimal } from '@faultline/errors';
import { enabledAccount } from '../accounts/account-state.ts';
import type { Check } from '../checks.ts';
import { checkFor, decideBy, named } from '../checks.ts';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import { VOLUME_DIGITS } from '../money/units.ts';
import { dealingPrice } from '../quotes/quote.ts';
import { refuseNotPending } from './cancel-order.ts';
import type { PendingCode, PendingKnown, PendingOpening } from './decide-pending-order.ts';
import {
  notExpired,
  notHalted,
  pendingLevelsFit,
  pricesFit,
  quoteKnown,
  rateKnown,
} from './decide-pending-order.ts';
import type { Lifetime, PendingOrderRequest } from './decide-pending-order.ts';
import { affordable } from './margin-check.ts';
import { isResting } from './open-orders.ts';
import {
  marginAssessed,
  routeFound,
  sideAllowed,
  symbolTradable,
  volumeFits,
} from './opening-checks.ts';
import { exposureLimit } from './exposure-limit.ts';
import type { Order } from './order.ts';
import type { PendingTerms } from './pending-prices.ts';
import { moveOrder } from './transitions.ts';
import { waitsForLimit } from './triggers.ts';
import { refusePrice } from './whole-price.ts';

/** What is absent stays as it is. */
export interface ModifyOrderRequest {
  readonly limitPrice?: Decimal | undefined;
  readonly triggerPrice?: Decimal | undefined;
  /** In lots. */
  readonly volume?: Decimal | undefined;
  /** `null` removes it. */
  readonly sl?: Decimal | null | undefined;
  readonly tp?: Decimal | null | undefined;
  /** `null` for an order that never expires. */
  readonly expiresAtMs?: number | null | undefined;
  /** The version that the client saw; it must be the current one. */
  readonly version?: number | undefined;
}

export type ModifyOrderCode = 'ORDER_NOT_PENDING' | 'INVALID_REQUEST' | PendingCode;

interface Modifying extends PendingOpening {
  readonly order: Order;
}

const check = checkFor<Modifying, PendingKnown>();

/** An order this near to being executed stays as it is. */
const notFrozen = check(['instrument', 'quote'], ({ order }, { instrument, quote }) => {
  const { freezeLevel, digits } = instrument;
  const field = waitsForLimit(order) ? 'limitPrice' : 'triggerPrice';
  const price = order[field] ?? 0n;
  const market = dealingPrice(order.side, quote);
  const distance = price > market ? price - market : market - price;
  if (freezeLevel === 0n || distance > freezeLevel) return accepted({});
  const asked = { field, price: { unscaled: price, scale: digits } } as const;
  const fault = { reason: 'ORDER_TOO_CLOSE_TO_MARKET', market, minDistance: freezeLevel } as const;
  return refusePrice(asked, instrument, fault);
});

/** What only shrinks needs no margin: it was covered when it was larger. */
const growthCovered = check(['volume', 'assessment'], ({ order, facts }, { volume, assessment }) =>
  named(
    'reserve',
    volume <= order.volume ? accepted(0n) : affordable(assessment, 'MODIFY_ORDER', facts),
  ),
);

const growthFits = check(['volume', 'price'], ({ order, facts }, { volume, price }) =>
  volume <= order.volume ? accepted({}) : exposureLimit({ ...order, volume, price }, facts),
);

const MODIFY_CHECKS: readonly Check<Modifying, PendingKnown, PendingCode>[] = [
  symbolTradable,
  volumeFits,
  sideAllowed,
  notHalted,
  routeFound,
  quoteKnown,
  rateKnown,
  notFrozen,
  pricesFit,
  notExpired,
  pendingLevelsFit,
  growthFits,
  marginAssessed,
  growthCovered,
];

/** The order as changed, still PENDING, one version on. */
export function decideModifyOrder(
  change: ModifyOrderRequest,
  order: Order,
  facts: TradingFacts,
): Decision<ModifyOrderCode, Order> {
  const enabled = enabledAccount(facts.account);
  if (!enabled.ok) return enabled;
  if (!isResting(order)) return refuseNotPending(order);
  const contradiction = contradictionOf(change, order);
  if (contradiction !== null) return refused('INVALID_REQUEST', contradiction);
  const others = { ...facts, orders: facts.orders.filter(({ id }) => id !== order.id) };
  const request = amended(change, order, others);
  const decision = decideBy(MODIFY_CHECKS, { order, request, facts: others });
  if (!decision.ok) return decision;
  const { volume, route, prices, levels, price } = decision.value;
  const { book } = route;
  const { tif, expiresAtMs } = request;
  // A woken STOP_LIMIT keeps the price that woke it.
  const triggerPrice = prices.triggerPrice ?? order.triggerPrice;
  const terms = { limitPrice: prices.limitPrice, triggerPrice, ...levels, volume, book };
  return accepted(
    moveOrder(order, 'PENDING', { ...terms, tif, expiresAtMs, requestedPrice: price }),
  );
}

/** What the request says that cannot be of this order. */
function contradictionOf({ version, ...change }: ModifyOrderRequest, order: Order) {
  if (version !== undefined && version !== order.version) {
    return { field: 'version', reason: `The order is at version ${order.version}` };
  }
  if (change.limitPrice !== undefined && order.limitPrice === null) {
    return { field: 'limitPrice', reason: `A ${order.type} order has no limit price` };
  }
  if (change.triggerPrice === undefined || !waitsForLimit(order)) return null;
  const reason =
    order.type === 'LIMIT'
      ? 'A LIMIT order has no trigger price'
      : 'The order is triggered already';
  return { field: 'triggerPrice', reason };
}

/** The order as it would have been asked for. */
function amended(
  change: ModifyOrderRequest,
  order: Order,
  facts: TradingFacts,
): PendingOrderRequest {
  const { digits } = instrumentOf(order.symbol, facts.instruments);
  const decimal = (price: bigint | null): Decimal | null =>
    price === null ? null : { unscaled: price, scale: digits };
  return {
    symbol: order.symbol,
    side: order.side,
    ...termsOf(order, {
      limitPrice: change.limitPrice ?? decimal(order.limitPrice),
      triggerPrice: change.triggerPrice ?? decimal(order.triggerPrice),
    }),
    volume: change.volume ?? { unscaled: order.volume, scale: VOLUME_DIGITS },
    sl: change.sl === undefined ? decimal(order.sl) : change.sl,
    tp: change.tp === undefined ? decimal(order.tp) : change.tp,
    ...lifetimeOf(change.expiresAtMs, order),
    maxDeviation: order.maxDeviation === null ? null : Number(order.maxDeviation),
    preference: { book: order.book, lps: null },
    clientOrderId: order.clientOrderId,
  };
}

interface Prices {
  readonly limitPrice: Decimal | null;
  readonly triggerPrice: Decimal | null;
}

function termsOf(order: Order, { limitPrice, triggerPrice }: Prices): PendingTerms {
  if (waitsForLimit(order) && limitPrice !== null) return { type: 'LIMIT', limitPrice };
  if (triggerPrice === null) throw new Error(`order ${order.id} rests without a price`);
  return limitPrice === null
    ? { type: 'STOP', triggerPrice }
    : { type: 'STOP_LIMIT', limitPrice, triggerPrice };
}

function lifetimeOf(wanted: number | null | undefined, { tif, expiresAtMs }: Order): Lifetime {
  const until = wanted === undefined ? expiresAtMs : wanted;
  if (until === null) return { tif: 'GTC', expiresAtMs: null };
  return { tif: wanted === undefined && tif === 'DAY' ? 'DAY' : 'GTD', expiresAtMs: until };
}
