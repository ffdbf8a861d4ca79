/** The storage port, on any driver: facts from memory or the database, decisions in groups, one write per table. */
import { crashPoint, type Logger } from '@faultline/service';
import type { Reference } from '../../ports/records.ts';
import type { Book, Changes, Committed, Decided, Facts, Store, Wanted } from '../../ports/store.ts';
import { Books } from './books.ts';
import { databaseError, tellingErrors } from './database-error.ts';
import type { Driver, Reader } from './driver.ts';
import { Groups } from './groups.ts';
import { freshHouse, type House, loadHouse } from './house.ts';
import { ID_BLOCK, IdSource, IdsExhausted } from './id-source.ts';
import { load } from './load.ts';
import type { Group, Job, Outcome } from './open-group.ts';
import { pagesOf } from './pages.ts';
import { peopleQueries } from './people-queries.ts';
import { priceQueries } from './price-queries.ts';
import { queries } from './queries.ts';
import { Realized } from './realized.ts';
import { changesReference } from './reference.ts';
import { contextOf, decide, type Ground, GroupRun } from './run-group.ts';
import { verifyBooks } from './verify.ts';
import { Work } from './work.ts';

/** @param driver - On a database whose schema is up to date; closed with the store. */
export async function openStore(driver: Driver, log: Logger): Promise<Store> {
  const storage = new Storage(driver, await IdSource.open(driver), await loadHouse(driver));
  const asked = tellingErrors(driver, log);
  const commits = new Groups(async (group) => storage.commit(group));
  const reads = new Groups(async (group) => storage.read(group));
  const through = async <R>(groups: Groups, job: Job): Promise<R> => {
    try {
      return (await groups.add(job)) as R;
    } catch (error) {
      throw databaseError(error, log);
    }
  };
  return {
    commit: async <R>(wanted: Wanted, decide: (facts: Facts) => Decided<R>): Promise<R> =>
      through(commits, { wanted, decide }),
    read: async (wanted) => through(reads, { wanted, decide: (facts) => ({ answer: facts }) }),
    reference: () => storage.reference,
    onCommitted: (watch) => storage.watchers.push(watch),
    heard: (committed) => storage.tellWatchers({ ...committed, events: [], isOurs: false }),
    busyBooks: async () => storage.busyBooks(asked),
    booksOf: async (ids) => storage.booksOf(asked, ids),
    pages: pagesOf(asked),
    ...queries(asked),
    realizedSince: async (account, sinceMs) => storage.realized.since(account, sinceMs, asked),
    ...peopleQueries(asked),
    ...priceQueries(asked),
    verify: async () => asked.snapshot(verifyBooks),
    durability: async () => asked.durability(),
    close: async () => {
      await Promise.all([commits.idle(), reads.idle()]);
      await driver.close();
    },
  };
}

class Storage {
  readonly #driver: Driver;
  readonly #ids: IdSource;
  readonly #books = new Books();
  readonly #ground: Ground;
  readonly realized = new Realized();
  #house: House;
  readonly watchers: ((committed: Committed) => void)[] = [];

  constructor(driver: Driver, ids: IdSource, house: House) {
    this.#driver = driver;
    this.#ids = ids;
    this.#house = house;
    const houseNow = async (reader: Reader): Promise<House> => this.#freshHouse(reader);
    this.#ground = { driver, ids, books: this.#books, houseNow };
  }

  get reference(): Reference {
    return this.#house.reference;
  }

  /** @throws when nothing of the group was written. */
  async commit(group: Group): Promise<readonly Outcome[]> {
    try {
      return await this.#transact(group);
    } catch (error) {
      if (!(error instanceof IdsExhausted)) throw error;
      return this.#transact(group, ID_BLOCK);
    }
  }

  /** @param idsLeast - How many ids of each kind there must be. */
  async #transact(group: Group, idsLeast?: number): Promise<readonly Outcome[]> {
    const decided = await this.#driver.transaction(
      async (writer) => new GroupRun(this.#ground, group, writer).run(idsLeast),
      ({ work, house }) => {
        crashPoint('after-commit-before-reply');
        this.#ids.committed();
        this.#house = house;
        this.#tell(work);
      },
    );
    return decided.outcomes;
  }

  /** On a database of our own, memory is what stands; what others have committed holds for us from here on. */
  async #freshHouse(reader: Reader): Promise<House> {
    if (this.#driver.exclusive) return this.#house;
    const house = await freshHouse(this.#house, reader);
    if (house.referenceVersion > this.#house.referenceVersion) this.#house = house;
    return house;
  }

  #tell(work: Work): void {
    const books = work.touchedBooks();
    const postings = work.changes.flatMap((one) => one.postings ?? []);
    this.realized.committed(books, postings, (id) => this.#books.get(id));
    for (const book of books) this.#books.put(book);
    const referenceChanged = work.changes.some(changesReference);
    const userIds = work.changes.flatMap(({ users = [], sessions = [] }) => [
      ...users.map(({ id }) => id),
      ...sessions.map(({ userId }) => userId),
    ]);
    const ended = work.changes.flatMap(endedIn);
    const { events } = work;
    this.tellWatchers({ books, events, referenceChanged, userIds, ended, isOurs: true });
  }

  tellWatchers(committed: Committed): void {
    for (const watch of this.watchers) watch(committed);
  }

  async read(group: Group): Promise<readonly Outcome[]> {
    const jobs = group.take(Infinity);
    return this.#driver.snapshot(async (reader) => {
      const [house, found] = await Promise.all([
        this.#freshHouse(reader),
        load(
          jobs.map(({ wanted }) => wanted),
          contextOf(this.#ground, reader),
        ),
      ]);
      const work = new Work({ ...house, ids: this.#ids.ids });
      work.learn(found);
      return jobs.map((job) => decide(job, work));
    });
  }

  async busyBooks(driver: Driver): Promise<Book[]> {
    return driver.snapshot(async (reader) => {
      const rows = await reader.all(
        `SELECT account_id FROM positions WHERE closed_at_ms IS NULL
         UNION SELECT account_id FROM orders WHERE done_at_ms IS NULL`,
      );
      const ids = rows.map((row) => Number(row['account_id']));
      return this.#booksOf(reader, ids);
    });
  }

  async booksOf(driver: Driver, ids: readonly number[]): Promise<Book[]> {
    return driver.snapshot(async (reader) => this.#booksOf(reader, ids));
  }

  async #booksOf(reader: Reader, ids: readonly number[]): Promise<Book[]> {
    const wanted = ids.map((accountId) => ({ accountId }));
    const { books } = await load(wanted, contextOf(this.#ground, reader));
    return [...books.values()].toSorted((a, b) => a.account.id - b.account.id);
  }
}

/** What a caller of an order or of its cancel may be waiting for. */
const endedIn = ({ settled = [], forgotten = [], orders = [] }: Changes): string[] => [
  ...settled.map(({ orderId }) => orderId),
  ...forgotten,
  ...orders.flatMap(({ id, status }) => (status === 'IN_DOUBT' ? [id] : [])),
];
