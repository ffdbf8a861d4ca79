/**
 * Transactions in their order, two at a time: while one is being committed, the next is worked out on what that one will
 * leave behind. When it leaves nothing after all, the next is worked out again.
 */
import { type Behind, Overtaken, type Writer } from '../driver.ts';
import { inTurn } from '../together.ts';
import { Transaction, type TransactionDeps } from './transaction.ts';

export interface Wish<R> {
  readonly work: (writer: Writer) => Promise<R>;
  readonly committed: (answer: R) => void;
}

interface WorkedOut<R> {
  readonly answer: R;
  /** A promise in a record, because nobody in the turn is to wait for it. */
  readonly committed: Promise<void>;
}

export class Pipeline {
  readonly #deps: TransactionDeps;
  readonly #turn = inTurn();
  #behind: Behind | null = null;

  constructor(deps: TransactionDeps) {
    this.#deps = deps;
  }

  async run<R>(wish: Wish<R>): Promise<R> {
    const { answer, committed } = await this.#turn(async () => this.#workOutTwice(wish));
    await committed;
    return answer;
  }

  /** The second time nothing is behind it. */
  async #workOutTwice<R>(wish: Wish<R>): Promise<WorkedOut<R>> {
    try {
      return await this.#workOut(wish);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      return this.#workOut(wish);
    }
  }

  /** Until nothing is behind it any more: two are under way, and not three. */
  async #workOut<R>(wish: Wish<R>): Promise<WorkedOut<R>> {
    const transaction = new Transaction(this.#deps, this.#behind);
    const { writer } = transaction;
    let answer: R;
    try {
      answer = await wish.work(writer);
      await writer.behind?.committed;
    } catch (error) {
      await transaction.rollBack();
      throw error;
    }
    const committed = commit(transaction, () => wish.committed(answer));
    this.#follow(answer, committed);
    return { answer, committed };
  }

  /** From here on the next may be worked out. */
  #follow(answer: unknown, ended: Promise<void>): void {
    const committed = ended.catch(() => {
      throw new Overtaken('the transaction behind was not written');
    });
    const behind: Behind = { answer, committed };
    this.#behind = behind;
    const clear = (): void => {
      if (this.#behind === behind) this.#behind = null;
    };
    void committed.then(clear, clear);
  }
}

async function commit(transaction: Transaction, committed: () => void): Promise<void> {
  try {
    await transaction.commit();
  } catch (error) {
    await transaction.rollBack();
    throw error;
  }
  committed();
}
