/** The accounts that a price can move: those with open positions or working orders, found by symbol. */
import type { Book, Committed } from '../ports/store.ts';

export class BusyBooks {
  readonly #books = new Map<number, Book>();
  readonly #bySymbol = new Map<string, Set<number>>();

  constructor(books: readonly Book[]) {
    for (const book of books) this.#put(book);
  }

  /** For `Store.onCommitted`. */
  readonly update = ({ books }: Committed): void => {
    for (const book of books) this.#put(book);
  };

  #put(book: Book): void {
    const { id } = book.account;
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

  get(accountId: number): Book | undefined {
    return this.#books.get(accountId);
  }
}

function symbolsOf(book: Book | undefined): ReadonlySet<string> {
  if (book === undefined) return NONE;
  return new Set([...book.positions, ...book.orders].map(({ symbol }) => symbol));
}

const NONE: ReadonlySet<string> = new Set();
