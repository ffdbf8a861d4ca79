/** Passes each committed event to those who listen to its account. Memory only: who comes late reads the journal. */
import type { Committed, NumberedEvent } from '../ports/store.ts';

type Listener = (event: NumberedEvent) => void;

export class EventHub {
  readonly #listeners = new Map<number, Set<Listener>>();

  /** For `Store.onCommitted`. */
  readonly publish = ({ events }: Committed): void => {
    for (const event of events) {
      for (const listen of this.#listeners.get(event.accountId) ?? []) listen(event);
    }
  };

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
