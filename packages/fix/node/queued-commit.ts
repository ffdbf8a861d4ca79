/**
 * Commits of one turn of the event loop as one group, one group at a time: what comes up while one is under way is the
 * next. When a group fails its members are run again one by one, so that a bad one does not take its neighbours down.
 */

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class QueuedCommit<Item> {
  readonly #run: (items: readonly Item[]) => Promise<void>;
  #waiting: Waiting<Item>[] = [];
  #underWay: Promise<void> | null = null;

  /** @param run - commits all items, or rejects and commits none */
  constructor(run: (items: readonly Item[]) => Promise<void>) {
    this.#run = run;
  }

  add(item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#underWay ??= this.#work();
    });
  }

  /** Everything so far is committed or refused. */
  async settled(): Promise<void> {
    while (this.#underWay !== null) await this.#underWay;
  }

  async #work(): Promise<void> {
    // Whatever the turn still brings comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      if (await this.#tried(group)) continue;
      for (const one of group.length > 1 ? group : []) await this.#tried([one]);
    }
    this.#underWay = null;
  }

  /** Whether the group needs no second try. */
  async #tried(group: readonly Waiting<Item>[]): Promise<boolean> {
    try {
      await this.#run(group.map(({ item }) => item));
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      return group.length === 1;
    }
    for (const { resolve } of group) resolve();
    return true;
  }
}
