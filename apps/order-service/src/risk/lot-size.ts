/** `risk.lotSize`: how much to trade so that the stop loss costs no more than a chosen part of the equity. */
import type { Handler, OrderContract } from '@faultline/contract';
import { lotSize } from '@faultline/domain';
import { type Market, tradingFacts } from '../market/market.ts';
import { lotsOf, moneyOf } from '../market/units.ts';
import type { Store } from '../ports/store.ts';
import { accountIdOf, mayRead } from '../trading/ownership.ts';

type LotSizeHandler = Handler<OrderContract['risk']['lotSize']>;

export function recommendLots({ store, market }: { store: Store; market: Market }): LotSizeHandler {
  return async (input, call) => {
    const { symbol, riskPercent, slPips } = input;
    for (const field of ['riskPercent', 'slPips'] as const) {
      if (input[field].unscaled > 0n) continue;
      throw call.fail('INVALID_REQUEST', { field, reason: 'It must be above zero.' });
    }
    const accountId = await accountIdOf(store, input.accountId, call);
    const { account, positions, orders } = await store.read({ accountId });
    if (account === null || !mayRead(call.caller, account)) {
      throw call.fail('ACCOUNT_NOT_FOUND', { accountId });
    }
    const facts = tradingFacts(market, { account, positions, orders });
    const decision = lotSize({ symbol, riskPercent, slPips }, facts);
    if (!decision.ok) throw call.raise(decision.refusal);
    const { lots, riskAmount } = decision.value;
    return {
      symbol,
      riskPercent,
      slPips,
      recommendedLot: lotsOf(lots),
      riskAmount: moneyOf(riskAmount, account.currency),
    };
  };
}
