/**
 * Runs the login supervisor of every instance: asks the machine, makes durable what it decided, and only then does it.
 * One instance does one thing at a time; what belongs to one broker server is decided together.
 */
import {
  dueAtMs,
  GUIDE_POLICIES,
  healthAt,
  type LoginPolicies,
  type Mt5Facts,
  type Mt5Step,
  type StoreKeys,
} from '@faultline/domain/mt5';
import type { Logger } from '@faultline/service';
import { Bell } from '../waiting.ts';
import { commitOf, isDurable, keysFor, shownBy } from './carry-out.ts';
import { historyRow } from './history-row.ts';
import type {
  Clock,
  Mt5Commit,
  Mt5History,
  Mt5Ledger,
  Mt5Metrics,
  Mt5Record,
  TerminalEvent,
} from './ports.ts';
import { measure } from './measure.ts';
import { Queue } from './queue.ts';
import { type Happened, safeStep } from './safe-step.ts';
import type { Mt5Secrets } from './secrets.ts';
import { ServerLogins } from './server-logins.ts';
import { Terminals, type TerminalsDeps } from './terminals.ts';
import { timingOf, type Timing } from './time-scale.ts';

export type { Happened };
/** What an operator's act makes durable beside the step. */
export type Extra = Partial<Pick<Mt5Commit, 'secrets' | 'audit'>> & {
  readonly record?: Partial<Pick<Mt5Record, 'account' | 'removedAtMs'>>;
};

export interface SupervisorDeps {
  readonly ledger: Mt5Ledger;
  readonly secrets: Mt5Secrets;
  readonly drivers: TerminalsDeps['drivers'];
  readonly show: (instanceId: string, keys: StoreKeys) => void;
  readonly onNotices: () => void;
  readonly history: Mt5History;
  readonly metrics: Mt5Metrics;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly newId: () => string;
  /** 1: every delay as the policy says. */
  readonly timeScale: number;
  readonly log: Logger;
}

interface Entry {
  record: Mt5Record;
  readonly queue: Queue;
  forgetTimer: () => void;
}

/** After something that may be over by itself: the database was away. */
const AGAIN_MS = 1_000;

export class Mt5Supervisor {
  readonly bell = new Bell();
  readonly #deps: SupervisorDeps;
  readonly #terminals: Terminals;
  readonly #logins = new ServerLogins();
  readonly #entries = new Map<string, Entry>();
  readonly #commits = new Queue();
  #lastSeq = 0;
  #timing: Timing;
  #closed = false;

