/**
 * Transactions of the process that owns the FIX sessions. Each begins by showing its lease: the row is locked until the
 * commit, so nobody takes the sessions over in between, and it counts the commits, so that a connection that breaks in the
 * middle of one leaves no doubt about it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask, PostgresTransactions } from '@faultline/fix/node';
import type { Postgres } from '@faultline/service';
import { DatabaseError, type PoolClient } from 'pg';
import type { Lease } from './lease.ts';

const SHOW_LEASE = `
  UPDATE session_lease SET commits = commits + 1
  WHERE token = $1 AND expires_at > clock_timestamp() RETURNING commits`;
const COMMITS = 'SELECT commits FROM session_lease WHERE token = $1 FOR UPDATE';

/** How long a commit may be in doubt before the process gives up what it has in memory. */
const FIND_OUT_MS = 4_000;
const RETRY_MS = 100;

export class FencedTransactions implements PostgresTransactions {
  readonly #postgres: Postgres;
  readonly #lease: Lease;
  readonly #names = new Map<string, string>();

  constructor(postgres: Postgres, lease: Lease) {
    this.#postgres = postgres;
    this.#lease = lease;
  }

  readonly read: Ask = async (text, values) => {
    const query = { name: this.#nameOf(text), text, values: [...values] };
    return (await this.#postgres.readers.query(query)).rows;
  };

  readonly write: PostgresTransactions['write'] = async (work) => {
    const { token } = this.#lease;
    const client = await this.#postgres.writers.connect();
    let commits: bigint;
    try {
      // Sent together with the first questions of `work`, and known to have arrived before the commit is sent.
      const begun = Promise.all([client.query('BEGIN'), client.query(SHOW_LEASE, [token])]);
      begun.catch(() => undefined);
      await work(this.#askOn(client));
      const [, shown] = await begun;
      commits = this.#shown(shown.rows);
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      client.release(true);
      throw error;
    }
    await this.#commit(client, { token, commits });
  };

  #askOn(client: PoolClient): Ask {
    return async (text, values) =>
      (await client.query({ name: this.#nameOf(text), text, values: [...values] })).rows;
  }

  #shown([row]: readonly { commits?: bigint }[]): bigint {
    if (row?.commits !== undefined) return row.commits;
    this.#lease.lose('the lease is over');
    throw new Error('the sessions belong to another process');
  }

  async #commit(
    client: PoolClient,
    mark: { readonly token: number; readonly commits: bigint },
  ): Promise<void> {
    try {
      await client.query('COMMIT');
      client.release();
    } catch (error) {
      client.release(true);
      if (error instanceof DatabaseError && error.severity === 'ERROR') throw error;
      if (!(await this.#wasCommitted(mark))) throw error;
    }
  }

  /** Waits until the transaction has ended; a process that cannot find out must begin again from what is stored. */
  async #wasCommitted({ token, commits }: { token: number; commits: bigint }): Promise<boolean> {
    const deadlineMs = performance.now() + FIND_OUT_MS;
    while (performance.now() < deadlineMs) {
      try {
        const { rows } = await this.#postgres.readers.query<{ commits: bigint }>(COMMITS, [token]);
        if (rows[0] === undefined) break;
        return rows[0].commits === commits;
      } catch {
        await sleep(RETRY_MS);
      }
    }
    this.#lease.lose('nobody knows whether a transaction was committed');
    throw new Error('nobody knows whether the transaction was committed');
  }

  /** Each statement is prepared once on a connection: their number is that of the places which ask. */
  #nameOf(text: string): string {
    const known = this.#names.get(text) ?? `lp${this.#names.size}`;
    this.#names.set(text, known);
    return known;
  }
}
