/** Passes each committed event to those who listen to its account. Memory only: who comes late reads the journal. */
import type { Committed, NumberedEvent } from '../ports/store.ts';

/** `hint`: there are events up to a number in the journal. */
interface Listener {
  readonly put: (event: NumberedEvent) => void;
  readonly hint: (seq: number) => void;
}

export class EventHub {
  readonly #listeners = new Map<number, Set<Listener>>();

  /** For `Store.onCommitted`. */
  readonly publish = ({ events }: Committed): void => {
    for (const event of events) {
      for (const listener of this.#listeners.get(event.accountId) ?? []) listener.put(event);
    }
  };

  /** Another process has numbered events of this account up to here. */
  hint(accountId: number, seq: number): void {
    for (const listener of this.#listeners.get(accountId) ?? []) listener.hint(seq);
  }

  /** Accounts that somebody listens to. */
  accounts(): number[] {
    return [...this.#listeners.keys()];
  }

  /** @returns What to call to stop listening. */
  listen(accountId: number, listener: Listener): () => void {
    const listeners = this.#listeners.get(accountId) ?? new Set();
    this.#listeners.set(accountId, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(accountId);
    };
  }
}
