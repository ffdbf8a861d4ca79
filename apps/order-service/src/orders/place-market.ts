/** `orders.placeMarket`: one order at the market, filled from our book or by a provider. */
import { type KeptHandler, type OrderContract, orderContract } from '@faultline/contract';
import { decideMarketOrder } from '@faultline/domain';
import { execute } from '../trading/execute.ts';
import { asKept } from '../trading/kept.ts';
import { runOnAccount } from '../trading/on-account.ts';
import { marketRequest } from '../trading/requests.ts';
import type { RunDeps } from '../trading/run-command.ts';

type PlaceMarket = KeptHandler<OrderContract['orders']['placeMarket']>;

export function placeMarket(deps: RunDeps): PlaceMarket {
  const { orderTimeoutMs } = deps;
  return async (input, call) => {
    const request = marketRequest(input);
    const { clientOrderId } = request;
    const ended = await runOnAccount(
      deps,
      {
        operation: 'orders.placeMarket',
        decide: (facts, trading) => {
          const decision = decideMarketOrder(request, trading);
          if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
          return execute(decision.value, { facts, trading, clientOrderId, orderTimeoutMs });
        },
      },
      { input, call },
    );
    if (!ended.ok) return call.raise(ended.refusal);
    return asKept(orderContract.orders.placeMarket, ended.answer);
  };
}
