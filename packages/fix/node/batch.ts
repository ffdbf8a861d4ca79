/**
 * What one session has to commit, and the rule that at most one batch of it is under way. What comes up meanwhile is
 * collected into the next.
 */
import type { Log } from './application.ts';
import type { SessionStore, SessionWrite } from './store.ts';

export class Batch<Change> {
  readonly sessions: SessionWrite[] = [];
  readonly changes: Change[] = [];
  /** In order, once the batch is durable. */
  readonly after: (() => void)[] = [];
  /** When the batch is lost. */
  readonly failed: ((error: unknown) => void)[] = [];

  get isEmpty(): boolean {
    return this.sessions.length + this.changes.length + this.after.length === 0;
  }

  /** Bytes that repeat what is stored already need no commit of their own. */
  get isDurable(): boolean {
    return this.sessions.length + this.changes.length > 0;
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

  /** Commits when the present turn is over, and after the batch that is under way. */
  schedule(): void {
    if (this.#scheduled || this.#open.isEmpty) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.#underWay === null && !this.#open.isEmpty) void this.#start();
    });
  }

  /** Everything so far is durable, or lost. */
  async settled(): Promise<void> {
    while (this.#underWay !== null || !this.#open.isEmpty) {
      await (this.#underWay ?? this.#start());
    }
  }

  /** Gives up what was collected: its promises reject. */
  discard(error: unknown): void {
    const lost = this.#open;
    this.#open = new Batch();
    this.#run(lost.failed.map((failed) => () => failed(error)));
  }

  #start(): Promise<void> {
    this.#underWay = this.#commit().then(() => {
      this.#underWay = null;
      this.schedule();
    });
    return this.#underWay;
  }

  async #commit(): Promise<void> {
    const batch = this.#open;
    this.#open = new Batch();
    try {
      if (batch.isDurable) await this.#options.store.commit(batch);
      this.#run(batch.after);
    } catch (error) {
      this.#run(batch.failed.map((failed) => () => failed(error)));
      this.discard(error);
      this.#options.onLost(error);
    }
  }

  #run(callbacks: readonly (() => void)[]): void {
    for (const callback of callbacks) {
      try {
        callback();
      } catch (error) {
        this.#options.log.error({ error }, 'callback after a commit failed');
      }
    }
  }
}
