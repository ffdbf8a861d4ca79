/** The trading floor: every slice that trades joined with what it works on. The same for the service and for its tests. */
import type { Handlers, Implementation, OrderContract } from '@faultline/contract';
import type { Logger } from '@faultline/service';
import { accountSummary } from './account/summary.ts';
import { accountStream } from './events/account-stream.ts';
import { EventHub } from './events/event-hub.ts';
import { ledgerHistory } from './history/ledger.ts';
import { dealHistory, listOrders, orderHistory } from './history/orders.ts';
import type { Market } from './market/market.ts';
import { PriceHistory } from './market/price-history.ts';
import { PriceMemory } from './market/price-memory.ts';
import { cancelAll } from './orders/cancel-all.ts';
import { cancelOrder } from './orders/cancel-order.ts';
import { getOrder } from './orders/get-order.ts';
import { modifyOrder } from './orders/modify-order.ts';
import { placeMarket } from './orders/place-market.ts';
import { placePending } from './orders/place-pending.ts';
import type { LpPort } from './ports/lp.ts';
import type { Store } from './ports/store.ts';
import { changeLevels } from './positions/change-levels.ts';
import { closeBy } from './positions/close-by.ts';
import { closeMany } from './positions/close-many.ts';
import { closePosition } from './positions/close-position.ts';
import { readPositions } from './positions/read-positions.ts';
import { reversePosition } from './positions/reverse.ts';
import { priceHistory } from './quotes/history.ts';
import { quotesSnapshot } from './quotes/snapshot.ts';
import type { QuoteDeps } from './quotes/prices-for.ts';
import { quoteStream } from './quotes/stream.ts';
import { subscriptions } from './quotes/watchlists.ts';
import { recommendLots } from './risk/lot-size.ts';
import { previewOrder } from './risk/preview.ts';
import { readSymbols } from './symbols/symbols.ts';
import type { DestinationDeps } from './trading/destinations.ts';
import { Dispatcher } from './trading/dispatcher.ts';
import type { RunDeps } from './trading/run-command.ts';
import { Waiters } from './trading/waiters.ts';
import { BusyBooks } from './watch/busy-books.ts';
import { type HedgeGap, HedgeWatch } from './watch/hedge-watch.ts';
import { PriceWatch, type PriceWatchDeps } from './watch/price-watch.ts';
import { SystemOrders } from './watch/system-orders.ts';
import { withdrawalHandlers } from './withdrawals/withdrawals.ts';

export interface FloorDeps extends DestinationDeps {
  readonly store: Store;
  readonly market: Market;
  readonly lp: LpPort;
  readonly log: Logger;
  /** How long a provider may take to fill before the outcome counts as unknown. */
  readonly orderTimeoutMs: number;
  /** How much longer a caller waits for the report that says so. */
  readonly graceMs: number;
}

type Slices =
  | 'symbols'
  | 'quotes'
  | 'orders'
  | 'positions'
  | 'history'
  | 'risk'
  | 'account'
  | 'withdrawals';

/** Whose commands answer with what they keep under a key. */
type Keeping = 'orders' | 'positions';

export interface Floor {
  readonly handlers: Pick<Handlers<OrderContract>, Exclude<Slices, Keeping>> &
    Pick<Implementation<OrderContract>, Keeping>;
  /** What commands work with: for the slices that are not for traders. */
  readonly commands: RunDeps & DestinationDeps;
  /** Accounts with something open or under way. */
  readonly busy: BusyBooks;
  /** Callers who wait for the end of an order: to be woken by its report. */
  readonly waiters: Waiters;
  /** Who listens to accounts. */
  readonly hub: EventHub;
  /** Takes up the history of prices. */
  readonly open: () => void;
  /**
   * Takes up what a former process left undelivered, and begins to watch prices and the clock: for one process of those
   * that share a database.
   *
   * @param store - In which only the leader's decisions stand.
   * @returns What ends it.
   */
  readonly lead: (store?: Store) => Promise<() => Promise<void>>;
  /** Takes up, again and again, what a process that died has left undelivered. */
  readonly takeUp: () => Promise<void>;
  /** How far the house's cover is behind, where this process leads. */
  readonly hedgeGaps: () => readonly HedgeGap[];
  /** Resolves when all that the last price, or the last commit, set off is done. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function openFloor(deps: FloorDeps): Floor {
  const { store } = deps;
  const hub = new EventHub();
  store.onCommitted(hub.publish);
  const busy = new BusyBooks();
  const waiters = new Waiters();
  const dispatcher = new Dispatcher({ ...deps, waiters });
  const commands = { ...deps, waiters, dispatcher };
  let watch: Watches | null = null;
  store.onCommitted((committed) => {
    if (watch === null) return;
    busy.update(committed);
    watch.hedge.heard(committed);
  });
  const history = new PriceHistory(deps.market.board);
  const memory = new PriceMemory({ ...deps, history });
  return {
    handlers: handlersOf(commands, { hub, history }),
    commands,
    busy,
    waiters,
    hub,
    open: () => memory.start(),
    lead: async (own = store) => {
      const watching = { ...commands, store: own };
      const mine = watchesOf({ ...watching, busy, orders: new SystemOrders(watching) });
      // First listen, then load: nothing can fall between the two.
      watch = mine;
      busy.update({ books: await store.busyBooks() });
      await dispatcher.resume();
      mine.prices.start();
      await mine.hedge.start();
      return async () => {
        await mine.hedge.stop();
        await mine.prices.stop();
        if (watch === mine) watch = null;
        busy.clear();
      };
    },
    hedgeGaps: () => watch?.hedge.gaps() ?? [],
    takeUp: async () => dispatcher.takeUp(),
    settled: async () => {
      await memory.settled();
      await watch?.prices.settled();
      await watch?.hedge.settled();
    },
    close: async () => {
      await memory.stop();
      await dispatcher.stop();
    },
  };
}

interface Watches {
  readonly prices: PriceWatch;
  readonly hedge: HedgeWatch;
}

const watchesOf = (deps: PriceWatchDeps): Watches => ({
  prices: new PriceWatch(deps),
  hedge: new HedgeWatch(deps),
});

interface Watching {
  readonly hub: EventHub;
  readonly history: PriceHistory;
}

const handlersOf = (
  commands: Floor['commands'],
  { hub, history }: Watching,
): Floor['handlers'] => ({
  symbols: readSymbols(commands),
  quotes: quotesOf({ ...commands, history }),
  orders: {
    placeMarket: placeMarket(commands),
    ...placePending(commands),
    modify: modifyOrder(commands),
    cancel: cancelOrder(commands),
    cancelAll: cancelAll(commands),
    list: listOrders(commands),
    get: getOrder(commands),
  },
  positions: {
    ...readPositions(commands),
    ...changeLevels(commands),
    close: closePosition(commands),
    closeMany: closeMany(commands),
    closeBy: closeBy(commands),
    reverse: reversePosition(commands),
  },
  history: {
    orders: orderHistory(commands),
    deals: dealHistory(commands),
    ledger: ledgerHistory(commands.store),
  },
  risk: { preview: previewOrder(commands), lotSize: recommendLots(commands) },
  account: { summary: accountSummary(commands), stream: accountStream({ ...commands, hub }) },
  withdrawals: withdrawalHandlers(commands),
});

const quotesOf = (deps: QuoteDeps): Floor['handlers']['quotes'] => ({
  snapshot: quotesSnapshot(deps),
  stream: quoteStream(deps),
  ...priceHistory(deps),
  ...subscriptions(deps),
});
