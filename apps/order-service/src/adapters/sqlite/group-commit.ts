/**
 * Commits what arrived in one turn of the event loop as one transaction: one wait for the disk serves all of it. Every
 * job is decided on its own; when one crashes, the group is rolled back and run again one by one, so that a bug hurts
 * nobody but its own caller.
 */
import type { DatabaseSync } from 'node:sqlite';

interface Job {
  readonly run: () => unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Beyond this a group gains nothing and the first callers only wait longer. */
const GROUP_MAX = 128;

export class GroupCommit {
  readonly #database: DatabaseSync;
  #waiting: Job[] = [];
  #scheduled = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Runs `run` inside a transaction; resolves after the commit with what it returned. */
  async add<R>(run: () => R): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#waiting.push({ run, resolve: resolve as Job['resolve'], reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => this.flush());
    });
  }

  /** Commits what is waiting now. */
  flush(): void {
    this.#scheduled = false;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, GROUP_MAX);
      if (this.#commit(group)) continue;
      for (const job of group) this.#commit([job]);
    }
  }

  /** True when everybody has been told; false when the group has to be run again one by one. */
  #commit(group: readonly Job[]): boolean {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const answers = group.map((job) => job.run());
      this.#database.exec('COMMIT');
      for (const [index, job] of group.entries()) job.resolve(answers[index]);
      return true;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      if (group.length > 1) return false;
      group[0]?.reject(error);
      return true;
    }
  }
}
