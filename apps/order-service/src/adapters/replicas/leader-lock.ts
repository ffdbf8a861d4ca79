/**
 * Who leads: the process whose session holds an advisory lock. The server gives the lock up with the session: at once when
 * the process dies, and after a few silent seconds when it was stopped or cut off. What such a process still tries to do
 * fails on the number of its term, which the next leader has counted on.
 */
import { createHash } from 'node:crypto';
import type { Logger } from '@faultline/service';
import type { Client } from 'pg';
import { LEADER_COUNTER } from '../storage/house.ts';
import { KeptConnection } from './kept-connection.ts';

export interface LeaderLockOptions {
  readonly url: string;
  readonly onLeading: (term: number) => void;
  readonly onLost: () => void;
  readonly log: Logger;
}

const BEAT_MS = 500;
/** A session that says nothing for so long is ended by the server. */
const SILENCE_MS = 4_000;

/** Names the lock, so that nobody else's advisory locks in this database meet ours. */
const LOCK = createHash('sha256').update('faultline order service leader').digest();
const TRY = `SELECT pg_try_advisory_lock(${LOCK.readBigInt64BE()}) AS held`;
const COUNT_ON = `
  INSERT INTO counters (name, value) VALUES ('${LEADER_COUNTER}', 1)
  ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value::text`;

export class LeaderLock {
  readonly #options: LeaderLockOptions;
  readonly #connection: KeptConnection;
  #held = false;
  /** Resolves when it was tried for the first time. */
  readonly tried: Promise<void>;

  constructor(options: LeaderLockOptions) {
    this.#options = options;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.tried = promise;
    const { url, log } = options;
    this.#connection = new KeptConnection({
      url,
      log,
      everyMs: BEAT_MS,
      onOpen: async (client) => client.query(`SET idle_session_timeout = ${SILENCE_MS}`),
      onBeat: async (client) => this.#beat(client).finally(resolve),
      onLost: () => this.#lose(),
    });
  }

  /** Leaves the lock to whoever asks next, which may be this process again. */
  resign(): void {
    this.#connection.drop();
  }

  /** Leaves the lock to the next, and asks no more. */
  async close(): Promise<void> {
    await this.#connection.close();
  }

  async #beat(client: Client): Promise<void> {
    if (this.#held) return void (await client.query('SELECT 1'));
    const { rows } = await client.query<{ held: boolean }>(TRY);
    if (rows[0]?.held !== true) return;
    const { rows: counted } = await client.query<{ value: string }>(COUNT_ON);
    this.#held = true;
    this.#options.onLeading(Number(counted[0]?.value));
  }

  #lose(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#options.onLost();
  }
}
