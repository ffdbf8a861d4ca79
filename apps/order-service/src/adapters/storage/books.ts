/** Accounts as they stand, kept in memory between commits: loading one afresh for every order would cost more than deciding it. */
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
