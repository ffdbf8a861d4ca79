/** One transaction on one connection: begun, asked, and then committed or rolled back, after which it answers no more. */
import type { Pool, PoolClient } from 'pg';
import { OutcomeUnknown, type Parameter, Unreachable } from '../driver.ts';
import type { Row } from '../table-spec.ts';
import { type Statements, toText } from './dialect.ts';
import { isLost, rethrow } from './lost.ts';

export type Ask = (sql: string, values?: readonly Parameter[]) => Promise<readonly Row[]>;

export interface SessionDeps {
  readonly pool: Pool;
  readonly statements: Statements;
  readonly begin: string;
  /** Sent with the first statements, and known to have arrived before the commit is sent. */
  readonly prelude?: (client: PoolClient) => Promise<void>;
}

export class Session {
  readonly #client: PoolClient;
  readonly #statements: Statements;
  readonly #begun: Promise<unknown>;
  #over = false;

  /** @throws Unreachable when there is no connection to be had. */
  static async open(deps: SessionDeps): Promise<Session> {
    return new Session(await deps.pool.connect().catch(rethrow), deps);
  }

  private constructor(client: PoolClient, { statements, begin, prelude }: SessionDeps) {
    this.#client = client;
    this.#statements = statements;
    this.#begun = Promise.all([client.query(begin), prelude?.(client)]);
    // Whoever asks next hears of it, too; here it is looked at before the commit.
    this.#begun.catch(() => undefined);
  }

  readonly ask: Ask = async (sql, values = []) => {
    // What is sent after the end would be a transaction of its own.
    if (this.#over) throw new Error('the transaction is over');
    const query = { ...this.#statements.of(sql), values: values.map(toText) };
    return (await this.#client.query<Row>(query).catch(rethrow)).rows;
  };

  /**
   * @param wasCommitted - Asked when the connection breaks before the answer; `null` if nobody knows.
   * @throws OutcomeUnknown when nobody knows.
   */
  async commit(wasCommitted: () => Promise<boolean | null>): Promise<void> {
    await this.#begun.catch(rethrow);
    this.#over = true;
    const refusal = await this.#sendCommit();
    this.#client.release(refusal !== null);
    if (refusal === null) return;
    if (!isLost(refusal)) throw refusal;
    const committed = await wasCommitted();
    if (committed === null) throw new OutcomeUnknown('lost while committing', { cause: refusal });
    if (!committed) throw new Unreachable('lost before it was committed', { cause: refusal });
  }

  async #sendCommit(): Promise<Error | null> {
    try {
      await this.#client.query('COMMIT');
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error('no error', { cause: error });
    }
  }

  /** The connection is not used again: it may be the reason. */
  async rollBack(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    // Awaited, so that no lock is left when somebody tries again.
    await this.#client.query('ROLLBACK').catch(() => undefined);
    this.#client.release(true);
  }
}
