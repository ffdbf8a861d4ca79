/** `account.summary`: where an account stands now. */
import type { Handler, OrderContract } from '@faultline/contract';
import { startOfTradingDay } from '@faultline/domain';
import { type Market, tradingFacts } from '../market/market.ts';
import type { Store } from '../ports/store.ts';
import { accountIdOf, mayRead } from '../trading/ownership.ts';
import { summaryView } from '../views/summary-view.ts';

type AccountSummary = Handler<OrderContract['account']['summary']>;

export function accountSummary({
  store,
  market,
}: {
  store: Store;
  market: Market;
}): AccountSummary {
  return async (input, call) => {
    const accountId = await accountIdOf(store, input.accountId, call);
    const { account, ...facts } = await store.read({ accountId });
    if (account === null || !mayRead(call.caller, account)) {
      throw call.fail('ACCOUNT_NOT_FOUND', { accountId });
    }
    const trading = tradingFacts(market, { ...facts, account });
    const realized = await store.realizedSince(account, startOfTradingDay(trading.nowMs));
    return summaryView(trading, realized);
  };
}
