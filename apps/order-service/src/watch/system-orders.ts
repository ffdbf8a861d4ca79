/** Orders that nobody sent: a stop that was reached, a pending order that woke, a stop-out. Each is one commit. */
import {
  accrueSwap,
  decideClose,
  decideMarketOrder,
  decideStopOut,
  decideTick,
  expireOrder,
  hedgeOrders,
  type IntoOurBook,
  isExpired,
  type OrderSource,
  type Placement,
  type Points,
  type Position,
  reachedLevel,
  type TradingFacts,
  triggerOrder,
  type Vol4,
} from '@faultline/domain';
import type { Code, Refusal } from '@faultline/errors';
import { scheduleOf, tradingFacts } from '../market/market.ts';
import { lotsOf } from '../market/units.ts';
import type { Changes, Decided, Facts, OutboxEntry } from '../ports/store.ts';
import { changesOf, execute, fillInBook } from '../trading/execute.ts';
import { submitEntry } from '../trading/outbox.ts';
import type { RunDeps } from '../trading/run-command.ts';

/** What came of it. `refusal` is for the log: there is no caller to tell. */
export interface Carried {
  readonly outbox: OutboxEntry | null;
  readonly refusal: Refusal | null;
}

const NOTHING: Carried = { outbox: null, refusal: null };

type Conclusion = { readonly carried: Carried; readonly changes?: Omit<Changes, 'atMs'> };

export class SystemOrders {
  readonly #deps: RunDeps;

  constructor(deps: RunDeps) {
    this.#deps = deps;
  }

