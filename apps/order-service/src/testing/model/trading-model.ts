/**
 * What trading in one symbol should come to, in as few lines as can be: integers, no storage, no margin, no provider.
 * Volumes are multiples of 0.02 lots, so that commission and profit are whole cents and nothing is ever rounded.
 */

export type Side = 'BUY' | 'SELL';

export interface Held {
  readonly id: number;
  readonly side: Side;
  /** Ten-thousandths of a lot. */
  readonly volume: bigint;
  readonly openPrice: bigint;
  readonly sl: bigint | null;
  readonly tp: bigint | null;
}

export interface Resting {
  readonly id: string;
  readonly type: 'LIMIT' | 'STOP' | 'STOP_LIMIT';
  readonly side: Side;
  readonly volume: bigint;
  readonly limit: bigint | null;
  readonly trigger: bigint | null;
  /** A stop-limit whose trigger has been reached waits on as a limit. */
  readonly woken: boolean;
}

export interface AccountModel {
  balance: bigint;
  readonly positions: Map<number, Held>;
  readonly orders: Map<string, Resting>;
}

const SPREAD = 8n;
const QUOTE_TTL_MS = 10_000;

export class TradingModel {
  readonly accounts: ReadonlyMap<number, AccountModel>;
  bid = 109_496n;
  quoteAtMs: number;
  nowMs: number;

  constructor(nowMs: number, balance: bigint) {
    this.nowMs = nowMs;
    this.quoteAtMs = nowMs;
    this.accounts = new Map(
      [1, 2].map((id) => [id, { balance, positions: new Map(), orders: new Map() }]),
    );
  }

  get ask(): bigint {
    return this.bid + SPREAD;
  }
  get stale(): boolean {
    return this.nowMs - this.quoteAtMs > QUOTE_TTL_MS;
  }
  /** Where an order of this side deals now. */
  price(side: Side): bigint {
    return side === 'BUY' ? this.ask : this.bid;
  }
  account(id: number): AccountModel {
    const account = this.accounts.get(id);
    if (account === undefined) throw new Error(`the model has no account ${id}`);
    return account;
  }

  open(accountId: number, held: Held): void {
    const account = this.account(accountId);
    account.balance -= commission(held.volume);
    account.positions.set(held.id, held);
  }

  /** At the market, or at a price that two positions agree on. */
  close(accountId: number, held: Held, how: { volume?: bigint; price?: bigint } = {}): void {
    const account = this.account(accountId);
    const { volume = held.volume, price = this.price(opposite(held.side)) } = how;
    const gain = held.side === 'BUY' ? price - held.openPrice : held.openPrice - price;
    account.balance += (gain * volume) / 100n - commission(volume);
    if (volume === held.volume) account.positions.delete(held.id);
    else account.positions.set(held.id, { ...held, volume: held.volume - volume });
  }

  /** A new price: stops first, then orders. Returns the orders that it fills, whose positions are then to be opened. */
  tick(bid: bigint): { accountId: number; order: Resting }[] {
    this.bid = bid;
    this.quoteAtMs = this.nowMs;
    return [...this.accounts].flatMap(([accountId, { positions, orders }]) => {
      for (const held of positions.values()) if (this.#reached(held)) this.close(accountId, held);
      const filled = [];
      for (const order of orders.values()) {
        const now = this.#looked(order);
        if (now === 'FILLED') filled.push({ accountId, order });
        else orders.set(order.id, now);
      }
      for (const { order } of filled) orders.delete(order.id);
      return filled;
    });
  }

  #reached({ side, sl, tp }: Held): boolean {
    const price = this.price(opposite(side));
    const [low, high] = side === 'BUY' ? [sl, tp] : [tp, sl];
    return (low !== null && price <= low) || (high !== null && price >= high);
  }

  #looked(order: Resting): Resting | 'FILLED' {
    const { type, side, limit, trigger } = order;
    const price = this.price(side);
    const better = (than: bigint | null): boolean =>
      than !== null && (side === 'BUY' ? price <= than : price >= than);
    const worse = trigger !== null && (side === 'BUY' ? price >= trigger : price <= trigger);
    if (type === 'LIMIT') return better(limit) ? 'FILLED' : order;
    if (type === 'STOP') return worse ? 'FILLED' : order;
    const woken = order.woken || worse;
    return woken && better(limit) ? 'FILLED' : { ...order, woken };
  }
}

export const opposite = (side: Side): Side => (side === 'BUY' ? 'SELL' : 'BUY');

/** 3.50 per lot and side, in cents. */
const commission = (volume: bigint): bigint => (volume * 350n) / 10_000n;
