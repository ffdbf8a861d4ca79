/** The accounts that a price can move: those with open positions or working orders, found by symbol. */
import type { Book, Committed } from '../ports/store.ts';
import { CoverSums } from './cover-sums.ts';

export class BusyBooks {
  readonly #books = new Map<number, Book>();
  readonly #bySymbol = new Map<string, Set<number>>();
  /** Of every account seen: what was loaded before another process's news must not undo what came after it. */
  readonly #versions = new Map<number, number>();
  /** What all these accounts together ask the house to cover. */
  readonly cover = new CoverSums();

  /** For `Store.onCommitted`. */
  readonly update = ({ books }: Pick<Committed, 'books'>): void => {
    for (const book of books) this.#put(book);
  };

  /** For a process that does not watch prices any more: what it knows grows old. */
  clear(): void {
    this.#books.clear();
    this.#bySymbol.clear();
    this.#versions.clear();
    this.cover.clear();
  }

  #put(book: Book): void {
    const { id, version } = book.account;
    if (version < (this.#versions.get(id) ?? 0)) return;
    this.#versions.set(id, version);
    this.cover.put(book);
    const before = symbolsOf(this.#books.get(id));
    const after = symbolsOf(book);
    for (const symbol of before) if (!after.has(symbol)) this.#bySymbol.get(symbol)?.delete(id);
    for (const symbol of after) if (!before.has(symbol)) this.#in(symbol).add(id);
    if (after.size === 0) this.#books.delete(id);
    else this.#books.set(id, book);
  }

  #in(symbol: string): Set<number> {
    const accounts = this.#bySymbol.get(symbol) ?? new Set();
    this.#bySymbol.set(symbol, accounts);
    return accounts;
  }

  /** Those that hold or await something in this symbol. */
  *trading(symbol: string): Generator<Book> {
    for (const id of this.#bySymbol.get(symbol) ?? []) {
      const book = this.#books.get(id);
      if (book !== undefined) yield book;
    }
  }

  all(): readonly Book[] {
    return [...this.#books.values()];
  }

  ids(): readonly number[] {
    return [...this.#books.keys()];
  }

  get(accountId: number): Book | undefined {
    return this.#books.get(accountId);
  }
}

function symbolsOf(book: Book | undefined): ReadonlySet<string> {
  if (book === undefined) return NONE;
  return new Set([...book.positions, ...book.orders].map(({ symbol }) => symbol));
}

const NONE: ReadonlySet<string> = new Set();