  /** Lets the trailing stops of an account in this symbol follow the latest quote. */
  async follow(accountId: number, symbol: string): Promise<void> {
    await this.#commit({ accountId }, (trading) => {
      const { followed: positions } = decideTick(symbol, trading);
      return positions.length === 0 ? DONE : { carried: NOTHING, changes: { positions } };
    });
  }

  /** Closes a position whose level the latest quote has reached. */
  async closeReached(positionId: number): Promise<Carried> {
    return this.#commit({ positionId }, (trading, facts) => {
      const quote = facts.position && trading.quotes(facts.position.symbol);
      if (facts.position === null || quote === undefined || quote === null) return DONE;
      const reason = reachedLevel(facts.position, quote);
      return reason === null ? DONE : this.#close(facts.position, reason, { trading, facts });
    });
  }

  /** Wakes a pending order whose price the latest quote has reached. */
  async wake(orderId: string): Promise<Carried> {
    return this.#commit({ orderId }, (trading, facts) => {
      if (facts.order === null) return DONE;
      const woken = triggerOrder(facts.order, trading);
      switch (woken.kind) {
        case 'WAITING':
          return DONE;
        case 'RESTING':
          return { carried: NOTHING, changes: { orders: [woken.woken, woken.order] } };
        case 'REJECTED': {
          const carried = { outbox: null, refusal: woken.refusal };
          return { carried, changes: { orders: [woken.woken, woken.order] } };
        }
        case 'PLACED':
          return woken.destination.route === 'LP'
            ? this.#sent({ ...woken, ...woken.destination }, trading, facts)
            : filled({ ...woken, into: woken.destination }, trading, facts);
      }
    });
  }

  #sent(
    { woken, order, worstPrice }: Placed & { readonly worstPrice: Points | null },
    { account, nowMs }: TradingFacts,
    { reference }: Facts,
  ): Conclusion {
    const expiresAtMs = nowMs + this.#deps.orderTimeoutMs;
    const outbox = submitEntry(order, { worstPrice, account, reference, expiresAtMs });
    const changes = { orders: [woken, order], outbox: [outbox] };
    return { carried: { outbox, refusal: null }, changes };
  }

  /** Ends a pending order whose time has come. */
  async expire(orderId: string): Promise<void> {
    await this.#commit({ orderId }, ({ nowMs }, { order }) =>
      order === null || !isExpired(order, nowMs)
        ? DONE
        : { carried: NOTHING, changes: { orders: [expireOrder(order, nowMs)] } },
    );
  }

  /** One step of a stop-out. `closing` says whether to ask again. */
  async stopOut(
    accountId: number,
  ): Promise<Carried & { readonly step: 'DONE' | 'CLOSE' | 'BLOCKED' }> {
    let step: 'DONE' | 'CLOSE' | 'BLOCKED' = 'DONE';
    const carried = await this.#commit({ accountId }, (trading, facts) => {
      const decided = decideStopOut(trading);
      step = decided.kind;
      if (decided.kind !== 'CLOSE') return DONE;
      const { position } = decided;
      const conclusion = this.#close(position, 'STOP_OUT', { trading, facts });
      if (conclusion.changes === undefined) return conclusion;
      const payload = { positionId: position.id, symbol: position.symbol };
      const event = { accountId, type: 'STOP_OUT', payload, atMs: trading.nowMs } as const;
      return { ...conclusion, changes: { ...conclusion.changes, events: [event] } };
    });
    return { ...carried, step };
  }

  /** Places what is missing of the cover that a symbol is to have, decided by the hedge account as it stands. */
  async hedge(
    accountId: number,
    { symbol, cover }: { readonly symbol: string; readonly cover: Vol4 },
  ): Promise<Carried> {
    return this.#commit({ accountId }, (trading, facts) => {
      if (trading.hedgeAccountId !== accountId) return DONE;
      const wanted = hedgeOrders(new Map([[symbol, cover]]), trading, trading.instruments);
      const order = wanted.find((one) => one.symbol === symbol);
      if (order === undefined) return DONE;
      const { side } = order;
      const volume = lotsOf(order.volume);
      const decision = decideMarketOrder({ ...AT_ANY_PRICE, symbol, side, volume }, trading);
      if (!decision.ok) return refused(decision.refusal);
      return this.#placed(decision.value, { trading, facts });
    });
  }

  /** Charges or pays the nights that an account's positions were held over. */
  async accrueSwaps(accountId: number): Promise<void> {
    const { market } = this.#deps;
    await this.#commit({ accountId }, (trading) => {
      const positions = trading.positions.flatMap((position) => {
        const instrument = trading.instruments.get(position.symbol);
        if (instrument === undefined) return [];
        const accrued = accrueSwap(position, trading, scheduleOf(instrument, market));
        return accrued === position ? [] : [accrued];
      });
      return positions.length === 0 ? DONE : { carried: NOTHING, changes: { positions } };
    });
  }

  #close(
    position: Position,
    source: Exclude<OrderSource, 'REVERSE' | 'CLOSE_BY' | 'HEDGE'>,
    { trading, facts }: { readonly trading: TradingFacts; readonly facts: Facts },
  ): Conclusion {
    const request = { volume: null, maxDeviation: null, source };
    const decision = decideClose(request, position, trading);
    if (!decision.ok) return refused(decision.refusal);
    return this.#placed(decision.value, { trading, facts });
  }

  #placed(
    placement: Placement,
    { trading, facts }: { readonly trading: TradingFacts; readonly facts: Facts },
  ): Conclusion {
    const { orderTimeoutMs } = this.#deps;
    const circumstances = { facts, trading, clientOrderId: null, orderTimeoutMs };
    const concluded = execute(placement, circumstances);
    if (concluded.kind === 'done') return { carried: NOTHING, changes: concluded.changes };
    const { outbox, changes } = concluded;
    return { carried: { outbox, refusal: null }, changes: { ...changes, outbox: [outbox] } };
  }

  /** Commits, and then sends what has to be sent. */
  async #commit(
    wanted: Parameters<RunDeps['store']['commit']>[0],
    decide: (trading: TradingFacts, facts: Facts) => Conclusion,
  ): Promise<Carried> {
    const { store, market, dispatcher } = this.#deps;
    const carried = await store.commit(wanted, (facts): Decided<Carried> => {
      const { account, positions, orders } = facts;
      if (account === null) return { answer: NOTHING };
      const trading = tradingFacts(market, { account, positions, orders });
      const { carried: answer, changes } = decide(trading, facts);
      return changes === undefined
        ? { answer }
        : { answer, changes: { ...changes, atMs: trading.nowMs } };
    });
    if (carried.outbox !== null) dispatcher.dispatch(carried.outbox);
    return carried;
  }
}

/** The house's own order for its cover. */
const AT_ANY_PRICE = {
  sl: null,
  tp: null,
  maxDeviation: null,
  source: 'HEDGE',
  clientOrderId: null,
} as const;

const DONE: Conclusion = { carried: NOTHING };
const refused = (refusal: Refusal<Code>): Conclusion => ({ carried: { outbox: null, refusal } });

interface Placed {
  readonly woken: Parameters<typeof fillInBook>[0];
  readonly order: Parameters<typeof fillInBook>[0];
}

function filled(
  { woken, order, into }: Placed & { readonly into: IntoOurBook },
  trading: TradingFacts,
  { ids }: Facts,
): Conclusion {
  const result = fillInBook(order, into, { ids, trading });
  const changes = changesOf(result, trading);
  return { carried: NOTHING, changes: { ...changes, orders: [woken, ...changes.orders] } };
}
