/**
 * The FIX sessions belong to whoever holds this lease. It is renewed every second and over after five by the clock of
 * the database; each owner has a token of its own, and every transaction shows it, so that a process that slept through
 * the end of its lease writes nothing any more.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@faultline/service';
import type { Pool } from 'pg';
import type { Ownership } from '../../../ports/ownership.ts';

export interface LeaseOptions {
  readonly pool: Pool;
  /** The same for every run on one data directory, which one process has at a time: it need not wait for itself. */
  readonly owner: string;
  /** The lease is somebody else's, or nobody knows: what this process has in memory is worth nothing any more. */
  readonly onLost: (reason: string) => void;
  readonly log: Logger;
}

const LEASE_MS = 5_000;
const RENEW_MS = 1_000;
const LOOK_MS = 250;

const TAKE = `
  UPDATE session_lease SET owner = $1, token = token + 1, commits = 0,
    expires_at = clock_timestamp() + $2 * interval '1 millisecond'
  WHERE expires_at <= clock_timestamp() OR owner = $1 RETURNING token`;
const RENEW = `
  UPDATE session_lease SET expires_at = clock_timestamp() + $2 * interval '1 millisecond'
  WHERE token = $1 RETURNING token`;
const RELEASE = `UPDATE session_lease SET expires_at = '-infinity', owner = '' WHERE token = $1`;

export class Lease implements Ownership {
  readonly #options: LeaseOptions;
  /** Which owner in a row this is; 0 for none. */
  #token = 0;
  #validUntilMs = 0;
  #renewing: NodeJS.Timeout | null = null;

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  /** To be shown in every transaction; 0 is nobody's. */
  get token(): number {
    return this.#token;
  }

  async acquire(standBy: () => Promise<unknown> = async () => undefined): Promise<void> {
    const { log, owner } = this.#options;
    let isWaiting = false;
    while (!(await this.#take())) {
      if (!isWaiting) {
        log.info({ owner }, 'standing by: the sessions belong to another process');
        await standBy();
      }
      isWaiting = true;
      await sleep(LOOK_MS);
    }
    log.info({ owner, token: this.#token }, 'sessions taken over');
    this.#renewing = setInterval(() => void this.#renew(), RENEW_MS);
    this.#renewing.unref();
  }

  async release(): Promise<void> {
    const token = this.#stop();
    if (token !== 0) await this.#options.pool.query(RELEASE, [token]);
  }

  /** Nothing is written any more. Tells once. */
  lose(reason: string): void {
    if (this.#stop() === 0) return;
    this.#options.log.fatal({ reason }, 'sessions lost to another process');
    this.#options.onLost(reason);
  }

  #stop(): number {
    const token = this.#token;
    this.#token = 0;
    if (this.#renewing !== null) clearInterval(this.#renewing);
    this.#renewing = null;
    return token;
  }

  async #take(): Promise<boolean> {
    const askedMs = performance.now();
    const { pool, owner } = this.#options;
    const { rows } = await pool.query<{ token: bigint }>(TAKE, [owner, LEASE_MS]);
    if (rows[0] === undefined) return false;
    this.#token = Number(rows[0].token);
    this.#validUntilMs = askedMs + LEASE_MS;
    return true;
  }

  async #renew(): Promise<void> {
    const askedMs = performance.now();
    if (askedMs >= this.#validUntilMs) return this.lose('not renewed in time');
    const { pool, log } = this.#options;
    try {
      const { rows } = await pool.query(RENEW, [this.#token, LEASE_MS]);
      if (rows.length === 0) return this.lose('taken over');
      this.#validUntilMs = Math.max(this.#validUntilMs, askedMs + LEASE_MS);
    } catch (error) {
      log.warn({ err: error }, 'lease of the sessions not renewed');
    }
  }
}
