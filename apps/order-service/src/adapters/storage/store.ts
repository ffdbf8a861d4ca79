/** The storage port, on any driver: facts from memory or the database, decisions in groups, one write per table. */
import { crashPoint, type Logger } from '@faultline/service';
import type { Reference } from '../../ports/records.ts';
import type { Book, Changes, Committed, Decided, Facts, Store, Wanted } from '../../ports/store.ts';
import { Books } from './books.ts';
import { databaseError, tellingErrors } from './database-error.ts';
import type { Driver, Reader, Writer } from './driver.ts';
import { Groups } from './groups.ts';
import { freshHouse, type House, loadHouse, saveHouse } from './house.ts';
import { ID_BLOCK, IdSource, IdsExhausted } from './id-source.ts';
import { load, type LoadContext, namesToLock } from './load.ts';
import type { Group, Job, Outcome } from './open-group.ts';
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

/** A group that has been decided: what the next one builds on, before it is committed and after. */
class DecidedGroup {
  readonly work: Work;
  readonly house: House;
  readonly outcomes: readonly Outcome[];

  constructor(work: Work, house: House, outcomes: readonly Outcome[]) {
    this.work = work;
    this.house = house;
    this.outcomes = outcomes;
  }
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
      async (writer) => this.#run(group, writer, idsLeast),
      ({ work, house }) => {
        crashPoint('after-commit-before-reply');
        this.#ids.committed();
        this.#house = house;
        this.#tell(work);
      },
    );
    return decided.outcomes;
  }

  async #run(group: Group, writer: Writer, idsLeast?: number): Promise<DecidedGroup> {
    group.restart();
    let jobs = group.take(this.#driver.partMax);
    const { before, work } = await this.#begin(jobs, writer, idsLeast);
    const outcomes: Outcome[] = [];
    while (jobs.length > 0) {
      for (const job of jobs) outcomes.push(decide(job, work));
      jobs = await this.#more(group, writer);
      if (jobs.length > 0) await this.#continue(jobs, writer, work);
    }
    const [house] = await together([
      saveHouse(writer, before, work),
      write(writer, work.takePart()),
      writeLast(writer, work.changes),
      this.#ids.save(writer),
    ]);
    crashPoint('before-commit');
    return new DecidedGroup(work, house, outcomes);
  }

  /** What the group is decided on: what stands, or what the group behind it will leave. */
  async #begin(jobs: readonly Job[], writer: Writer, idsLeast?: number) {
    const answer = writer.behind?.answer;
    const behind = answer instanceof DecidedGroup ? answer : null;
    const wanted = jobs.map((job) => job.wanted);
    const [, before, found] = await Promise.all([
      writer.lockNames(namesToLock(wanted)),
      behind?.house ?? this.#freshHouse(writer),
      load(wanted, this.#context(writer.last, this.#driver.lock)),
    ]);
    // The keys of the commands are ours now: locked by name, or with the whole file.
    crashPoint('after-idem-claim');
    await this.#ids.refill(writer, idsLeast);
    const work = new Work({ ...before, ids: this.#ids.ids, behind: behind?.work ?? null });
    work.learn(found);
    return { before, work };
  }

  /** When there is much of it, what was decided before is written meanwhile; all of the group is one commit. */
  async #continue(jobs: readonly Job[], writer: Writer, work: Work): Promise<void> {
    if (jobs.length === this.#driver.partMax) {
      await write(writer, work.takePart());
      writer.pass();
    }
    const wanted = jobs.map((job) => job.wanted);
    work.learn(await load(wanted, this.#context(writer.last, '')));
  }

  /** Who comes while the transaction behind is being committed joins the group. */
  async #more(group: Group, writer: Writer): Promise<readonly Job[]> {
    const { exclusive, partMax } = this.#driver;
    // Rows are locked in one order, once.
    if (!exclusive) return [];
    for (;;) {
      const jobs = group.take(partMax);
      if (jobs.length > 0) return jobs;
      if (writer.behind === null) break;
      await Promise.race([writer.behind.committed, group.arrival(partMax)]);
    }
    group.close();
    return [];
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

  async read(group: Group): Promise<readonly Outcome[]> {
    const jobs = group.take(Infinity);
    return this.#driver.snapshot(async (reader) => {
      const [house, found] = await Promise.all([
        this.#freshHouse(reader),
        load(
          jobs.map(({ wanted }) => wanted),
          this.#context(reader, ''),
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
    const { books } = await load(wanted, this.#context(reader, ''));
    return [...books.values()].toSorted((a, b) => a.account.id - b.account.id);
  }
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
