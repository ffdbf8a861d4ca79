/** The numbers of a session that has no link: looked at, set by hand, and started again with a new session day. */
import { planReset, type NumberReset, type SessionNumbers } from '../src/session/number-reset.ts';
import type { SessionConfig } from '../src/session/session.ts';
import type { Clock, Log, SessionApplication, SessionInfo } from './application.ts';
import { resetEvidence } from './reset-evidence.ts';
import type { SessionStore } from './store.ts';

export interface NumberKeeperOptions<Change> {
  readonly config: SessionConfig;
  readonly store: SessionStore<Change>;
  readonly application: SessionApplication<Change>;
  readonly clock: Clock;
  readonly log: Log;
}

export class NumberKeeper<Change> {
  readonly #options: NumberKeeperOptions<Change>;

  constructor(options: NumberKeeperOptions<Change>) {
    this.#options = options;
  }

  /** What setting the numbers would do. Changes nothing. */
  async preview(wanted: Partial<SessionNumbers>): Promise<NumberReset> {
    const { config, store } = this.#options;
    const { nextOut, nextIn } = await store.load(config.id);
    const evidence = await resetEvidence(store, { ...config, nextOut });
    return planReset({ nextOut, nextIn }, wanted, evidence);
  }

  /** Commits a reset, and in the same step what the application makes of it. */
  async set(reset: NumberReset, by: string, info: SessionInfo): Promise<void> {
    const { config, store, application, clock, log } = this.#options;
    const atMs = clock.now();
    const { changes = [] } = application.onNumbersSet?.({ ...reset, by, atMs }, info) ?? {};
    const { before, after } = reset;
    const back = after.nextOut < before.nextOut ? ({ reset: true, startedMs: atMs } as const) : {};
    await store.commit({ sessions: [{ sessionId: config.id, ...after, ...back }], changes });
    log.warn({ session: config.id, by, ...reset }, 'numbers set by hand');
  }

  /**
   * Starts the numbers again when they are from before `sinceMs`. Numbers of unknown age are kept, and from now on have
   * one: a schedule that is given to a running session does not reset it.
   *
   * @returns whether anything was written
   */
  async renew(sinceMs: number): Promise<boolean> {
    const { config, store, clock, log } = this.#options;
    const sessionId = config.id;
    const startedMs = clock.now();
    const stored = await store.load(sessionId);
    if (stored.startedMs !== null && stored.startedMs >= sinceMs) return false;
    const isOld = stored.startedMs !== null;
    const numbers = isOld ? ({ reset: true, nextOut: 1, nextIn: 1 } as const) : {};
    await store.commit({ sessions: [{ sessionId, ...numbers, startedMs }], changes: [] });
    if (isOld) log.info({ session: sessionId }, 'a new session day: numbers start again');
    return true;
  }
}
