/** The accounts that a price can move: those with open positions or working orders, found by symbol. */
import type { Book, Committed } from '../ports/store.ts';
import { CoverSums } from './cover-sums.ts';

/** An account that was seen. */
interface Seen {
  /** What was loaded before another process's news must not undo what came after it. */
  version: number;
  /** `null` while no price can move it. */
  book: Book | null;
}

export class BusyBooks {
  /**
   * Nothing is taken out: a Map that accounts enter and leave with every order is copied again and again, and each dead copy
   * in old space keeps the next alive, with all the books in it.
   */
  readonly #seen = new Map<number, Seen>();
  readonly #bySymbol = new Map<string, Set<number>>();
  /** What all these accounts together ask the house to cover. */
  readonly cover = new CoverSums();

  /** For `Store.onCommitted`. */
  readonly update = ({ books }: Pick<Committed, 'books'>): void => {
    for (const book of books) this.#put(book);
  };

  /** For a process that does not watch prices any more: what it knows grows old. */
  clear(): void {
    this.#seen.clear();
    this.#bySymbol.clear();
    this.cover.clear();
  }

  #put(book: Book): void {
    const { id, version } = book.account;
    const seen = this.#seenOf(id);
    if (version < seen.version) return;
    seen.version = version;
    this.cover.put(book);
    const before = symbolsOf(seen.book);
    const after = symbolsOf(book);
    for (const symbol of before) if (!after.has(symbol)) this.#bySymbol.get(symbol)?.delete(id);
    for (const symbol of after) if (!before.has(symbol)) this.#in(symbol).add(id);
    seen.book = after.size === 0 ? null : book;
  }

  #seenOf(id: number): Seen {
    const known = this.#seen.get(id);
    if (known !== undefined) return known;
    const seen: Seen = { version: 0, book: null };
    this.#seen.set(id, seen);
    return seen;
  }

  #in(symbol: string): Set<number> {
    const accounts = this.#bySymbol.get(symbol) ?? new Set();
    this.#bySymbol.set(symbol, accounts);
    return accounts;
  }

  /** Those that hold or await something in this symbol. */
  *trading(symbol: string): Generator<Book> {
    for (const id of this.#bySymbol.get(symbol) ?? []) {
      const book = this.get(id);
      if (book !== undefined) yield book;
    }
  }

  all(): readonly Book[] {
    const books: Book[] = [];
    for (const { book } of this.#seen.values()) if (book !== null) books.push(book);
    return books;
  }

  ids(): readonly number[] {
    return this.all().map(({ account }) => account.id);
  }

  get(accountId: number): Book | undefined {
    return this.#seen.get(accountId)?.book ?? undefined;
  }
}

function symbolsOf(book: Book | null): ReadonlySet<string> {
  if (book === null || (book.positions.length === 0 && book.orders.length === 0)) return NONE;
  const symbols = new Set<string>();
  for (const { symbol } of book.positions) symbols.add(symbol);
  for (const { symbol } of book.orders) symbols.add(symbol);
  return symbols;
}

const NONE: ReadonlySet<string> = new Set();
