/** An error journal to be searched: our own, or another service's. Times are epoch milliseconds. */
import type { JournalCount, JournalEntry, JournalSearch, JournalStats } from '@faultline/service';

export type { JournalCount, JournalEntry };

/** Each rejects when the journal cannot be asked. */
export interface Journal {
  /** Newest first. */
  search(wanted: JournalSearch): Promise<readonly JournalEntry[]>;
  get(id: string): Promise<JournalEntry | null>;
  /** Oldest bucket first. */
  stats(wanted: JournalStats): Promise<readonly JournalCount[]>;
}

/** By the name of its service. */
export type Journals = Readonly<Record<string, Journal>>;
