/** `admin.hedges.list`: how the house's cover stands. Read from the books, so that every process that shares them can say it. */
import type { Handlers, OrderContract } from '@faultline/contract';
import { hedgeStandings } from '@faultline/domain';
import { lotsOf } from '../../market/units.ts';
import type { Store } from '../../ports/store.ts';

type Hedges = Handlers<OrderContract['admin']['hedges']>;

export const adminHedges = (store: Store): Hedges => ({
  list: async () => {
    const { hedgeAccount } = store.reference().settings;
    if (hedgeAccount === null) return [];
    const [book, cover, setbacks] = await Promise.all([
      store.read({ accountId: hedgeAccount.id }),
      store.coverBySymbol(),
      store.hedgeSetbacks(),
    ]);
    const setbackOf = new Map(setbacks.map((setback) => [setback.symbol, setback]));
    return hedgeStandings(cover, book, book.reference.instruments).map((standing) => {
      const { symbol, target, held, gap, underWay } = standing;
      const setback = setbackOf.get(symbol);
      return {
        symbol,
        targetVolume: lotsOf(target),
        hedgedVolume: lotsOf(held),
        gap: lotsOf(gap),
        underWayOrderId: underWay?.id ?? null,
        lastRefusal: setback?.code ?? null,
        since: setback?.sinceMs ?? underWay?.createdAtMs ?? null,
      };
    });
  },
});
