/** Accounts as they stand, kept in memory between commits: loading one afresh for every order would cost more than deciding it. */
import { isDone } from '@faultline/domain';
import type { Order, Position } from '@faultline/domain';
import { Recent } from '@faultline/service';
import type { Book } from '../../ports/store.ts';

/** Enough for every account that trades at the same time on one machine; the least recently used make room. */
const BOOKS_MAX = 20_000;

export class Books {
  readonly #books = new Recent<number, Book>(BOOKS_MAX);

  get(accountId: number): Book | undefined {
    return this.#books.get(accountId);
  }

  /** @returns The newer of this and what is known: a slow reader must not bring back what has been written over since. */
  put(book: Book): Book {
    const known = this.#books.get(book.account.id);
    if (known !== undefined && known.account.version >= book.account.version) return known;
    this.#books.set(book.account.id, book);
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
