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
import { cancelOrders } from './orders/cancel-order.ts';
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
import { quoteStream } from './quotes/stream.ts';
import { subscriptions, Watchlists } from './quotes/watchlists.ts';
import { recommendLots } from './risk/lot-size.ts';
import { previewOrder } from './risk/preview.ts';
import { readSymbols } from './symbols/symbols.ts';
import { Dispatcher } from './trading/dispatcher.ts';
import type { RunDeps } from './trading/run-command.ts';
import { Waiters } from './trading/waiters.ts';
import { BusyBooks } from './watch/busy-books.ts';
import { PriceWatch } from './watch/price-watch.ts';
import { SystemOrders } from './watch/system-orders.ts';
import { withdrawalHandlers } from './withdrawals/withdrawals.ts';

export interface FloorDeps {
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
  readonly commands: RunDeps;
  /** Callers who wait for the end of an order: to be woken by its report. */
  readonly waiters: Waiters;
  /** Takes up what a former process left undelivered, and begins to watch prices and the clock. */
  readonly open: () => Promise<void>;
  /** Resolves when all that the last price set off is done. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openFloor(deps: FloorDeps): Promise<Floor> {
  const { store } = deps;
  const hub = new EventHub();
  store.onCommitted(hub.publish);
  const busy = new BusyBooks(await store.busyBooks());
  store.onCommitted(busy.update);
  const waiters = new Waiters();
  const dispatcher = new Dispatcher({ ...deps, waiters });
  const commands = { ...deps, waiters, dispatcher };
  const watch = new PriceWatch({ ...commands, busy, orders: new SystemOrders(commands) });
  return {
    handlers: handlersOf(commands, hub),
    commands,
    waiters,
    open: async () => {
      await dispatcher.resume();
      watch.start();
    },
    settled: async () => watch.settled(),
    close: async () => {
      await watch.stop();
      await dispatcher.stop();
    },
  };
}

const handlersOf = (commands: RunDeps, hub: EventHub): Floor['handlers'] => ({
  symbols: readSymbols(commands),
  quotes: quotesOf(commands),
  orders: {
    placeMarket: placeMarket(commands),
    ...placePending(commands),
    modify: modifyOrder(commands),
    ...cancelOrders(commands),
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

function quotesOf({ store, market }: RunDeps): Floor['handlers']['quotes'] {
  const deps = { store, market, history: new PriceHistory(market.board) };
  const lists = new Watchlists(market);
  return {
    snapshot: quotesSnapshot(deps),
    stream: quoteStream(deps, lists),
    ...priceHistory(deps),
    ...subscriptions(market, lists),
  };
}
