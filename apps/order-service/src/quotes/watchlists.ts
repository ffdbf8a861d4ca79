/** `quotes.subscribed`, `subscribe` and `unsubscribe`: which symbols a caller's streams show when they name none. */
import type { Market } from '../market/market.ts';
import { instrumentNamed, type Quotes } from './prices-for.ts';

/** People whose choice is remembered; whoever chose the longest ago is back at everything. */
const PEOPLE_MAX = 10_000;

export class Watchlists {
  /** What each user has taken away, the one who chose last at the end. */
  readonly #without = new Map<string, ReadonlySet<string>>();
  readonly #market: Pick<Market, 'reference'>;

  constructor(market: Pick<Market, 'reference'>) {
    this.#market = market;
  }

  of(userId: string): string[] {
    const without = this.#without.get(userId);
    const all = [...this.#market.reference().instruments.keys()];
    return without === undefined ? all : all.filter((symbol) => !without.has(symbol));
  }

  change(userId: string, symbol: string, wanted: boolean): void {
    const without = new Set(this.#without.get(userId));
    if (wanted) without.delete(symbol);
    else without.add(symbol);
    this.#without.delete(userId);
    if (without.size > 0) this.#without.set(userId, without);
    const [longestAgo] = this.#without.keys();
    if (this.#without.size > PEOPLE_MAX && longestAgo !== undefined) {
      this.#without.delete(longestAgo);
    }
  }
}

type Subscriptions = Pick<Quotes, 'subscribed' | 'subscribe' | 'unsubscribe'>;

export function subscriptions(market: Market, lists: Watchlists): Subscriptions {
  const changing =
    (wanted: boolean): Quotes['subscribe'] =>
    async ({ symbol }, call) => {
      instrumentNamed(symbol, market, call);
      const { userId } = call.caller;
      lists.change(userId, symbol, wanted);
      return { symbols: lists.of(userId) };
    };
  return {
    subscribed: async (_input, { caller }) => ({ symbols: lists.of(caller.userId) }),
    subscribe: changing(true),
    unsubscribe: changing(false),
  };
}
