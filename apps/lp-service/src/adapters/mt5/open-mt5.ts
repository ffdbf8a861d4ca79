/** MT5 supervision, put together: database, vault, state store, terminals, notices and the procedures before them. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  type Authenticate,
  bearerToken,
  type Logger,
  type Metrics,
  openPostgres,
  openSqlite,
} from '@faultline/service';
import { agentTerminals } from '../../mt5/agent-terminals.ts';
import { mt5Handlers } from '../../mt5/handlers.ts';
import { NoticeSender } from '../../mt5/notice-sender.ts';
import { openPolicyDesk } from '../../mt5/policy-desk.ts';
import type { Clock, Mt5History, Mt5Metrics, StateStore } from '../../mt5/ports.ts';
import { Projector } from '../../mt5/projector.ts';
import { Mt5Secrets } from '../../mt5/secrets.ts';
import type { Mt5Settings } from '../../mt5/settings.ts';
import { Mt5Supervisor } from '../../mt5/supervisor.ts';
import type { Mt5Handlers } from '../../mt5/views.ts';
import { crashingLedger } from './crash-points.ts';
import type { Database } from './database.ts';
import { keysFromText, keysInFile } from './key-file.ts';
import { mt5Ledger } from './ledger.ts';
import { logNotifier } from './log-notifier.ts';
import { mt5Metrics } from './metrics.ts';
import { redisStateStore } from './redis-state-store.ts';
import { mt5Tables } from './schema.ts';
import { simulatedTerminals } from './simulated-terminals.ts';
import { postgresDatabase } from './postgres-database.ts';
import { sqliteDatabase } from './sqlite-database.ts';
import { tableStateStore } from './table-state-store.ts';
import { type VaultKeys, vault } from './vault.ts';
import { webhookNotifier } from './webhook.ts';

export interface Mt5Options {
  readonly settings: Mt5Settings;
  /** Closed with what is returned. */
  readonly database: Database;
  readonly history: Mt5History;
  readonly metrics: Pick<Metrics, 'registry'>;
  readonly log: Logger;
}

export interface OpenMt5 {
  readonly handlers: Mt5Handlers;
  /** Lets in agents by their tokens; for everybody else `other` decides. */
  readonly authenticate: (other: Authenticate) => Authenticate;
  readonly close: () => Promise<void>;
}

/** Keys may be rotated while the service runs. */
const RESEAL_EVERY_MS = 60_000;

export const mt5File = (directory: string): string => join(directory, 'mt5.db');

/** A schema of its own in the service's database. */
export const SCHEMA_NAME = 'mt5';

export interface Place {
  /** `null` for the directory. */
  readonly databaseUrl: string | null;
  /** Locked by the caller. */
  readonly directory: string;
}

/** Call as the owner of the FIX sessions: where processes share a database, that one keeps the terminals, too. */
export async function openMt5Database(
  { databaseUrl, directory }: Place,
  log: Logger,
): Promise<Database> {
  if (databaseUrl === null) {
    return sqliteDatabase(openSqlite(mt5File(directory), [mt5Tables('sqlite')]));
  }
  const migrations = [mt5Tables('postgres')];
  return postgresDatabase(
    await openPostgres(databaseUrl, { migrations, schema: SCHEMA_NAME, log }),
  );
}

function keysOf({ keys, keyFile }: Pick<Mt5Settings, 'keys' | 'keyFile'>): () => VaultKeys {
  if (keys === null) return keysInFile(keyFile);
  const given = keysFromText(keys);
  return () => given;
}

const clock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, Math.min(delayMs, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export async function openMt5(options: Mt5Options): Promise<OpenMt5> {
  const { settings, database, history, log } = options;
  const ledger = crashingLedger(mt5Ledger(database));
  const metrics = mt5Metrics(options.metrics);
  const secrets = new Mt5Secrets(vault(keysOf(settings)), ledger);
  await secrets.open();
  const sender = new NoticeSender({
    ledger,
    notifiers: notifiersOf(settings, log),
    clock,
    metrics,
    log,
  });
  const { simulatorUrl: url, timeScale } = settings;
  const supervisor = new Mt5Supervisor({
    ledger,
    secrets,
    drivers: (tell) => ({ SIMULATED: simulatedTerminals({ url, tell }), AGENT: agentTerminals }),
    show: (instanceId, keys) => projector.show(instanceId, keys),
    onNotices: () => sender.wake(),
    history,
    metrics,
    clock,
    random: Math.random,
    newId: randomUUID,
    timeScale,
    log,
  });
  const projector = projectorOf(supervisor, { settings, database, metrics, log });
  const policyDesk = await openPolicyDesk(ledger, (policies) => supervisor.usePolicies(policies));
  await supervisor.open();
  projector.open();
  sender.open();
  const stopResealing = await keepSealed(secrets, log);
  const { now } = clock;
  const { terminal } = settings;
  return {
    handlers: mt5Handlers({ supervisor, secrets, ledger, policyDesk, terminal, now }),
    authenticate: (other) => agentsOr(secrets, other),
    close: async () => {
      stopResealing();
      await supervisor.close();
      await sender.close();
      await projector.close();
      await database.close();
    },
  };
}

function notifiersOf({ webhook }: Mt5Settings, log: Logger) {
  const lines = logNotifier(log);
  // A line of the log is written once the receiver has it, and not once for every try.
  return webhook === null ? [lines] : [webhookNotifier({ ...webhook, now: clock.now }), lines];
}

interface Shown {
  readonly settings: Mt5Settings;
  readonly database: Database;
  readonly metrics: Mt5Metrics;
  readonly log: Logger;
}

function projectorOf(
  supervisor: Mt5Supervisor,
  { settings, database, metrics, log }: Shown,
): Projector {
  const redis = settings.redisUrl === null ? null : redisStateStore(settings.redisUrl);
  const store: StateStore = redis ?? tableStateStore(database);
  const projector = new Projector({
    store,
    clock,
    everything: () => supervisor.everyKey(),
    onReachable: (reachable) => {
      metrics.onStateStore(reachable);
      log.warn({ reachable }, 'mt5 state store');
    },
  });
  redis?.onConnected(() => projector.rewrite());
  return projector;
}

async function keepSealed(secrets: Mt5Secrets, log: Logger): Promise<() => void> {
  const reseal = async (): Promise<void> => {
    const { count, unreadable } = await secrets.reseal();
    if (count > 0) log.info({ count }, 'mt5 secrets sealed anew');
    if (unreadable.length > 0) {
      log.error({ instanceIds: unreadable }, 'mt5 secrets cannot be opened: give them anew');
    }
  };
  await reseal();
  const timer = setInterval(() => {
    reseal().catch((error: unknown) => log.error({ err: error }, 'mt5 secrets not sealed anew'));
  }, RESEAL_EVERY_MS);
  return () => clearInterval(timer);
}

const agentsOr =
  (secrets: Mt5Secrets, other: Authenticate): Authenticate =>
  async (authorization) => {
    // Ours come first: they call far more often.
    try {
      return await other(authorization);
    } catch (error) {
      const instanceId = secrets.agentOf(bearerToken(authorization));
      if (instanceId === null) throw error;
      return { kind: 'agent', instanceId };
    }
  };
