/** The storage port, on any driver: facts from memory or the database, decisions in groups, one write per table. */
import type { Logger } from '@faultline/service';
import type { Reference } from '../../ports/records.ts';
import type { Book, Committed, Decided, Facts, Store, Wanted } from '../../ports/store.ts';
import { Books } from './books.ts';
import { databaseError } from './database-error.ts';
import type { Driver } from './driver.ts';
import { GroupCommit, type Job, type Outcome } from './group-commit.ts';
import { IdSource, IdsExhausted, readCounters, setCounter } from './id-source.ts';
import { load } from './load.ts';
import { pagesOf } from './pages.ts';
import { queries } from './queries.ts';
import { changesReference, loadReference } from './reference.ts';
import { verifyBooks } from './verify.ts';
import { Work } from './work.ts';
import { write } from './write.ts';

const REPORT = 'report';

/** @param driver - On a database whose schema is up to date; closed with the store. */
export async function openStore(driver: Driver, log: Logger): Promise<Store> {
  const reference = await loadReference(driver);
  const lastReportSeq = (await readCounters(driver)).get(REPORT) ?? 0;
  const storage = new Storage(driver, await IdSource.open(driver), { reference, lastReportSeq });
  const group = new GroupCommit(async (jobs) => storage.commit(jobs));
  return {
    async commit<R>(wanted: Wanted, decide: (facts: Facts) => Decided<R>): Promise<R> {
      try {
        return (await group.add({ wanted, decide })) as R;
      } catch (error) {
        throw databaseError(error, log);
      }
    },
    read: async (wanted) => storage.read(wanted),
    reference: () => storage.reference,
    onCommitted: (watch) => storage.watchers.push(watch),
    busyBooks: async () => storage.busyBooks(),
    booksOf: async (ids) => storage.booksOf(ids),
    pages: pagesOf(driver),
    ...queries(driver),
    verify: async () => verifyBooks(driver),
    close: async () => {
      await group.idle();
      await driver.close();
    },
  };
}

interface State {
  readonly reference: Reference;
  readonly lastReportSeq: number;
}

class Storage {
  readonly #driver: Driver;
  readonly #ids: IdSource;
  readonly #books = new Books();
  #state: State;
  readonly watchers: ((committed: Committed) => void)[] = [];

  constructor(driver: Driver, ids: IdSource, state: State) {
    this.#driver = driver;
    this.#ids = ids;
    this.#state = state;
  }

  get reference(): Reference {
    return this.#state.reference;
  }

  /** @throws when nothing of the group was written. */
  async commit(jobs: readonly Job[]): Promise<readonly Outcome[]> {
    await this.#ids.refill(this.#driver);
    const { work, outcomes } = await this.#driver.transaction(async (writer) => {
      const { exclusive, lock } = this.#driver;
      const context = { reader: writer, books: this.#books, exclusive, lock };
      const loaded = await load(
        jobs.map(({ wanted }) => wanted),
        context,
      );
      const before = new Work({ loaded, ...this.#state, ids: this.#ids.ids });
      const decided = jobs.map((job) => decide(job, before));
      await write(writer, before);
      if (before.lastReportSeq !== this.#state.lastReportSeq) {
        await setCounter(writer, REPORT, before.lastReportSeq);
      }
      await this.#ids.save(writer);
      return { work: before, outcomes: decided };
    });
    this.#ids.committed();
    this.#adopt(work);
    return outcomes;
  }

  #adopt(work: Work): void {
    const books = work.touchedBooks();
    for (const book of books) this.#books.put(book);
    this.#state = { reference: work.reference, lastReportSeq: work.lastReportSeq };
    const referenceChanged = work.changes.some(changesReference);
    const committed: Committed = { books, events: work.events, referenceChanged };
    for (const watch of this.watchers) watch(committed);
  }

  async read(wanted: Wanted): Promise<Facts> {
    const { exclusive } = this.#driver;
    const context = { reader: this.#driver, books: this.#books, exclusive, lock: '' };
    const loaded = await load([wanted], context);
    return new Work({ loaded, ...this.#state, ids: this.#ids.ids }).factsFor(wanted);
  }

  async busyBooks(): Promise<Book[]> {
    const rows = await this.#driver.all(
      `SELECT account_id FROM positions WHERE closed_at_ms IS NULL
       UNION SELECT account_id FROM orders WHERE done_at_ms IS NULL`,
    );
    return this.booksOf(rows.map((row) => Number(row['account_id'])));
  }

  async booksOf(ids: readonly number[]): Promise<Book[]> {
    const { exclusive } = this.#driver;
    const context = { reader: this.#driver, books: this.#books, exclusive, lock: '' };
    const { books } = await load(
      ids.map((accountId) => ({ accountId })),
      context,
    );
    return [...books.values()].toSorted((a, b) => a.account.id - b.account.id);
  }
}

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
