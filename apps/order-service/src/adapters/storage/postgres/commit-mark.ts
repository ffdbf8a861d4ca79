/**
 * Answers "was it committed?" when the connection broke in the middle of a commit. Every transaction first writes its
 * number under the process's own name. Afterwards the row tells: reading it under a lock waits until the transaction
 * has ended, and then it holds that number or it never will.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

const UPSERT = {
  name: 'commit_mark',
  text: `INSERT INTO counters (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
};
const READ = 'SELECT value FROM counters WHERE name = $1 FOR UPDATE';
const REMOVE = 'DELETE FROM counters WHERE name = $1';

/** How long callers wait for a database that has just gone away. */
const FIND_OUT_MS = 5_000;
const RETRY_MS = 100;

export class CommitMark {
  readonly #name = `commit:${randomUUID()}`;
  #last = 0;

  /** To be awaited before the commit is sent: only what has arrived can be looked for. */
  async set(client: PoolClient): Promise<void> {
    this.#last += 1;
    await client.query({ ...UPSERT, values: [this.#name, this.#last] });
  }

  /** Whether the last transaction was committed; `null` when the database did not come back in time. */
  async wasCommitted(pool: Pool): Promise<boolean | null> {
    const endMs = Date.now() + FIND_OUT_MS;
    while (Date.now() < endMs) {
      try {
        const { rows } = await pool.query<{ value: bigint }>(READ, [this.#name]);
        return Number(rows[0]?.value ?? 0) === this.#last;
      } catch {
        await sleep(RETRY_MS);
      }
    }
    return null;
  }

  async remove(pool: Pool): Promise<void> {
    await pool.query(REMOVE, [this.#name]);
  }
}
