/** `quotes.subscribed`, `subscribe` and `unsubscribe`: which symbols a caller's streams show when they name none. */
import type { Market } from '../market/market.ts';
import type { Store } from '../ports/store.ts';
import { instrumentNamed, type QuoteDeps, type Quotes } from './prices-for.ts';

type Subscriptions = Pick<Quotes, 'subscribed' | 'subscribe' | 'unsubscribe'>;

/** Everything but what the user has taken away, in the order of the list of symbols. */
export async function watchedBy(
  userId: string,
  { store, market }: { readonly store: Store; readonly market: Pick<Market, 'reference'> },
): Promise<string[]> {
  const hidden = new Set(await store.hiddenSymbols(userId));
  return [...market.reference().instruments.keys()].filter((symbol) => !hidden.has(symbol));
}

export function subscriptions(deps: QuoteDeps): Subscriptions {
  const { store, market } = deps;
  const changing =
    (hidden: boolean): Quotes['subscribe'] =>
    async ({ symbol }, call) => {
      instrumentNamed(symbol, market, call);
      const { userId } = call.caller;
      await store.hideSymbol({ userId, symbol, hiddenAtMs: market.now() }, hidden);
      return { symbols: await watchedBy(userId, deps) };
    };
  return {
    subscribed: async (_input, { caller }) => ({ symbols: await watchedBy(caller.userId, deps) }),
    subscribe: changing(false),
    unsubscribe: changing(true),
  };
}
