/**
 * Runs what arrived in one turn of the event loop as one group, so that one wait for the database serves all of it:
 * commands, each decided on its own, and reads. When a group fails, it is run again one by one, so that a bug hurts
 * nobody but its own caller.
 */
import type { Decided } from '../../ports/changes.ts';
import type { Facts, Wanted } from '../../ports/facts.ts';
import { OutcomeUnknown, Unreachable } from './driver.ts';

export interface Job {
  readonly wanted: Wanted;
  readonly decide: (facts: Facts) => Decided<unknown>;
}

/** What became of a job once its group was through. */
export type Outcome =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly error: unknown };

interface Waiting extends Job {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Beyond this a group gains nothing and the first callers only wait longer. */
const GROUP_MAX = 256;

export class Groups {
  readonly #run: (group: readonly Job[]) => Promise<readonly Outcome[]>;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | null = null;

  /** @param run - For a group that is to be committed: rejects when nothing of it was written, or nobody knows. */
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
    do {
      // Callers who have just heard of their last commit ask for the next in this turn: they go together.
      await new Promise((resolve) => setImmediate(resolve));
      const group = this.#waiting.splice(0, GROUP_MAX);
      if (await this.#runGroup(group)) continue;
      for (const job of group) await this.#runGroup([job]);
    } while (this.#waiting.length > 0);
    this.#draining = null;
  }

  /** True when everybody has been told; false when the group has to be run again one by one. */
  async #runGroup(group: readonly Waiting[]): Promise<boolean> {
    try {
      const outcomes = await this.#run(group);
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index];
        if (outcome?.ok === true) resolve(outcome.answer);
        else reject(outcome?.error);
      }
      return true;
    } catch (error) {
      if (group.length > 1 && mayRunAgain(error)) return false;
      for (const { reject } of group) reject(error);
      return true;
    }
  }
}

/** One command of the group may be to blame, but not for a database that is gone. */
const mayRunAgain = (error: unknown): boolean =>
  !(error instanceof Unreachable) && !(error instanceof OutcomeUnknown);
