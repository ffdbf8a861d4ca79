/**
 * One connection to PostgreSQL that is kept: looked after every so often, and opened again when it is lost. For what lives
 * as long as a session does: an advisory lock, and LISTEN. Such a session needs a server of its own behind it, no pool.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@faultline/service';
import { Client } from 'pg';

export interface KeptOptions {
  readonly url: string;
  readonly everyMs: number;
  /** Called with each new connection. */
  readonly onOpen: (client: Client) => Promise<unknown>;
  /** Called every so often. What fails here ends the connection. */
  readonly onBeat: (client: Client) => Promise<unknown>;
  /** At once when it is known that the connection is gone. */
  readonly onLost: () => void;
  readonly log: Logger;
}

/** A server that does not answer in this time is no server. */
const ANSWER_MS = 2_500;
const AGAIN_MS = 250;

export class KeptConnection {
  readonly #options: KeptOptions;
  readonly #stop = new AbortController();
  #client: Client | null = null;
  #gone = new AbortController();
  readonly #kept: Promise<void>;

  constructor(options: KeptOptions) {
    this.#options = options;
    this.#kept = this.#keep();
  }

  /** `null` while there is none. */
  get client(): Client | null {
    return this.#client;
  }

  /** Ends the connection that there is; another is opened. */
  drop(): void {
    this.#gone.abort();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#kept;
  }

  async #keep(): Promise<void> {
    const { log } = this.#options;
    const { signal } = this.#stop;
    let isFirst = true;
    while (!signal.aborted) {
      try {
        await this.#live();
        isFirst = true;
      } catch (error) {
        if (isFirst) log.warn({ err: error }, 'a connection to the database is lost');
        isFirst = false;
      }
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** From opening it to losing it. */
  async #live(): Promise<void> {
    const { url, everyMs, onOpen, onBeat, onLost } = this.#options;
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      application_name: 'faultline',
    });
    const gone = new AbortController();
    this.#gone = gone;
    const signal = AbortSignal.any([gone.signal, this.#stop.signal]);
    client.on('error', () => gone.abort());
    client.on('end', () => gone.abort());
    try {
      await client.connect();
      this.#client = client;
      await onOpen(client);
      while (!signal.aborted) {
        await onBeat(client);
        await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      }
      if (!this.#stop.signal.aborted) throw new Error('the connection ended');
    } finally {
      this.#client = null;
      onLost();
      // One that does not answer does not say good-bye, either.
      await Promise.race([client.end().catch(() => undefined), sleep(AGAIN_MS)]);
    }
  }
}
