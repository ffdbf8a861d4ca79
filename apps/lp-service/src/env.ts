/** What the environment may set: the only reader of it in this service. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostPolicy } from './adapters/fix/hosts.ts';
import {
  type Environment,
  EnvironmentReader,
  type ErrorSettings,
  readErrorSettings,
} from '@faultline/service';
import { z } from 'zod';

/** Username(553) and Password(554) of a session. */
interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface Settings {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly metricsPort: number;
  readonly host: string;
  readonly dataDir: string;
  readonly serviceTokenFile: string;
  /** Where the providers' FIX acceptor listens. */
  readonly fixHost: string;
  readonly fixPort: number;
  /** Where providers may be. */
  readonly hosts: HostPolicy;
  /** By the id of the session. They are sent in Logon(A) and shown to nobody. */
  readonly credentials: ReadonlyMap<string, Credentials>;
  readonly orderTimeoutMs: number;
  readonly reconnectInitialMs: number;
  /** How long a provider that does not answer gets no orders, the first time. */
  readonly breakerOpenMs: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly errors: ErrorSettings;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** @throws ConfigurationError with every mistake at once. */
export function readSettings(environment: Environment): Settings {
  const env = new EnvironmentReader(environment);
  const dataDir = env.text('DATA_DIR', './data');
  const fixHost = env.text('LP_FIX_HOST', '127.0.0.1');
  const fixPort = env.integer('SIM_FIX_PORT', 9880, { min: 1, max: 65_535 });
  const listed = env
    .text('LP_HOSTS', '')
    .split(',')
    .filter((one) => one !== '');
  const port = env.port('LP_PORT', 7998);
  const settings: Settings = {
    port,
    // A service on any free port leaves the choice of the other one to the system, too.
    metricsPort: env.port('LP_METRICS_PORT', port === 0 ? 0 : 9465),
    host: env.text('HOST', '127.0.0.1'),
    dataDir,
    serviceTokenFile: env.text('SERVICE_TOKEN_FILE', join(dataDir, 'service-token')),
    credentials: readCredentials(env.text('LP_SECRETS_FILE', '')),
    fixHost,
    fixPort,
    hosts: {
      allowed: new Set([`${fixHost}:${fixPort}`, ...listed]),
      isLoopbackAllowed: env.text('NODE_ENV', '') !== 'production',
    },
    orderTimeoutMs: env.integer('ORDER_TIMEOUT_MS', 5_000, { min: 50, max: 600_000 }),
    reconnectInitialMs: env.integer('RECONNECT_INITIAL_MS', 1_000, { min: 10, max: 30_000 }),
    breakerOpenMs: env.integer('BREAKER_OPEN_MS', 5_000, { min: 10, max: 60_000 }),
    logLevel: env.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
    errors: readErrorSettings(env),
  };
  env.done();
  return settings;
}

/** A JSON file of `{ "<session>": { "username", "password" } }`; no file, no credentials. */
function readCredentials(file: string): ReadonlyMap<string, Credentials> {
  if (file === '') return new Map();
  const shape = z.record(
    z.string(),
    z.strictObject({ username: z.string(), password: z.string() }),
  );
  return new Map(Object.entries(shape.parse(JSON.parse(readFileSync(file, 'utf8')))));
}
