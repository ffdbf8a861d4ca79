/**
 * Runs what arrives together as one group, so that one wait for the database serves all of it: commands, each decided on
 * its own, and reads. When a group fails, it is run again one by one, so that a bug hurts nobody but its own caller.
 */
import { OutcomeUnknown, Unreachable } from './driver.ts';
import {
  type Group,
  type Job,
  OpenGroup,
  type Outcome,
  Queue,
  type Waiting,
} from './open-group.ts';

/** @throws when nothing of the group was written, or nobody knows. */
type Run = (group: Group) => Promise<readonly Outcome[]>;

export class Groups {
  readonly #run: Run;
  readonly #queue = new Queue();
  readonly #underWay = new Set<Promise<void>>();
  #gathering: Promise<void> | null = null;

  constructor(run: Run) {
    this.#run = run;
  }

  async add(job: Job): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#queue.add({ ...job, resolve, reject });
      this.#gathering ??= this.#gather();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#gathering !== null || this.#underWay.size > 0) {
      await Promise.all([this.#gathering, ...this.#underWay]);
    }
  }

  /** One group after the other is opened; the next when nobody can join the last any more. */
  async #gather(): Promise<void> {
    do {
      // Callers who have just heard of their last commit ask for the next in this turn: they go together.
      await new Promise((resolve) => setImmediate(resolve));
      const group = new OpenGroup(this.#queue);
      const told = this.#runAndTell(group);
      this.#underWay.add(told);
      void told.then(() => this.#underWay.delete(told));
      await Promise.race([group.closed, told]);
    } while (this.#queue.length > 0);
    this.#gathering = null;
  }

  async #runAndTell(group: OpenGroup): Promise<void> {
    if (await this.#runGroup(group)) return;
    for (const job of group.members) await this.#runGroup(OpenGroup.of(job));
  }

  /** True when everybody has been told; false when the group has to be run again one by one. */
  async #runGroup(group: OpenGroup): Promise<boolean> {
    const { members } = group;
    try {
      const outcomes = await this.#run(group);
      // What its callers do now takes a while, and the next group need not wait for that with its commit.
      if (group.isClosed) await new Promise((resolve) => setImmediate(resolve));
      for (const [index, one] of group.dissolve().entries()) tell(one, outcomes[index]);
      return true;
    } catch (error) {
      if (members.length > 1 && mayRunAgain(error)) return false;
      for (const { reject } of members) reject(error);
      return true;
    }
  }
}

function tell({ resolve, reject }: Waiting, outcome: Outcome | undefined): void {
  if (outcome?.ok === true) resolve(outcome.answer);
  else reject(outcome?.error);
}

/** One command of the group may be to blame, but not for a database that is gone. */
const mayRunAgain = (error: unknown): boolean =>
  !(error instanceof Unreachable) && !(error instanceof OutcomeUnknown);
