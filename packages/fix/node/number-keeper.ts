/** The numbers of a session that has no link: looked at, set by hand, and started again with a new session day. */
import { planReset, type NumberReset, type SessionNumbers } from '../src/session/number-reset.ts';
import type { SessionConfig } from '../src/session/session.ts';
import type { Clock, Log, SessionApplication, SessionInfo } from './application.ts';
import { SessionLinked } from './errors.ts';
import { resetEvidence } from './reset-evidence.ts';
import type { SessionStore } from './store.ts';

/** The session, as far as its numbers are concerned. */
interface Holder {
  readonly info: SessionInfo;
  readonly isLinked: boolean;
  /** Everything before is committed and the numbers are those of the store. */
  ready(): Promise<void>;
  forget(): void;
  /** Runs `work` while nobody else changes the numbers or uses one. */
  hold<Result>(work: () => Promise<Result>): Promise<Result>;
}

export interface NumberKeeperOptions<Change> {
  readonly config: SessionConfig;
  readonly holder: Holder;
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

  /** What `set` would do. Changes nothing. */
  async preview(wanted: Partial<SessionNumbers>): Promise<NumberReset> {
    const { config, store, holder } = this.#options;
    await holder.ready();
    const { nextOut, nextIn } = holder.info;
    const evidence = await resetEvidence(store, { ...config, nextOut });
    return planReset({ nextOut, nextIn }, wanted, evidence);
  }

  /**
   * Sets the numbers by hand, and commits in the same step what the application makes of it.
   *
   * @throws SessionLinked while there is a link
   */
  set(wanted: Partial<SessionNumbers>, by: string): Promise<NumberReset> {
    return this.#options.holder.hold(() => this.#set(wanted, by));
  }

  async #set(wanted: Partial<SessionNumbers>, by: string): Promise<NumberReset> {
    const reset = await this.preview(wanted);
    const { config, store, application, clock, log, holder } = this.#options;
    if (holder.isLinked) throw new SessionLinked(config.id);
    const atMs = clock.now();
    const { changes = [] } = application.onNumbersSet?.({ ...reset, by, atMs }, holder.info) ?? {};
    const { before, after } = reset;
    const back = after.nextOut < before.nextOut ? ({ reset: true, startedMs: atMs } as const) : {};
    holder.forget();
    await store.commit({ sessions: [{ sessionId: config.id, ...after, ...back }], changes });
    // Once more, for whoever has asked for the numbers meanwhile.
    holder.forget();
    log.warn({ session: config.id, by, ...reset }, 'numbers set by hand');
    await holder.ready();
    return reset;
  }

  /**
   * Starts the numbers again when they are from before `sinceMs`, which is the case at the first logon of a new session
   * day. Numbers of unknown age are kept, and from now on have one: a schedule that is given to a running session does not
   * reset it. Without a schedule, -Infinity, nothing is old.
   */
  readySince(sinceMs: number): Promise<void> {
    return this.#options.holder.hold(() => this.#readySince(sinceMs));
  }

  async #readySince(sinceMs: number): Promise<void> {
    const { config, store, clock, log, holder } = this.#options;
    await holder.ready();
    if (sinceMs === -Infinity || holder.isLinked) return;
    const sessionId = config.id;
    const { startedMs } = await store.load(sessionId);
    if (startedMs !== null && startedMs >= sinceMs) return;
    const isOld = startedMs !== null;
    const numbers = isOld ? ({ reset: true, nextOut: 1, nextIn: 1 } as const) : {};
    holder.forget();
    await store.commit({
      sessions: [{ sessionId, ...numbers, startedMs: clock.now() }],
      changes: [],
    });
    if (isOld) log.info({ session: sessionId }, 'a new session day: numbers start again');
    await holder.ready();
  }
}
