/** `positions.list` and `positions.get`: open positions, each with its profit by the last quote. */
import type { OrderContract, Handlers } from '@faultline/contract';
import { type Market, tradingFacts } from '../market/market.ts';
import type { Store } from '../ports/store.ts';
import { accountIdOf, mayRead } from '../trading/ownership.ts';
import { positionView } from '../views/views.ts';

type Readers = Pick<Handlers<OrderContract['positions']>, 'list' | 'get'>;

export function readPositions({ store, market }: { store: Store; market: Market }): Readers {
  return {
    list: async (input, call) => {
      const accountId = await accountIdOf(store, input.accountId, call);
      const { account, ...facts } = await store.read({ accountId });
      if (account === null || !mayRead(call.caller, account)) {
        throw call.fail('ACCOUNT_NOT_FOUND', { accountId });
      }
      const trading = tradingFacts(market, { ...facts, account });
      return facts.positions.map((position) => positionView(position, trading));
    },
    get: async ({ positionId }, call) => {
      const { account, position, ...facts } = await store.read({ positionId });
      if (account === null || position === null || !mayRead(call.caller, account)) {
        throw call.fail('POSITION_NOT_FOUND', { positionId });
      }
      return positionView(position, tradingFacts(market, { ...facts, account }));
    },
  };
}
