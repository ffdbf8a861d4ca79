/** Accounts as they stand, kept in memory between commits: loading one afresh for every order would cost more than deciding it. */
import { isDone } from '@faultline/domain';
import type { Order, Position } from '@faultline/domain';
import type { Book } from '../../ports/store.ts';

/** Enough for every account that trades at the same time on one machine; the least recently used make room. */
const BOOKS_MAX = 20_000;

export class Books {
  readonly #books = new Map<number, Book>();

  get(accountId: number): Book | undefined {
    const book = this.#books.get(accountId);
    if (book === undefined) return undefined;
    // A Map keeps the order of insertion: the first is the one not asked for the longest.
    this.#books.delete(accountId);
    this.#books.set(accountId, book);
    return book;
  }

  /** @returns The newer of this and what is known: a slow reader must not bring back what has been written over since. */
  put(book: Book): Book {
    const known = this.#books.get(book.account.id);
    if (known !== undefined && known.account.version >= book.account.version) return known;
    this.#books.delete(book.account.id);
    this.#books.set(book.account.id, book);
    if (this.#books.size > BOOKS_MAX) {
      const [oldest] = this.#books.keys();
      if (oldest !== undefined) this.#books.delete(oldest);
    }
    return book;
  }
}

export function withOrder(book: Book, order: Order): Book {
  const orders = book.orders.filter(({ id }) => id !== order.id);
  return { ...book, orders: isDone(order) ? orders : [...orders, order] };
}

export function withPosition(book: Book, position: Position): Book {
  const index = book.positions.findIndex(({ id }) => id === position.id);
  const closed = position.status === 'CLOSED';
  if (index === -1) {
    return closed ? book : { ...book, positions: [...book.positions, position] };
  }
  const positions = closed
    ? book.positions.toSpliced(index, 1)
    : book.positions.with(index, position);
  return { ...book, positions };
}
