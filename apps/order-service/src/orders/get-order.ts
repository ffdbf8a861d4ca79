/** `orders.get`: the truth about one order, by its id, by the caller's own name for it, or by the key it was sent with. */
import type { AnswerOf, Call, Handler, OrderContract, User } from '@faultline/contract';
import { type Market, tradingFacts } from '../market/market.ts';
import type { Facts, OrderState, Store } from '../ports/store.ts';
import { mayRead } from '../trading/ownership.ts';
import { dealView, orderView, shownStatus } from '../views/views.ts';

type GetOrder = Handler<OrderContract['orders']['get']>;
type Asked = Parameters<GetOrder>[0];
type History = AnswerOf<OrderContract['orders']['get']>['history'];

export function getOrder({ store, market }: { store: Store; market: Market }): GetOrder {
  return async (asked, call) => {
    const facts = await findOrder(store, asked, call);
    const { account, order } = facts;
    if (order === null || account === null || !mayRead(call.caller, account)) {
      throw call.fail('ORDER_NOT_FOUND', { orderId: nameOf(asked) });
    }
    const trading = tradingFacts(market, { ...facts, account });
    const [states, deals] = await Promise.all([store.statesOf(order.id), store.dealsOf(order.id)]);
    return {
      order: orderView(order, trading),
      history: shownStates(states),
      deals: deals.map((deal) => dealView(deal, trading)),
    };
  };
}

const nameOf = ({ orderId, clientOrderId, idempotencyKey }: Asked): string =>
  orderId ?? clientOrderId ?? idempotencyKey ?? '';

async function findOrder(
  store: Store,
  asked: Asked,
  call: Call<'INVALID_REQUEST' | 'MISSING_PARAMETER', User>,
): Promise<Facts> {
  const names = Object.values(asked).filter((name) => name !== undefined);
  if (names.length === 0) throw call.fail('MISSING_PARAMETER', { missingFields: ['orderId'] });
  if (names.length > 1) {
    throw call.fail('INVALID_REQUEST', { reason: 'Ask by one name of the order, not by several.' });
  }
  const orderId = asked.orderId ?? (await idByOtherName(store, asked, call.caller));
  return store.read(orderId === null ? {} : { orderId });
}

const OPERATIONS = [
  'orders.placeMarket',
  'positions.close',
  'orders.placeLimit',
  'orders.placeStop',
  'orders.placeStopLimit',
];

/** Names of the caller's own choosing are looked for in the caller's own accounts only. */
async function idByOtherName(
  store: Store,
  { clientOrderId, idempotencyKey: key }: Asked,
  { userId }: User,
): Promise<string | null> {
  for (const { id: accountId } of await store.accountsOf(userId)) {
    for (const operation of OPERATIONS) {
      const named = key && { scope: `${userId}:${accountId}:${operation}`, key };
      const facts = await store.read({ accountId, clientOrderId, key: named || undefined });
      const { remembered, orderOfClientId } = facts;
      const found = orderOfClientId ?? remembered?.orderId ?? idIn(remembered?.answer);
      if (found !== null) return found;
    }
  }
  return null;
}

/** An order that was placed to wait is all of its command's answer. */
function idIn(answer: unknown): string | null {
  const id: unknown =
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'id') : null;
  return typeof id === 'string' ? id : null;
}

/** States that mean the same outside appear once, when the first of them began. */
function shownStates(states: readonly OrderState[]): History {
  const shown = states.map(({ status, atMs }) => ({ status: shownStatus(status), at: atMs }));
  return shown.filter(({ status }, index) => status !== shown[index - 1]?.status);
}
