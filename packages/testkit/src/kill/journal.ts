/**
 * The tester's own log: an intent before every request, the outcome after it. Each line is on disk when the call returns,
 * so that it survives whatever is killed, the tester included.
 */
import { appendFileSync, readFileSync } from 'node:fs';

export type JournalEntry =
  | { readonly kind: 'intent'; readonly key: string }
  /** The service said so: it must stay true for ever. */
  | { readonly kind: 'acknowledged'; readonly key: string; readonly orderId: string }
  /** The service said that nothing was done, and never will be under this key. */
  | { readonly kind: 'refused'; readonly key: string; readonly code: string }
  /** No answer, or one that says that nobody knows yet. */
  | { readonly kind: 'unknown'; readonly key: string; readonly why: string };

export class Journal {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  write(entry: JournalEntry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`, { flush: true });
  }
}

/** A last line that was cut short by a crash is left out. */
export function readJournal(file: string): readonly JournalEntry[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as JournalEntry);
}
