/**
 * What one session has to commit, and the rule that at most one batch of it is under way. What comes up meanwhile is
 * collected into the next.
 */
import type { Log } from './application.ts';
import type { Link } from './link.ts';
import type { SessionStore, SessionWrite } from './store.ts';

/** A promise that the batch settles. */
interface Pending {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class Batch<Change> {
  readonly sessions: SessionWrite[] = [];
  readonly changes: Change[] = [];
  readonly pending: Pending[] = [];
  /** Behind the writes and the promises, in order, once the batch is durable. */
  readonly after: (() => void)[] = [];
  readonly #writes: Buffer[] = [];
  /** There is one only: another is taken over when everything before is committed. */
  #link: Link | null = null;

  get isEmpty(): boolean {
    return (
      this.sessions.length === 0 &&
      this.#writes.length === 0 &&
      this.after.length === 0 &&
      this.changes.length === 0
    );
  }

  /** Bytes that repeat what is stored already need no commit of their own. */
  get isDurable(): boolean {
    return this.sessions.length > 0 || this.changes.length > 0;
  }

  /** To be written once the batch is durable. */
  write(link: Link, bytes: Buffer): void {
    this.#link = link;
    this.#writes.push(bytes);
  }

  /** Everything in one packet: a system call for each message costs more than the message. */
  flush(): void {
    if (this.#link !== null) this.#link.write(this.#writes);
  }
}

export interface CommitterOptions<Change> {
  readonly store: SessionStore<Change>;
  readonly log: Log;
  /** The store refused a batch; everything collected since is lost with it. */
  readonly onLost: (error: unknown) => void;
}

export class Committer<Change> {
  readonly #options: CommitterOptions<Change>;
  #open = new Batch<Change>();
  #underWay: Promise<void> | null = null;
  #scheduled = false;

  constructor(options: CommitterOptions<Change>) {
    this.#options = options;
  }

  /** Where the present turn collects. */
  get open(): Batch<Change> {
    return this.#open;
  }

  /** Commits when the present turn is over, so that what one turn sends is one batch. */
  schedule(): void {
    if (this.#scheduled || this.#open.isEmpty) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.commit();
    });
  }

  /** Commits at once, or after the batch that is under way. */
  commit(): void {
    if (this.#underWay !== null || this.#open.isEmpty) return;
    const batch = this.#open;
    this.#open = new Batch();
    try {
      const durable = batch.isDurable ? this.#options.store.commit(batch) : undefined;
      if (durable === undefined) this.#complete(batch);
      else this.#underWay = this.#follow(batch, durable);
    } catch (error) {
      this.#abandon(batch, error);
    }
  }

  /** Everything so far is durable, or lost. */
  async settled(): Promise<void> {
    while (this.#underWay !== null || !this.#open.isEmpty) {
      this.commit();
      await this.#underWay;
    }
  }

  /** Gives up what was collected: its promises reject. */
  discard(error: unknown): void {
    const lost = this.#open;
    this.#open = new Batch();
    for (const { reject } of lost.pending) reject(error);
  }

  async #follow(batch: Batch<Change>, durable: Promise<void>): Promise<void> {
    try {
      await durable;
      this.#complete(batch);
    } catch (error) {
      this.#abandon(batch, error);
    }
    this.#underWay = null;
    // What has come up meanwhile has waited for long enough.
    this.commit();
  }

  #complete(batch: Batch<Change>): void {
    this.#guarded(() => batch.flush());
    for (const { resolve } of batch.pending) resolve();
    for (const callback of batch.after) this.#guarded(callback);
  }

  #abandon(batch: Batch<Change>, error: unknown): void {
    for (const { reject } of batch.pending) reject(error);
    this.discard(error);
    this.#options.onLost(error);
  }

  #guarded(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#options.log.error({ error }, 'callback after a commit failed');
    }
  }
}
