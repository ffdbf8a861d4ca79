/** `orders.placeMarket`: one order at the market, filled from our book or by a provider. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { decideMarketOrder, type MarketOrderRequest, type PlacementCode } from '@faultline/domain';
import { newIdempotencyKey } from '@faultline/service';
import { fingerprintOf } from '../trading/fingerprint.ts';
import type { OrderCommand } from '../trading/order-command.ts';
import { accountIdOf, admitAccount } from '../trading/ownership.ts';
import { runCommand, type RunDeps } from '../trading/run-command.ts';

type PlaceMarket = Handler<OrderContract['orders']['placeMarket']>;

export function placeMarket(deps: RunDeps): PlaceMarket {
  return async (input, call) => {
    const { caller } = call;
    const { idempotencyKey, ...order } = input;
    const accountId = await accountIdOf(deps.store, order.accountId, call);
    const key = idempotencyKey ?? newIdempotencyKey();
    const scope = `${caller.userId}:${accountId}:orders.placeMarket`;
    const clientOrderId = order.clientOrderId ?? null;
    const request: MarketOrderRequest = {
      ...order,
      sl: order.sl ?? null,
      tp: order.tp ?? null,
      maxDeviation: order.maxDeviation ?? null,
      clientOrderId,
    };
    const command: OrderCommand<PlacementCode | 'ACCOUNT_NOT_FOUND'> = {
      wanted: { accountId, clientOrderId: order.clientOrderId, key: { scope, key } },
      fingerprint: fingerprintOf({ ...order, accountId }),
      clientOrderId,
      admit: ({ account }) => admitAccount(account, { caller, accountId }),
      decide: (_facts, trading) => decideMarketOrder(request, trading),
    };
    const ended = await runCommand(deps, command, call);
    if (!ended.ok) throw call.raise(ended.refusal);
    return orderContract.orders.placeMarket.output.parse(ended.answer);
  };
}
