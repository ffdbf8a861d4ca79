/** Ids that count up. None repeats; where several write one database, each takes blocks and some stay unused. */
import type { Ids } from '../../ports/facts.ts';
import type { Driver, Reader, Writer } from './driver.ts';

const NAMES = [
  'order',
  'deal',
  'position',
  'posting',
  'account',
  'withdrawal',
  'funds',
  'limitRequest',
] as const;
type Name = (typeof NAMES)[number];

/** More than any one group takes. */
export const ID_BLOCK = 16_384;
/** Enough for any group but one that closes hundreds of positions: that one is run again with a whole block. */
const LOW = 1_024;

interface Counter {
  last: number;
  /** The last id that is ours to give. */
  limit: number;
  saved: number;
  /** What the transaction that is under way saves. */
  saving: number;
}

/** The block ran out in the middle of a decision. Nothing is lost: the group is run again with a new one. */
export class IdsExhausted extends Error {}

export class IdSource {
  readonly #counters: Record<Name, Counter>;
  readonly #exclusive: boolean;
  /** Whose block is taken in a transaction that is still under way, or has failed. */
  #taken: readonly Name[] = [];

  private constructor(last: ReadonlyMap<string, number>, exclusive: boolean) {
    const counter = (name: Name): Counter => {
      const value = last.get(name) ?? 0;
      return {
        last: value,
        limit: exclusive ? Number.MAX_SAFE_INTEGER : value,
        saved: value,
        saving: value,
      };
    };
    this.#exclusive = exclusive;
    this.#counters = Object.fromEntries(NAMES.map((name) => [name, counter(name)])) as Record<
      Name,
      Counter
    >;
  }

  static async open(driver: Driver): Promise<IdSource> {
    return new IdSource(
      driver.exclusive ? await readCounters(driver) : new Map(),
      driver.exclusive,
    );
  }

  readonly ids: Ids = {
    orderId: () => `ORD-${this.#next('order')}`,
    dealId: () => `DL-${this.#next('deal')}`,
    positionId: () => this.#next('position'),
    postingId: () => this.#next('posting'),
    accountId: () => this.#next('account'),
    withdrawalId: () => `WD-${this.#next('withdrawal')}`,
    fundsId: () => `FN-${this.#next('funds')}`,
    limitRequestId: () => `LR-${this.#next('limitRequest')}`,
  };

  #next(name: Name): number {
    const counter = this.#counters[name];
    if (counter.last >= counter.limit) throw new IdsExhausted(name);
    counter.last += 1;
    return counter.last;
  }

  /**
   * In a group's own transaction, behind its locks: takes new blocks where fewer than `least` are left. A block is ours
   * only when that transaction is committed, so what an earlier try has taken is given up first.
   */
  async refill(writer: Writer, least = LOW): Promise<void> {
    if (this.#exclusive) return;
    for (const name of this.#taken) this.#counters[name].limit = this.#counters[name].last;
    this.#taken = NAMES.filter((name) => this.#left(name) < least);
    for (const name of this.#taken) await this.#takeBlock(name, writer);
  }

  #left(name: Name): number {
    const { last, limit } = this.#counters[name];
    return limit - last;
  }

  async #takeBlock(name: Name, writer: Writer): Promise<void> {
    const [row] = await writer.all(
      `INSERT INTO counters (name, value) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET value = counters.value + ? RETURNING value`,
      [name, ID_BLOCK, ID_BLOCK],
    );
    const limit = Number(row?.['value']);
    Object.assign(this.#counters[name], { last: limit - ID_BLOCK, limit });
  }

  /** With a group: what has been given is never given again. */
  async save(writer: Writer): Promise<void> {
    if (!this.#exclusive) return;
    for (const name of NAMES) {
      const counter = this.#counters[name];
      if (counter.last === counter.saved) continue;
      counter.saving = counter.last;
      await setCounter(writer, name, counter.last);
    }
  }

  /** What was saved has reached the disk. */
  committed(): void {
    this.#taken = [];
    for (const name of NAMES) this.#counters[name].saved = this.#counters[name].saving;
  }
}

async function readCounters(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.all('SELECT name, value FROM counters WHERE name = ANY(?)', [NAMES]);
  return new Map(rows.map((row) => [String(row['name']), Number(row['value'])]));
}

const setCounter = async (writer: Writer, name: string, value: number): Promise<void> =>
  writer.run(
    `INSERT INTO counters (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [name, value],
  );
