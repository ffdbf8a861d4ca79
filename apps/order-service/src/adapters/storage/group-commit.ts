/**
 * Commits what arrived in one turn of the event loop as one transaction: one wait for the disk serves all of it. Every
 * command is decided on its own; when the group cannot be written, it is run again one by one, so that a bug hurts
 * nobody but its own caller.
 */
import type { Decided } from '../../ports/changes.ts';
import type { Facts, Wanted } from '../../ports/facts.ts';

export interface Job {
  readonly wanted: Wanted;
  readonly decide: (facts: Facts) => Decided<unknown>;
}

/** What became of a job once its group was on disk. */
export type Outcome =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly error: unknown };

interface Waiting extends Job {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Beyond this a group gains nothing and the first callers only wait longer. */
const GROUP_MAX = 128;

export class GroupCommit {
  readonly #run: (group: readonly Job[]) => Promise<readonly Outcome[]>;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | null = null;

  /** @param run - Commits a group; rejects when nothing of it was written. */
  constructor(run: (group: readonly Job[]) => Promise<readonly Outcome[]>) {
    this.#run = run;
  }

  async add(job: Job): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...job, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, GROUP_MAX);
      if (await this.#commit(group)) continue;
      for (const job of group) await this.#commit([job]);
    }
    this.#draining = null;
  }

  /** True when everybody has been told; false when the group has to be run again one by one. */
  async #commit(group: readonly Waiting[]): Promise<boolean> {
    try {
      const outcomes = await this.#run(group);
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index];
        if (outcome?.ok === true) resolve(outcome.answer);
        else reject(outcome?.error);
      }
      return true;
    } catch (error) {
      if (group.length > 1) return false;
      group[0]?.reject(error);
      return true;
    }
  }
}
