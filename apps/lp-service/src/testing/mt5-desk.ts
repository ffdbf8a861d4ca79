/** MT5 supervision on a virtual clock, over a real SQLite file, with terminals that answer from a script. For tests only. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type LoginFailure, newMt5Instance, type StoreKeys } from '@faultline/domain/mt5';
import { mt5Login } from '@faultline/errors/foreign';
import { createLogger } from '@faultline/service';
import type { Database } from '../adapters/mt5/database.ts';
import { mt5Ledger } from '../adapters/mt5/ledger.ts';
import { mt5Tables } from '../adapters/mt5/schema.ts';
import { sqliteDatabase } from '../adapters/mt5/sqlite-database.ts';
import { tableStateStore } from '../adapters/mt5/table-state-store.ts';
import { vault } from '../adapters/mt5/vault.ts';
import { agentTerminals } from '../mt5/agent-terminals.ts';
import { NoticeSender } from '../mt5/notice-sender.ts';
import {
  type Clock,
  type Mt5StateRow,
  NO_HISTORY,
  type Notice,
  type StateStore,
} from '../mt5/ports.ts';
import { Projector } from '../mt5/projector.ts';
import { Mt5Secrets } from '../mt5/secrets.ts';
import { type Extra, Mt5Supervisor } from '../mt5/supervisor.ts';
import type { Tell } from '../mt5/terminals.ts';

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

/** Time that passes only when a test says so. */
class VirtualClock implements Clock {
  nowMs = 1_800_000_000_000;
  #timers: Timer[] = [];

  readonly now = (): number => this.nowMs;

  readonly after = (delayMs: number, run: () => void): (() => void) => {
    const timer = { atMs: this.nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  };

  /** As after the death of the process that had them. */
  forget(): void {
    this.#timers = [];
  }

  /** One timer after the other, each with all that follows from it. */
  async pass(ms: number, settled: () => Promise<void>): Promise<void> {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const next = this.#timers
        .filter(({ atMs }) => atMs <= untilMs)
        .toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
      await settled();
    }
    this.nowMs = untilMs;
  }
}

interface Attempt {
  readonly instanceId: string;
  readonly atMs: number;
  readonly password: string;
}

const KEY = randomBytes(32);

export class Mt5Desk {
  readonly clock = new VirtualClock();
  readonly directory = mkdtempSync(join(tmpdir(), 'faultline-mt5-'));
  /** What a login of the instance is answered; 0 is a success. Survives a kill, as the broker does. */
  readonly script = new Map<string, readonly number[]>();
  readonly attempts: Attempt[] = [];
  readonly notices: Notice[] = [];
  readonly history: Mt5StateRow[] = [];
  readonly removed: string[] = [];
  jitter = 0.5;
  loginsAfterStop = 0;
  /** The broker answers no login. */
  isSilent = false;
  /** Off while the state store is frozen: nobody waits for it then. */
  waitsForStore = true;
  /** Commits from now on fail, as when the database is away. */
  isDatabaseAway = false;
  #generation = 0;
  #supervisor: Mt5Supervisor | null = null;
  #projector: Projector | null = null;
  #sender: NoticeSender | null = null;
  #secrets: Mt5Secrets | null = null;
  #store: StateStore | null = null;
  #database: DatabaseSync | null = null;

