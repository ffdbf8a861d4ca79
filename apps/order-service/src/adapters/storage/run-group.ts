/**
 * Runs one group of commands in one transaction: loads what they ask to see, decides them one after the other, and writes
 * what they changed. While the group before it is being committed, it stays open to whoever comes.
 */
import { crashPoint } from '@faultline/service';
import type { Books } from './books.ts';
import type { Driver, Reader, Writer } from './driver.ts';
import { type House, saveHouse } from './house.ts';
import { type IdSource, IdsExhausted } from './id-source.ts';
import { load, type LoadContext, namesToLock } from './load.ts';
import type { Group, Job, Outcome } from './open-group.ts';
import { together } from './together.ts';
import { Work } from './work.ts';
import { write, writeLast } from './write.ts';

/** What a group stands on. */
export interface Ground {
  readonly driver: Driver;
  readonly ids: IdSource;
  readonly books: Books;
  readonly houseNow: (reader: Reader) => Promise<House>;
}

/** A group that has been decided: what the next one builds on, before it is committed and after. */
export class DecidedGroup {
  readonly work: Work;
  readonly house: House;
  readonly outcomes: readonly Outcome[];

  constructor(work: Work, house: House, outcomes: readonly Outcome[]) {
    this.work = work;
    this.house = house;
    this.outcomes = outcomes;
  }
}

export class GroupRun {
  readonly #ground: Ground;
  readonly #group: Group;
  readonly #writer: Writer;

  constructor(ground: Ground, group: Group, writer: Writer) {
    this.#ground = ground;
    this.#group = group;
    this.#writer = writer;
  }

  /**
   * @param idsLeast - How many ids of each kind there must be.
   * @throws IdsExhausted when there were fewer than its decisions took.
   */
  async run(idsLeast?: number): Promise<DecidedGroup> {
    const { driver, ids } = this.#ground;
    this.#group.restart();
    let jobs = this.#group.take(driver.partMax);
    const { before, work } = await this.#begin(jobs, idsLeast);
    const outcomes: Outcome[] = [];
    while (jobs.length > 0) {
      for (const job of jobs) outcomes.push(decide(job, work));
      jobs = await this.#more();
      if (jobs.length > 0) await this.#continue(jobs, work);
    }
    const [house] = await together([
      saveHouse(this.#writer, before, work),
      write(this.#writer, work.takePart()),
      writeLast(this.#writer, work.changes),
      ids.save(this.#writer),
    ]);
    crashPoint('before-commit');
    return new DecidedGroup(work, house, outcomes);
  }

  /** What the group is decided on: what stands, or what the group behind it will leave. */
  async #begin(jobs: readonly Job[], idsLeast?: number) {
    const writer = this.#writer;
    const { driver, ids, houseNow } = this.#ground;
    const answer = writer.behind?.answer;
    const behind = answer instanceof DecidedGroup ? answer : null;
    const wanted = jobs.map((job) => job.wanted);
    const [, before, found] = await Promise.all([
      writer.lockNames(namesToLock(wanted)),
      behind?.house ?? houseNow(writer),
      load(wanted, contextOf(this.#ground, writer.last, driver.lock)),
    ]);
    // The keys of the commands are ours now: locked by name, or with the whole file.
    crashPoint('after-idem-claim');
    await ids.refill(writer, idsLeast);
    const work = new Work({ ...before, ids: ids.ids, behind: behind?.work ?? null });
    work.learn(found);
    return { before, work };
  }

  /** Who comes while the transaction behind is being committed joins the group. */
  async #more(): Promise<readonly Job[]> {
    const { exclusive, partMax } = this.#ground.driver;
    // Rows are locked in one order, once.
    if (!exclusive) return [];
    for (;;) {
      const jobs = this.#group.take(partMax);
      if (jobs.length > 0) return jobs;
      const { behind } = this.#writer;
      if (behind === null) break;
      await Promise.race([behind.committed, this.#group.arrival(partMax)]);
    }
    this.#group.close();
    return [];
  }

  /** When there is much of it, what was decided before is written meanwhile; all of the group is one commit. */
  async #continue(jobs: readonly Job[], work: Work): Promise<void> {
    if (jobs.length === this.#ground.driver.partMax) {
      await write(this.#writer, work.takePart());
      this.#writer.pass();
    }
    const wanted = jobs.map((job) => job.wanted);
    work.learn(await load(wanted, contextOf(this.#ground, this.#writer.last)));
  }
}

/** @param lock - Empty to lock nothing. */
export const contextOf = (
  { driver, books }: Pick<Ground, 'driver' | 'books'>,
  reader: Reader,
  lock = '',
): LoadContext => ({ reader, books, exclusive: driver.exclusive, lock });

/** A decision that crashes has changed nothing: only its own caller hears of it. */
export function decide(job: Job, work: Work): Outcome {
  try {
    const { answer, changes } = job.decide(work.factsFor(job.wanted));
    if (changes !== undefined) work.apply(changes);
    return { ok: true, answer };
  } catch (error) {
    if (error instanceof IdsExhausted) throw error;
    return { ok: false, error };
  }
}
