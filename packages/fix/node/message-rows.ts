/** Writes rows of messages several at a time: a statement costs about as much as the row that it writes. */
import type { StoredMessage } from '../src/session/session.ts';
import { atRest } from './at-rest.ts';
import type { Statements } from './sqlite-schema.ts';
import type { Direction } from './store.ts';

type Value = string | number | Buffer;

export class MessageRows {
  readonly #statements: Pick<Statements, 'insert' | 'insertEight'>;
  #rows: Value[][] = [];

  constructor(statements: Pick<Statements, 'insert' | 'insertEight'>) {
    this.#statements = statements;
  }

  add(
    { sessionId, epoch }: { readonly sessionId: string; readonly epoch: number },
    direction: Direction,
    { seq, msgType, sendingTimeMs, bytes }: StoredMessage,
  ): void {
    this.#rows.push([
      sessionId,
      epoch,
      direction,
      seq,
      msgType,
      sendingTimeMs,
      atRest(msgType, bytes),
    ]);
  }

  /** Belongs into the transaction that the rows were added for. */
  flush(): void {
    const rows = this.#rows;
    this.#rows = [];
    const { insert, insertEight } = this.#statements;
    let at = 0;
    for (; at + 8 <= rows.length; at += 8) insertEight.run(...rows.slice(at, at + 8).flat());
    for (; at < rows.length; at += 1) insert.run(...(rows[at] ?? []));
  }

  /** Forgets the rows of a transaction that failed. */
  clear(): void {
    this.#rows = [];
  }
}
