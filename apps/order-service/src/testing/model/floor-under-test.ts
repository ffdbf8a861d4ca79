/** The real floor that the model is compared with: a desk on a database that outlives it. */
import { DEMO_GROUP } from '@faultline/domain';
import { isAppError } from '@faultline/errors';
import { sqliteDatabase } from '../databases.ts';
import { ann, callBy, openDesk } from '../desk.ts';
import type { Held, Resting, TradingModel } from './trading-model.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Nothing is silent here: a machine that is busy with other things must not be taken for a provider that is. */
const PATIENT = { orderTimeoutMs: 120_000 };

/** What an order may go through, in our own words and not the core's. */
const MAY_FOLLOW: Readonly<Record<string, readonly string[]>> = {
  '': ['PENDING', 'ROUTED', 'FILLED'],
  PENDING: ['PENDING', 'TRIGGERED', 'CANCELLED'],
  TRIGGERED: ['PENDING', 'FILLED'],
  ROUTED: ['FILLED'],
};

export const lots = (volume: bigint) => ({ unscaled: volume, scale: 4 });
export const points = (price: bigint) => ({ unscaled: price, scale: 5 });

export class FloorUnderTest {
  desk: Desk;
  /** Keys are never used twice by accident. */
  keys = 0;
  commands = 0;
  /** The last market order, to be sent again. */
  last: (() => Promise<string>) | null = null;
  /** Every order that was ever placed. */
  readonly orderIds = new Set<string>();
  readonly #database: Awaited<ReturnType<typeof sqliteDatabase>>;

  private constructor(desk: Desk, database: Awaited<ReturnType<typeof sqliteDatabase>>) {
    this.desk = desk;
    this.#database = database;
  }

  static async open(): Promise<FloorUnderTest> {
    const database = await sqliteDatabase();
    const desk = await openDesk(database, PATIENT);
    // Nights cost nothing here: the model knows no swaps.
    const groups = [{ ...DEMO_GROUP, swapFree: true, version: 2 }];
    await desk.store.commit({}, () => ({
      answer: undefined,
      changes: { atMs: desk.clock.nowMs, groups },
    }));
    const floor = new FloorUnderTest(desk, database);
    floor.#fillAtTheMarket({ bid: 109_496n, ask: 109_504n });
    return floor;
  }

  get call() {
    return callBy(ann).call;
  }

  key(): string {
    this.keys += 1;
    return `model-key-${this.keys}`;
  }

  #fillAtTheMarket({ bid, ask }: { readonly bid: bigint; readonly ask: bigint }): void {
    const { desk } = this;
    desk.lp.behaviour = ({ orderId, qty, side }) => {
      const price = points(side === 'BUY' ? ask : bid);
      const fill = { orderId, kind: 'FILL', qty, price, execId: `E-${orderId}` } as const;
      setImmediate(() => void desk.report(fill));
      return { kind: 'taken' };
    };
  }

  async quote({ bid, ask, nowMs, quoteAtMs }: TradingModel): Promise<void> {
    this.desk.clock.nowMs = nowMs;
    this.desk.quote({ bid, ask, receivedAtMs: quoteAtMs });
    this.#fillAtTheMarket({ bid, ask });
    await this.desk.settled();
  }

  /** A process that ends in order, and the next one on the same data. */
  async restart(model: TradingModel): Promise<void> {
    await this.desk.close();
    this.desk = await openDesk(this.#database, PATIENT);
    await this.quote(model);
  }

  /** The code that a command was refused with; `null` when it was not. */
  async codeOf(command: Promise<unknown>): Promise<string | null> {
    try {
      await command;
      return null;
    } catch (error) {
      if (isAppError(error)) return error.code;
      throw error;
    }
  }

  /** @throws Error that names the difference. */
  async compare(model: TradingModel): Promise<void> {
    for (const [accountId, { balance, positions, orders }] of model.accounts) {
      const real = await this.desk.store.read({ accountId });
      expectSame(`balance of ${accountId}`, real.account?.balance, balance);
      const held = real.positions.map(heldOf).toSorted((a, b) => a.id - b.id);
      const modelled = [...positions.values()].toSorted((a, b) => a.id - b.id);
      expectSame(`positions of ${accountId}`, held, modelled);
      expectSame(
        `orders of ${accountId}`,
        real.orders.map(restingOf).toSorted(byId),
        [...orders.values()].toSorted(byId),
      );
    }
  }

  /** Ledger, audit and the way of every order. */
  async finish(): Promise<void> {
    const { store } = this.desk;
    expectSame('books', await store.verify(), { unexplained: [], auditBreak: null });
    for (const orderId of this.orderIds) {
      let before = '';
      for (const { status } of await store.statesOf(orderId)) {
        const allowed = MAY_FOLLOW[before]?.includes(status) ?? false;
        expectSame(`${orderId} from ${before} to ${status}`, allowed, true);
        before = status;
      }
    }
  }

  async close(): Promise<void> {
    await this.desk.close();
    await this.#database.drop();
  }
}

type RealFacts = Awaited<ReturnType<Desk['store']['read']>>;

const heldOf = ({ id, side, volume, openPrice, sl, tp }: RealFacts['positions'][number]): Held => ({
  id,
  side,
  volume,
  openPrice,
  sl,
  tp,
});

const restingOf = (order: RealFacts['orders'][number]): Resting => ({
  id: order.id,
  type: order.type === 'MARKET' ? 'STOP' : order.type,
  side: order.side,
  volume: order.volume,
  limit: order.limitPrice,
  trigger: order.triggerPrice,
  woken: order.triggeredAtMs !== null,
});

const byId = (a: Resting, b: Resting): number => (a.id < b.id ? -1 : 1);

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));

export function expectSame(what: string, real: unknown, modelled: unknown): void {
  if (textOf(real) === textOf(modelled)) return;
  throw new Error(`${what}: ${textOf(real)}, and the model says ${textOf(modelled)}`);
}
