/** `account.stream`: replay after a number, then live, and a snapshot whenever there is nothing to go on from. */
import type { Handler, OrderContract } from '@faultline/contract';
import { startOfTradingDay, summarise } from '@faultline/domain';
import { decimalNumber } from '@faultline/errors';
import { type Market, tradingFacts } from '../market/market.ts';
import { levelOf, moneyOf } from '../market/units.ts';
import type { NumberedEvent, Store } from '../ports/store.ts';
import { accountIdOf, mayRead } from '../trading/ownership.ts';
import { summaryView } from '../views/summary-view.ts';
import { orderView, positionView } from '../views/views.ts';
import type { EventHub } from './event-hub.ts';
import { Mailbox } from './mailbox.ts';
import { Surroundings } from './surroundings.ts';

type AccountStream = Handler<OrderContract['account']['stream']>;
type Item = Awaited<ReturnType<AccountStream>> extends AsyncIterable<infer I> ? I : never;

export interface StreamDeps {
  readonly store: Store;
  readonly market: Market;
  readonly hub: EventHub;
}

interface Line {
  readonly accountId: number;
  readonly lastEventSeq: number | undefined;
  readonly lps: readonly string[];
  readonly signal: AbortSignal;
}

const PAGE = 500;
/** At most four ticks a second. */
const TICK_MS = 250;

export function accountStream(deps: StreamDeps): AccountStream {
  return async (input, call) => {
    const accountId = await accountIdOf(deps.store, input.accountId, call);
    const { account } = await deps.store.read({ accountId });
    if (account === null || !mayRead(call.caller, account)) {
      throw call.fail('ACCOUNT_NOT_FOUND', { accountId });
    }
    const { lastEventSeq } = input;
    return itemsOf(deps, { accountId, lastEventSeq, lps: account.lps, signal: call.signal });
  };
}

async function* itemsOf(deps: StreamDeps, line: Line): AsyncGenerator<Item> {
  const { accountId, signal } = line;
  const mailbox = new Mailbox();
  // First listen, then look back: nothing can fall between the two.
  const hangUp = deps.hub.listen(accountId, mailbox);
  try {
    const around = new Surroundings(deps.market, line.lps);
    let last = yield* caughtUp(deps, line);
    let prices = -1;
    while (!signal.aborted) {
      const letters = mailbox.take();
      // More came than was kept for a listener who does not keep up: the journal has it all.
      if (letters === null) last = yield* caughtUp(deps, { ...line, lastEventSeq: last });
      for (const event of letters ?? []) {
        // What another process numbered in between is in the journal.
        if (event.seq > last + 1) last = yield* caughtUp(deps, { ...line, lastEventSeq: last });
        if (event.seq <= last) continue;
        yield itemOf(event);
        last = event.seq;
      }
      if (mailbox.upTo > last) last = yield* caughtUp(deps, { ...line, lastEventSeq: last });
      yield* around.news();
      if (prices !== deps.market.board.changes) {
        prices = deps.market.board.changes;
        yield* ticked(deps, accountId);
      }
      await mailbox.waitFor(TICK_MS, signal);
    }
  } finally {
    hangUp();
  }
}

/** Everything after the caller's number, or a snapshot. Returns the number that it leads up to. */
async function* caughtUp(deps: StreamDeps, line: Line): AsyncGenerator<Item, number> {
  const { accountId, lastEventSeq: asked } = line;
  const { account } = await deps.store.read({ accountId });
  const newest = account?.lastEventSeq ?? 0;
  if (asked === undefined || asked > newest) return yield* resynced(deps, accountId);
  let last = asked;
  while (last < newest) {
    const page = await deps.store.eventsAfter(accountId, last, PAGE);
    const [first] = page;
    if (first?.seq !== last + 1) return yield* resynced(deps, accountId);
    for (const event of page) yield itemOf(event);
    last += page.length;
  }
  return last;
}

/** Fields that an item does not have stay behind when it is encoded. */
const itemOf = (event: NumberedEvent): Item => ({ ...event, at: event.atMs });

/** One item with everything as it stands. Returns the number that it includes. */
async function* resynced(
  { store, market }: StreamDeps,
  accountId: number,
): AsyncGenerator<Item, number> {
  const { account, positions, orders } = await store.read({ accountId });
  if (account === null) throw new Error(`account ${accountId} is gone`);
  const facts = tradingFacts(market, { account, positions, orders });
  const realized = await store.realizedSince(account, startOfTradingDay(facts.nowMs));
  const payload = {
    account: summaryView(facts, realized),
    positions: positions.map((position) => positionView(position, facts)),
    orders: orders.map((order) => orderView(order, facts)),
  };
  yield { seq: account.lastEventSeq, type: 'RESYNC', at: facts.nowMs, payload };
  return account.lastEventSeq;
}

/** Where the account stands by the newest prices; nothing while it holds no position. */
async function* ticked({ store, market }: StreamDeps, accountId: number): AsyncGenerator<Item> {
  const { account, positions, orders } = await store.read({ accountId });
  if (account === null || positions.length === 0) return;
  const facts = tradingFacts(market, { account, positions, orders });
  const { equity, margin, freeMargin, marginLevel, unrealizedPL, stale } = summarise(facts);
  const money = (minor: bigint) => decimalNumber(moneyOf(minor, account.currency));
  const payload = {
    equity: money(equity),
    margin: money(margin),
    freeMargin: money(freeMargin),
    marginLevel: marginLevel === null ? null : decimalNumber(levelOf(marginLevel)),
    unrealizedPL: money(unrealizedPL),
    stale,
  };
  yield { type: 'ACCOUNT_TICK', at: facts.nowMs, payload };
}
