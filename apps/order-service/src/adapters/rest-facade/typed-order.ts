/** `POST /order`: one body for every type of order. Which prices it needs and which it must not have depends on the type. */
import {
  type Call,
  decimal,
  type Handlers,
  orderContract,
  type OrderContract,
  type OrderView,
  type User,
} from '@faultline/contract';
import type { Code } from '@faultline/errors';
import { z } from 'zod';

export const TypedOrder = orderContract.orders.placeMarket.input
  .omit({ tif: true, expectedPrice: true, maxDeviation: true, preference: true })
  .extend({
    type: z.enum(['MARKET', 'LIMIT', 'STOP', 'STOP_LIMIT']),
    /** Of a LIMIT or a STOP order, its only one. */
    price: decimal.optional(),
    triggerPrice: decimal.optional(),
    limitPrice: decimal.optional(),
  });

type Given = z.output<typeof TypedOrder>;
type Order = z.output<typeof OrderView>;
type PriceName = 'price' | 'triggerPrice' | 'limitPrice';

export async function placeByType(
  { type, price, triggerPrice, limitPrice, ...given }: Given,
  orders: Handlers<OrderContract>['orders'],
  call: Call<Code, User>,
): Promise<Order> {
  const order = { ...given, preference: 'A' as const };
  const prices = { price, triggerPrice, limitPrice };
  switch (type) {
    case 'MARKET': {
      refuseOthers(prices, [], call);
      return (await orders.placeMarket(order, call)).order;
    }
    case 'LIMIT': {
      refuseOthers(prices, price === undefined ? ['limitPrice'] : ['price'], call);
      return orders.placeLimit(
        { ...order, price: needed('price', price ?? limitPrice, call) },
        call,
      );
    }
    case 'STOP': {
      refuseOthers(prices, price === undefined ? ['triggerPrice'] : ['price'], call);
      const trigger = needed('triggerPrice', price ?? triggerPrice, call);
      return orders.placeStop({ ...order, triggerPrice: trigger }, call);
    }
    case 'STOP_LIMIT': {
      refuseOthers(prices, ['triggerPrice', 'limitPrice'], call);
      const missingFields = (['triggerPrice', 'limitPrice'] as const).filter(
        (name) => prices[name] === undefined,
      );
      if (missingFields.length > 0) throw call.fail('MISSING_PARAMETER', { missingFields });
      const both = {
        triggerPrice: needed('triggerPrice', triggerPrice, call),
        limitPrice: needed('limitPrice', limitPrice, call),
      };
      return orders.placeStopLimit({ ...order, ...both }, call);
    }
  }
}

function refuseOthers(
  prices: Readonly<Record<PriceName, unknown>>,
  allowed: readonly PriceName[],
  call: Call<Code, User>,
): void {
  const names: readonly PriceName[] = ['price', 'triggerPrice', 'limitPrice'];
  const other = names.find((name) => prices[name] !== undefined && !allowed.includes(name));
  if (other === undefined) return;
  const reason = 'An order of this type has no such price.';
  throw call.fail('INVALID_REQUEST', { field: other, reason });
}

function needed<T>(name: PriceName, price: T | undefined, call: Call<Code, User>): T {
  if (price === undefined) throw call.fail('MISSING_PARAMETER', { missingFields: [name] });
  return price;
}
