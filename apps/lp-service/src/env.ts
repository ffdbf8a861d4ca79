/** What the environment may set: the only reader of it in this service. */
import { join } from 'node:path';
import type { HostPolicy } from './adapters/fix/hosts.ts';
import { readProvidersFile } from './adapters/providers-file.ts';
import { readSessionFile, type SessionAccess } from './adapters/fix/session-file.ts';
import {
  type Environment,
  EnvironmentReader,
  type ErrorSettings,
  readErrorSettings,
  readRetentionDays,
  serviceTokenFrom,
} from '@faultline/service';
import type { FirstProviders } from './lp/first-providers.ts';
import { type Mt5Settings, readMt5Settings } from './mt5/settings.ts';

export interface Settings {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly metricsPort: number;
  readonly host: string;
  readonly dataDir: string;
  /** Where orders and FIX sessions are kept; `null` for the directory. */
  readonly databaseUrl: string | null;
  /** `null` for the one in the file. */
  readonly serviceToken: string | null;
  readonly serviceTokenFile: string;
  /** Where the providers' FIX acceptor listens. */
  readonly fixHost: string;
  readonly fixPort: number;
  /** Where providers may be. */
  readonly hosts: HostPolicy;
  /** Whom a database without providers begins with. */
  readonly firstProviders: FirstProviders;
  /** By the id of the session: credentials, keys, hours. */
  readonly sessions: ReadonlyMap<string, SessionAccess>;
  readonly orderTimeoutMs: number;
  readonly reconnectInitialMs: number;
  /** How long a provider that does not answer gets no orders, the first time. */
  readonly breakerOpenMs: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly errors: ErrorSettings;
  /** How long the error journal keeps an entry. */
  readonly journalRetentionDays: number;
  readonly mt5: Mt5Settings;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** @throws ConfigurationError with every mistake at once. */
export function readSettings(environment: Environment): Settings {
  const env = new EnvironmentReader(environment);
  const dataDir = env.text('DATA_DIR', './data');
  const fixHost = env.text('LP_FIX_HOST', '127.0.0.1');
  const fixPort = env.integer('SIM_FIX_PORT', 9880, { min: 1, max: 65_535 });
  const port = env.port('LP_PORT', 7998);
  const hosts = {
    allowed: new Set([`${fixHost}:${fixPort}`, ...hostsOf(env)]),
    isLoopbackAllowed: !env.isProduction,
  };
  const settings: Settings = {
    port,
    // A service on any free port leaves the choice of the other one to the system, too.
    metricsPort: env.port('LP_METRICS_PORT', port === 0 ? 0 : 9465),
    host: env.text('HOST', '127.0.0.1'),
    dataDir,
    databaseUrl: env.postgresUrl('DATABASE_URL'),
    serviceToken: serviceTokenFrom(env),
    serviceTokenFile: env.text('SERVICE_TOKEN_FILE', join(dataDir, 'service-token')),
    firstProviders: firstProvidersOf(env, hosts),
    sessions: sessionsOf(env),
    fixHost,
    fixPort,
    hosts,
    orderTimeoutMs: env.integer('ORDER_TIMEOUT_MS', 5_000, { min: 50, max: 600_000 }),
    reconnectInitialMs: env.integer('RECONNECT_INITIAL_MS', 1_000, { min: 10, max: 30_000 }),
    breakerOpenMs: env.integer('BREAKER_OPEN_MS', 5_000, { min: 10, max: 60_000 }),
    logLevel: env.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
    errors: readErrorSettings(env),
    journalRetentionDays: readRetentionDays(env),
    mt5: readMt5Settings(env, dataDir),
  };
  if (port !== 0 && port === settings.metricsPort) {
    env.refuse(`LP_PORT and LP_METRICS_PORT are both ${port}`);
  }
  env.done();
  return settings;
}

/** `host:port` of the providers, separated by commas. */
function hostsOf(env: EnvironmentReader): string[] {
  const hosts = env
    .text('LP_HOSTS', '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  for (const wrong of hosts.filter((one) => !/^\S+:\d{1,5}$/.test(one))) {
    env.refuse(`LP_HOSTS must list hosts with their ports, fix.example.com:9880, not "${wrong}"`);
  }
  return hosts;
}

function firstProvidersOf(env: EnvironmentReader, hosts: HostPolicy): FirstProviders {
  const { providers, mistakes } = readProvidersFile(env.text('LP_PROVIDERS_FILE', ''), hosts);
  for (const mistake of mistakes) env.refuse(mistake);
  const fallback = env.isProduction ? 'off' : 'on';
  const demo = env.choice('LP_DEMO_PROVIDERS', ['on', 'off'], fallback) === 'on';
  return { demo, configured: providers };
}

function sessionsOf(env: EnvironmentReader): Settings['sessions'] {
  const { sessions, mistakes } = readSessionFile(env.text('LP_SESSIONS_FILE', ''));
  for (const mistake of mistakes) env.refuse(mistake);
  return sessions;
}