  get supervisor(): Mt5Supervisor {
    if (this.#supervisor === null) throw new Error('the desk is not open');
    return this.#supervisor;
  }

  get secrets(): Mt5Secrets {
    if (this.#secrets === null) throw new Error('the desk is not open');
    return this.#secrets;
  }

  /** @param shared - A state store that outlives the process; its own table otherwise. */
  async open(shared?: StateStore): Promise<this> {
    this.#generation += 1;
    const isNew = this.#generation === 1;
    this.#database = new DatabaseSync(join(this.directory, 'lp.db'));
    if (isNew) this.#database.exec(mt5Tables('sqlite'));
    const database = this.#guarded(sqliteDatabase(this.#database));
    const ledger = mt5Ledger(database);
    const log = createLogger('test', { level: 'silent' });
    const keys = { active: 'k1', keys: new Map([['k1', KEY]]) };
    const secrets = new Mt5Secrets(
      vault(() => keys),
      ledger,
    );
    await secrets.open();
    const metrics = { ...silentMetrics, onLoginAfterStop: () => (this.loginsAfterStop += 1) };
    const store = shared ?? tableStateStore(database);
    const sender = new NoticeSender({
      ledger,
      notifiers: [{ deliver: async (notice) => void this.notices.push(notice) }],
      clock: this.clock,
      metrics,
      log,
    });
    const supervisor = new Mt5Supervisor({
      ledger,
      secrets,
      drivers: (tell) => ({ SIMULATED: this.#terminals(tell), AGENT: agentTerminals }),
      show: (instanceId, shown) => projector.show(instanceId, shown),
      onNotices: () => sender.wake(),
      history: {
        ...NO_HISTORY,
        append: (row) => void this.history.push(row),
        remove: (instanceId) => void this.removed.push(instanceId),
      },
      metrics,
      clock: this.clock,
      random: () => this.jitter,
      newId: randomUUID,
      timeScale: 1,
      log,
    });
    const projector = new Projector({
      store,
      clock: this.clock,
      everything: () => supervisor.everyKey(),
      onReachable: () => undefined,
    });
    this.#supervisor = supervisor;
    this.#projector = projector;
    this.#sender = sender;
    this.#secrets = secrets;
    this.#store = store;
    await supervisor.open();
    projector.open();
    sender.open();
    await this.settled();
    return this;
  }

  async add(
    instanceId: string,
    { server = instanceId, password = 'swordfish' } = {},
  ): Promise<void> {
    const account = { server, login: 5_000_000 + Number(instanceId.replaceAll(/\D/g, '')) };
    const state = newMt5Instance(
      instanceId,
      this.secrets.fingerprint(account, password),
      this.clock.now(),
    );
    const extra: Extra = { secrets: this.secrets.seal(instanceId, { password, token: null }) };
    const record = {
      instanceId,
      account,
      state,
      terminal: 'SIMULATED',
      version: 1,
      removedAtMs: null,
    } as const;
    await this.supervisor.create(record, extra);
  }

  async start(instanceId: string) {
    const taken = await this.supervisor.act(instanceId, { kind: 'start' });
    await this.settled();
    return taken;
  }

  async pass(ms: number): Promise<void> {
    await this.clock.pass(ms, async () => this.settled());
  }

  /** Waits out the delay that is running, or a second. */
  async passDelay(instanceId: string): Promise<void> {
    const { nextRetryAtMs } = this.state(instanceId);
    await this.pass(Math.max(1, (nextRetryAtMs ?? 0) - this.clock.now()));
  }

  state(instanceId: string) {
    const record = this.supervisor.find(instanceId);
    if (record === null) throw new Error(`no ${instanceId}`);
    return record.state;
  }

  /** `kill -9`: timers and memory are gone, nothing is written any more. */
  kill(): void {
    this.#generation += 1;
    this.clock.forget();
    this.#database?.close();
    this.#database = null;
  }

  async reopen(shared?: StateStore): Promise<void> {
    this.kill();
    await this.open(shared);
  }

  async keys(names: readonly string[]): Promise<StoreKeys> {
    await this.settled();
    if (this.#store === null) throw new Error('the desk is not open');
    return this.#store.read(names);
  }

  async settled(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await this.#supervisor?.settled();
      if (this.waitsForStore) await this.#projector?.settled();
      await this.#sender?.settled();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  close(): void {
    this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  #guarded({ write, ...database }: Database): Database {
    return {
      ...database,
      write: async (statements) => {
        if (this.isDatabaseAway) throw new Error('the database is away');
        return write(statements);
      },
    };
  }

  #terminals(tell: Tell) {
    const generation = this.#generation;
    const heard: Tell = (instanceId, event) => {
      if (this.#generation === generation) tell(instanceId, event);
    };
    const beat = (instanceId: string): void => {
      heard(instanceId, { kind: 'heartbeat' });
      this.clock.after(10_000, () => beat(instanceId));
    };
    return {
      ...agentTerminals,
      start: beat,
      login: ({ instanceId, password }: { instanceId: string; password: string }) => {
        this.attempts.push({ instanceId, password, atMs: this.clock.now() });
        if (this.isSilent) return;
        const codes = this.script.get(instanceId) ?? [0];
        const made = this.attempts.filter((one) => one.instanceId === instanceId).length;
        const code = codes[Math.min(made, codes.length) - 1] ?? 0;
        if (code === 0) heard(instanceId, { kind: 'loginOk' });
        else heard(instanceId, { kind: 'loginFailed', failure: loginFailure(code) });
      },
    };
  }
}

export const loginFailure = (code: number): LoginFailure => ({
  space: 'mt5.login',
  code: mt5Login(code),
});

const ignore = (): void => undefined;
const silentMetrics = {
  onLogin: ignore,
  onRestart: ignore,
  onConnectionLost: ignore,
  onNotice: ignore,
  onStateStore: ignore,
  onInstances: ignore,
};