  constructor(deps: SupervisorDeps) {
    this.#deps = deps;
    this.#timing = timingOf(GUIDE_POLICIES, deps.timeScale);
    const tell = this.tell.bind(this);
    this.#terminals = new Terminals({ ...deps, tell });
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Goes on where the database says that it stopped. */
  async open(): Promise<void> {
    const { records, logins, lastSeq } = await this.#deps.ledger.load();
    this.#logins.remember(logins);
    this.#lastSeq = lastSeq;
    for (const record of records) this.#take(record);
    for (const { record } of this.#entries.values()) {
      if (record.state.status === 'CLOSED') this.#deps.history.remove(record.instanceId);
      this.#terminals.attach(record);
    }
    this.#changed();
  }

  usePolicies(policies: LoginPolicies): void {
    this.#timing = timingOf(policies, this.#deps.timeScale);
  }

  get all(): readonly Mt5Record[] {
    return this.everRecorded.filter(({ removedAtMs }) => removedAtMs === null);
  }

  get everRecorded(): readonly Mt5Record[] {
    return [...this.#entries.values()].map(({ record }) => record);
  }

  find(instanceId: string): Mt5Record | null {
    const record = this.#entries.get(instanceId)?.record;
    return record === undefined || record.removedAtMs !== null ? null : record;
  }

  /** The keys of the state store as they should be: none of an account that is closed or gone. */
  everyKey(): ReadonlyMap<string, StoreKeys> {
    const atMs = this.#deps.clock.now();
    return new Map(this.everRecorded.map((record) => [record.instanceId, keysFor(record, atMs)]));
  }

  /** A new instance, or one that was taken away and comes back. */
  async create(record: Mt5Record, { audit, secrets }: Extra): Promise<void> {
    const commit = { record, happenings: [], notices: [] };
    const beside = { ...(secrets && { secrets }), ...(audit && { audit }) };
    await this.#commits.add(async () => this.#deps.ledger.commit({ ...commit, ...beside }));
    if (secrets !== undefined) this.#deps.secrets.keep(secrets);
    this.#take(record);
    this.#deps.show(record.instanceId, keysFor(record, this.#deps.clock.now()));
    this.#changed();
  }

  /** What an operator or an agent does. Rejects when it could not be made durable, and then it has not happened. */
  async act(instanceId: string, event: Happened, extra: Extra = {}): Promise<Mt5Step> {
    const entry = this.#entries.get(instanceId);
    if (entry === undefined) throw new Error(`no instance ${instanceId}`);
    return entry.queue.add(async () => this.#step(entry, event, extra));
  }

  /** It was taken away: nothing of it is shown any more. */
  forget(instanceId: string): void {
    const entry = this.#entries.get(instanceId);
    if (entry === undefined) return;
    this.#arm(entry);
    this.#deps.show(instanceId, keysFor(entry.record, this.#deps.clock.now()));
    this.#deps.history.remove(instanceId);
  }

  /** What a terminal tells. Tried until it is durable: a refusal that is forgotten would be a login too many. */
  tell(instanceId: string, event: TerminalEvent): void {
    const entry = this.#entries.get(instanceId);
    if (entry === undefined || this.#closed) return;
    if (event.kind === 'heartbeat' && entry.queue.isFull) return;
    void entry.queue.add(async () => this.#surely(entry, event));
  }

  async settled(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(async ({ queue }) => queue.idle()));
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { forgetTimer } of this.#entries.values()) forgetTimer();
    await this.settled();
    await this.#terminals.close();
  }

  #take(record: Mt5Record): void {
    const known = this.#entries.get(record.instanceId);
    const entry = known ?? { record, queue: new Queue(), forgetTimer: () => undefined };
    entry.record = record;
    this.#entries.set(record.instanceId, entry);
    this.#arm(entry);
  }

  async #surely(entry: Entry, event: Happened): Promise<void> {
    while (!this.#closed) {
      try {
        await this.#step(entry, event, {});
        return;
      } catch (error) {
        const { instanceId } = entry.record;
        this.#deps.log.error({ instanceId, event: event.kind, err: error }, 'mt5 step not kept');
        await new Promise<void>((resolve) => this.#deps.clock.after(AGAIN_MS, resolve));
      }
    }
  }

  async #step(entry: Entry, event: Happened, extra: Extra): Promise<Mt5Step> {
    const { record: before } = entry;
    const { ledger, clock } = this.#deps;
    const tombstone = await ledger.isBuried(before.instanceId, before.account);
    const atMs = clock.now();
    const facts = this.#facts(before, tombstone, atMs);
    const taken = safeStep(before, { event: { ...event, atMs }, facts }, this.#deps);
    const isRefused = taken.effects.some(({ kind }) => kind === 'refuse');
    // Reserved in this very turn, so that no neighbour takes the same place at the server.
    const sends = taken.effects.some(({ kind }) => kind === 'attemptLogin');
    const giveBack = sends
      ? this.#logins.reserve({ server: before.account.server, atMs })
      : () => undefined;
    try {
      if (isDurable(taken) || (!isRefused && extra.audit !== undefined)) {
        await this.#commit(entry, taken, { atMs, extra });
      } else entry.record = { ...before, state: taken.state };
    } catch (error) {
      giveBack();
      this.#arm(entry, AGAIN_MS);
      throw error;
    }
    this.#carryOut(entry, before, taken);
    return taken;
  }

  #facts(record: Mt5Record, tombstone: boolean, atMs: number): Mt5Facts {
    const { policies, settings } = this.#timing;
    const { instanceId, account } = record;
    const { server } = account;
    const instances = this.all
      .filter((one) => one.account.server === server)
      .map(({ state }) => state);
    return {
      policies,
      settings,
      jitter: this.#deps.random(),
      tombstone,
      gate: this.#logins.gate({ instanceId, server, atMs, instances }, this.#timing),
      marketOpensAtMs: null,
    };
  }

  async #commit(
    entry: Entry,
    taken: Mt5Step,
    { atMs, extra }: { readonly atMs: number; readonly extra: Extra },
  ): Promise<void> {
    const { ledger, newId, secrets } = this.#deps;
    const { record: changed, ...beside } = extra;
    await this.#commits.add(async () => {
      const decided = commitOf(entry.record, taken, { atMs, lastSeq: this.#lastSeq, newId });
      const record = { ...decided.record, ...changed };
      await ledger.commit({ ...decided, ...beside, record });
      this.#lastSeq = decided.happenings.at(-1)?.seq ?? this.#lastSeq;
      entry.record = record;
    });
    if (extra.secrets !== undefined) secrets.keep(extra.secrets);
  }

  #carryOut(entry: Entry, before: Mt5Record, taken: Mt5Step): void {
    const { record } = entry;
    const { show, history, clock, onNotices } = this.#deps;
    const keys = shownBy(taken);
    if (keys !== null) show(record.instanceId, keys);
    if (taken.effects.some(({ kind }) => kind === 'removeState')) history.remove(record.instanceId);
    else if (isDurable(taken)) history.append(historyRow(record, clock.now()));
    this.#terminals.carryOut(taken, record);
    if (taken.effects.some(({ kind }) => kind === 'alert')) onNotices();
    measure(this.#deps.metrics, before, record);
    this.#arm(entry);
    this.#changed();
  }

  #changed(): void {
    const states = this.all.map(({ state }) => state);
    this.#deps.metrics.onInstances(states, this.#deps.clock.now());
    this.bell.ring();
  }

  #arm(entry: Entry, atLeastMs = 0): void {
    entry.forgetTimer();
    const { record } = entry;
    const due = record.removedAtMs === null ? dueAtMs(record.state, this.#timing.settings) : null;
    if (due === null || this.#closed) return;
    const waitMs = Math.max(atLeastMs, due - this.#deps.clock.now());
    entry.forgetTimer = this.#deps.clock.after(waitMs, () => this.#onDue(entry));
  }

  /** A real terminal is reached only when its agent reports: it never begins a login by the clock, but it can be missing. */
  #onDue(entry: Entry): void {
    const { terminal, state } = entry.record;
    const waits = state.status === 'BACKOFF' || state.status === 'DISCONNECTED';
    if (terminal === 'SIMULATED' || !waits) {
      void entry.queue.add(async () => this.#tick(entry, { kind: 'tick' }));
      return;
    }
    if (healthAt(state.heartbeatAtMs, this.#deps.clock.now()) === 'FAIL') {
      void entry.queue.add(async () => this.#tick(entry, { kind: 'processCrashed' }));
    } else this.#arm(entry, AGAIN_MS);
  }

  async #tick(entry: Entry, event: Happened): Promise<void> {
    const { state } = entry.record;
    await this.#surely(entry, event);
    if (entry.record.state === state) this.#arm(entry, AGAIN_MS);
  }
}
