/**
 * One account's book while what a decision has changed is taken over: put together once, however much of it has changed.
 */
import { type Account, isDone, type Order, type Position } from '@faultline/domain';
import type { Book } from '../../ports/store.ts';

export class BookEdit {
  readonly #versionBefore: number;
  #account: Account;
  #positions: readonly Position[];
  #orders: readonly Order[];
  #lastEventSeq: number;

  constructor({ account, positions, orders }: Book) {
    this.#versionBefore = account.version;
    this.#lastEventSeq = account.lastEventSeq;
    this.#account = account;
    this.#positions = positions;
    this.#orders = orders;
  }

  /** Whatever it says of the last event: events are numbered here, and only here. */
  putAccount(account: Account): void {
    this.#account = account;
  }

  putOrder(order: Order): void {
    this.#orders = replaced(this.#orders, order, isDone(order));
  }

  putPosition(position: Position): void {
    this.#positions = replaced(this.#positions, position, position.status === 'CLOSED');
  }

  /** The number of the account's next event. */
  number(): number {
    this.#lastEventSeq += 1;
    return this.#lastEventSeq;
  }

  /**
   * One version on, when the decision left the account itself alone: whoever knows an account of this version knows its
   * positions and orders, too.
   */
  done(): Book {
    const { version } = this.#account;
    const account = {
      ...this.#account,
      lastEventSeq: this.#lastEventSeq,
      version: version === this.#versionBefore ? version + 1 : version,
    };
    return { account, positions: this.#positions, orders: this.#orders };
  }
}

/** Those that are over leave; one that is new comes last, or in its own place. */
function replaced<T extends { readonly id: unknown }>(
  all: readonly T[],
  one: T,
  isOver: boolean,
): readonly T[] {
  const index = all.findIndex(({ id }) => id === one.id);
  if (index === -1) return isOver ? all : [...all, one];
  return isOver ? all.toSpliced(index, 1) : all.with(index, one);
}
