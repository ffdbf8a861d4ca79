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

/** Enough for any group but one that closes thousands of positions: that one is run again with more. */
const BLOCK = 4_096;
const LOW = 1_024;

interface Counter {
  last: number;
  /** The last id that is ours to give. */
  limit: number;
  saved: number;
}

/** The block ran out in the middle of a decision. Nothing is lost: the group is run again. */
export class IdsExhausted extends Error {}

export class IdSource {
  readonly #counters: Record<Name, Counter>;
  readonly #exclusive: boolean;

  private constructor(last: ReadonlyMap<string, number>, exclusive: boolean) {
    const counter = (name: Name): Counter => {
      const value = last.get(name) ?? 0;
      return { last: value, limit: exclusive ? Number.MAX_SAFE_INTEGER : value, saved: value };
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

  /** Before a group: takes new blocks where there is little left. */
  async refill(driver: Driver): Promise<void> {
    if (this.#exclusive) return;
    const low = NAMES.filter((name) => this.#left(name) < LOW);
    if (low.length === 0) return;
    await driver.transaction(async (writer) => {
      for (const name of low) await this.#takeBlock(name, writer);
    });
  }

  #left(name: Name): number {
    const { last, limit } = this.#counters[name];
    return limit - last;
  }

  async #takeBlock(name: Name, writer: Writer): Promise<void> {
    const [row] = await writer.all(
      `INSERT INTO counters (name, value) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET value = counters.value + ? RETURNING value`,
      [name, BLOCK, BLOCK],
    );
    const limit = Number(row?.['value']);
    Object.assign(this.#counters[name], { last: limit - BLOCK, limit });
  }

  /** With a group: what has been given is never given again. */
  async save(writer: Writer): Promise<void> {
    if (!this.#exclusive) return;
    for (const name of NAMES) {
      const counter = this.#counters[name];
      if (counter.last === counter.saved) continue;
      await setCounter(writer, name, counter.last);
    }
  }

  /** What was saved has reached the disk. */
  committed(): void {
    for (const name of NAMES) this.#counters[name].saved = this.#counters[name].last;
  }
}

export async function readCounters(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.all('SELECT name, value FROM counters');
  return new Map(rows.map((row) => [String(row['name']), Number(row['value'])]));
}

export const setCounter = async (writer: Writer, name: string, value: number): Promise<void> =>
  writer.run(
    `INSERT INTO counters (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [name, value],
  );
