/** `orders.placeLimit`, `placeStop`, `placeStopLimit`: orders that rest in our book until the market reaches their price. */
import {
  encoderOf,
  type KeptHandlers,
  type OrderContract,
  orderContract,
} from '@faultline/contract';
import {
  decidePendingOrder,
  newOrder,
  type PendingCode,
  type PendingOrderRequest,
  type TradingFacts,
} from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import type { Facts } from '../ports/store.ts';
import type { Done, Refused } from '../trading/command.ts';
import { asKept } from '../trading/kept.ts';
import { runOnAccount } from '../trading/on-account.ts';
import { type PendingPrices, pendingRequest } from '../trading/requests.ts';
import type { RunDeps } from '../trading/run-command.ts';
import { orderView } from '../views/views.ts';

type Pending = Pick<
  KeptHandlers<OrderContract['orders']>,
  'placeLimit' | 'placeStop' | 'placeStopLimit'
>;
type Call = Parameters<Pending['placeLimit']>[1];
type View = Awaited<ReturnType<Pending['placeLimit']>>;

export const placePending = (deps: RunDeps): Pending => ({
  placeLimit: async (input, call) => {
    const prices = { type: 'LIMIT', limitPrice: input.price } as const;
    return place(deps, { operation: 'orders.placeLimit', prices, input }, call);
  },
  placeStop: async (input, call) => {
    const prices = { type: 'STOP', triggerPrice: input.triggerPrice } as const;
    return place(deps, { operation: 'orders.placeStop', prices, input }, call);
  },
  placeStopLimit: async (input, call) => {
    const { triggerPrice, limitPrice } = input;
    const prices = { type: 'STOP_LIMIT', triggerPrice, limitPrice } as const;
    return place(deps, { operation: 'orders.placeStopLimit', prices, input }, call);
  },
});

/** What the three inputs have in common. */
type Terms = Omit<Parameters<Pending['placeLimit']>[0], 'price'>;

interface Placing {
  readonly operation: string;
  readonly prices: PendingPrices;
  readonly input: Terms;
}

async function place(
  deps: RunDeps,
  { operation, prices, input }: Placing,
  call: Call,
): Promise<View> {
  const contradiction = lifetimeFault(input);
  if (contradiction !== null) return call.raise(contradiction);
  const clientOrderId = input.clientOrderId ?? null;
  const ended = await runOnAccount(
    deps,
    {
      operation,
      decide: (facts, trading) => {
        const request = pendingRequest(prices, input, trading.nowMs);
        return rest(request, { facts, trading, clientOrderId });
      },
    },
    { input: { ...input, ...prices }, call },
  );
  if (!ended.ok) return call.raise(ended.refusal);
  return asKept(row, ended.answer);
}

/** All three show the order. */
const row = orderContract.orders.placeLimit;

/** GTD needs its end, and nothing else has one. */
function lifetimeFault({ tif, expiresAt }: Terms) {
  if (tif === 'GTD' && expiresAt === undefined) {
    return refuse('MISSING_PARAMETER', { missingFields: ['expiresAt'] });
  }
  if (tif !== undefined && tif !== 'GTD' && expiresAt !== undefined) {
    const reason = `An order that is ${tif} has no end of its own.`;
    return refuse('INVALID_REQUEST', { field: 'expiresAt', reason });
  }
  return null;
}

interface Resting {
  readonly facts: Facts;
  readonly trading: TradingFacts;
  readonly clientOrderId: string | null;
}

function rest(
  request: PendingOrderRequest,
  { facts, trading, clientOrderId }: Resting,
): Refused<Refusal<PendingCode>> | Done {
  const decision = decidePendingOrder(request, trading);
  if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
  const { account, nowMs } = trading;
  const ids = { orderId: facts.ids.orderId() };
  const order = newOrder(decision.value, ids, { account, clientOrderId, nowMs });
  const answer: unknown = encoderOf(row.output)(orderView(order, trading));
  return { kind: 'done', answer, orderId: order.id, changes: { orders: [order] } };
}
