/** What an opened book is, on either database, and what both do the same way. */
import type { SessionStore } from '@faultline/fix/node';
import type { Logger } from '@faultline/service';
import type { BookChange, Committed, OrderBook } from '../../ports/order-book.ts';
import type { BookWriterDeps } from './book-writer.ts';

export type OpenBookOptions = Pick<BookWriterDeps, 'waysOf' | 'log'>;

export interface OpenBook {
  readonly book: OrderBook;
  /** For the FIX sessions; what they commit reaches the book and its listeners. */
  readonly sessionStore: SessionStore<BookChange>;
  /** What an acknowledged write survives. */
  readonly durability: () => Promise<'power-loss' | 'process-crash'>;
  readonly close: () => Promise<void>;
}

/** Who hears of each commit, in its turn. */
export class Listeners {
  readonly #log: Logger;
  readonly #listeners: ((committed: Committed) => void)[] = [];

  constructor(log: Logger) {
    this.#log = log;
  }

  readonly add: OrderBook['onCommitted'] = (listener) => void this.#listeners.push(listener);

  tell(committed: Committed): void {
    for (const listener of this.#listeners) {
      try {
        listener(committed);
      } catch (error) {
        // What is durable stays so: a listener's bug must not look like a failed commit.
        this.#log.error({ err: error }, 'listener of the book failed');
      }
    }
  }
}

type Batch = Parameters<SessionStore<BookChange>['commit']>[0];

/** Whoever starts the numbers of a session again takes the evidence with them: it is noted in the same commit. */
export function withResets(batch: Batch): Batch {
  const resets = batch.sessions.filter(({ reset }) => reset === true);
  if (resets.length === 0) return batch;
  const noted = resets.map(({ sessionId, startedMs = Date.now() }): BookChange => ({
    kind: 'numbers-reset',
    sessionId,
    atMs: startedMs,
  }));
  return { ...batch, changes: [...noted, ...batch.changes] };
}
