/**
 * Collects what is to be committed during one turn of the event loop and commits it once.
 *
 * When a group fails its members are run again one by one, so that a bad one does not take its neighbours down.
 */

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class GroupCommit<Item> {
  readonly #run: (items: readonly Item[]) => void;
  #waiting: Waiting<Item>[] = [];

  /** @param run - commits all items or throws and commits none */
  constructor(run: (items: readonly Item[]) => void) {
    this.#run = run;
  }

  add(item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.flush());
      this.#waiting.push({ item, resolve, reject });
    });
  }

  flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    try {
      this.#run(group.map(({ item }) => item));
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else for (const one of group) this.#runAlone(one);
      return;
    }
    for (const { resolve } of group) resolve();
  }

  #runAlone({ item, resolve, reject }: Waiting<Item>): void {
    try {
      this.#run([item]);
    } catch (error) {
      reject(error);
      return;
    }
    resolve();
  }
}
