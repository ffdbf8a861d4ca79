/** The storage port, on any driver: facts from memory or the database, decisions in groups, one write per table. */
import { crashPoint, type Logger } from '@faultline/service';
import type { Reference } from '../../ports/records.ts';
import type { Book, Changes, Committed, Decided, Facts, Store, Wanted } from '../../ports/store.ts';
import { Books } from './books.ts';
import { databaseError, tellingErrors } from './database-error.ts';
import type { Driver, Reader, Writer } from './driver.ts';
import { Groups, type Job, type Outcome } from './groups.ts';
import { freshHouse, type House, loadHouse, saveHouse } from './house.ts';
import { ID_BLOCK, IdSource, IdsExhausted } from './id-source.ts';
import { load, type LoadContext, namesToLock } from './load.ts';
import { pagesOf } from './pages.ts';
import { peopleQueries } from './people-queries.ts';
import { priceQueries } from './price-queries.ts';
import { queries } from './queries.ts';
import { Realized } from './realized.ts';
import { changesReference } from './reference.ts';
import { together } from './together.ts';
import { verifyBooks } from './verify.ts';
import { Work } from './work.ts';
import { write, writeLast } from './write.ts';

/** @param driver - On a database whose schema is up to date; closed with the store. */
export async function openStore(driver: Driver, log: Logger): Promise<Store> {
  const storage = new Storage(driver, await IdSource.open(driver), await loadHouse(driver));
  const asked = tellingErrors(driver, log);
  const commits = new Groups(async (jobs) => storage.commit(jobs));
  const reads = new Groups(async (jobs) => storage.read(jobs));
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
  readonly realized = new Realized();
  #house: House;
  readonly watchers: ((committed: Committed) => void)[] = [];

  constructor(driver: Driver, ids: IdSource, house: House) {
    this.#driver = driver;
    this.#ids = ids;
    this.#house = house;
  }

  get reference(): Reference {
    return this.#house.reference;
  }

  /** @throws when nothing of the group was written. */
  async commit(jobs: readonly Job[]): Promise<readonly Outcome[]> {
    try {
      return await this.#transact(jobs);
    } catch (error) {
      if (!(error instanceof IdsExhausted)) throw error;
      return this.#transact(jobs, ID_BLOCK);
    }
  }

  /** @param idsLeast - How many ids of each kind there must be. */
  async #transact(jobs: readonly Job[], idsLeast?: number): Promise<readonly Outcome[]> {
    const { work, house, outcomes } = await this.#driver.transaction(async (writer) =>
      this.#run(jobs, writer, idsLeast),
    );
    crashPoint('after-commit-before-reply');
    this.#ids.committed();
    this.#house = house;
    this.#tell(work);
    return outcomes;
  }

  async #run(jobs: readonly Job[], writer: Writer, idsLeast?: number) {
    const wanted = jobs.map((job) => job.wanted);
    const [, before, loaded] = await Promise.all([
      writer.lockNames(namesToLock(wanted)),
      this.#freshHouse(writer),
      load(wanted, this.#context(writer, this.#driver.lock)),
    ]);
    // The keys of the commands are ours now: locked by name, or with the whole file.
    crashPoint('after-idem-claim');
    await this.#ids.refill(writer, idsLeast);
    const work = new Work({ loaded, ...before, ids: this.#ids.ids });
    const outcomes: Outcome[] = [];
    const { partMax } = this.#driver;
    for (let at = 0; at < jobs.length; at += partMax) {
      if (at > 0) await writePart(writer, work);
      for (const job of jobs.slice(at, at + partMax)) outcomes.push(decide(job, work));
    }
    const [house] = await together([
      saveHouse(writer, before, work),
      write(writer, work.takePart()),
      writeLast(writer, work.changes),
      this.#ids.save(writer),
    ]);
    crashPoint('before-commit');
    return { work, house, outcomes };
  }

  #context(reader: Reader, lock: string): LoadContext {
    return { reader, books: this.#books, exclusive: this.#driver.exclusive, lock };
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

  async read(jobs: readonly Job[]): Promise<readonly Outcome[]> {
    return this.#driver.snapshot(async (reader) => {
      const [house, loaded] = await Promise.all([
        this.#freshHouse(reader),
        load(
          jobs.map(({ wanted }) => wanted),
          this.#context(reader, ''),
        ),
      ]);
      const work = new Work({ loaded, ...house, ids: this.#ids.ids });
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
    const { books } = await load(wanted, this.#context(reader, ''));
    return [...books.values()].toSorted((a, b) => a.account.id - b.account.id);
  }
}

/** The rest of the group is decided while this part is being written; all of it is one commit. */
async function writePart(writer: Writer, work: Work): Promise<void> {
  await write(writer, work.takePart());
  writer.pass();
}

/** What a caller of an order or of its cancel may be waiting for. */
const endedIn = ({ settled = [], forgotten = [], orders = [] }: Changes): string[] => [
  ...settled.map(({ orderId }) => orderId),
  ...forgotten,
  ...orders.flatMap(({ id, status }) => (status === 'IN_DOUBT' ? [id] : [])),
];

/** A decision that crashes has changed nothing: only its own caller hears of it. */
function decide(job: Job, work: Work): Outcome {
  try {
    const { answer, changes } = job.decide(work.factsFor(job.wanted));
    if (changes !== undefined) work.apply(changes);
    return { ok: true, answer };
  } catch (error) {
    if (error instanceof IdsExhausted) throw error;
    return { ok: false, error };
  }
}
