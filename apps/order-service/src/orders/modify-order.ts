/** `orders.modify`: another price, volume, level or end for an order that still rests. */
import {
  encoderOf,
  type KeptHandler,
  type OrderContract,
  orderContract,
} from '@faultline/contract';
import { decideModifyOrder } from '@faultline/domain';
import { asKept } from '../trading/kept.ts';
import { runOnOrder } from '../trading/on-own.ts';
import type { RunDeps } from '../trading/run-command.ts';
import { orderView } from '../views/views.ts';

type Modify = KeptHandler<OrderContract['orders']['modify']>;

export function modifyOrder(deps: RunDeps): Modify {
  const row = orderContract.orders.modify;
  return async (input, call) => {
    const { price, limitPrice, triggerPrice, volume, sl, tp, expiresAt, version } = input;
    const change = { triggerPrice, volume, sl, tp, expiresAtMs: expiresAt, version };
    const ended = await runOnOrder(
      deps,
      {
        operation: 'orders.modify',
        decide: (order, trading) => {
          // `price` is the one that a limit or a stop order has.
          const only = price === undefined ? {} : { [OWN_PRICE[order.type]]: price };
          const wanted = { ...change, limitPrice, ...only };
          const decision = decideModifyOrder(wanted, order, trading);
          if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
          const answer: unknown = encoderOf(row.output)(orderView(decision.value, trading));
          const changes = { orders: [decision.value] };
          return { kind: 'done', answer, orderId: order.id, changes };
        },
      },
      { input, call },
    );
    if (!ended.ok) return call.raise(ended.refusal);
    return asKept(row, ended.answer);
  };
}

const OWN_PRICE = {
  MARKET: 'limitPrice',
  LIMIT: 'limitPrice',
  STOP: 'triggerPrice',
  STOP_LIMIT: 'limitPrice',
} as const;
