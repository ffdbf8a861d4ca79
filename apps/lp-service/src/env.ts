/** What the environment may set: the only reader of it in this service. */
import { join } from 'node:path';
import {
  type Environment,
  EnvironmentReader,
  type ErrorSettings,
  readErrorSettings,
} from '@faultline/service';

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
  readonly orderTimeoutMs: number;
  readonly reconnectInitialMs: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly errors: ErrorSettings;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** @throws ConfigurationError with every mistake at once. */
export function readSettings(environment: Environment): Settings {
  const env = new EnvironmentReader(environment);
  const dataDir = env.text('DATA_DIR', './data');
  const port = env.port('LP_PORT', 7998);
  const settings: Settings = {
    port,
    // A service on any free port leaves the choice of the other one to the system, too.
    metricsPort: env.port('LP_METRICS_PORT', port === 0 ? 0 : 9465),
    host: env.text('HOST', '127.0.0.1'),
    dataDir,
    serviceTokenFile: env.text('SERVICE_TOKEN_FILE', join(dataDir, 'service-token')),
    fixHost: env.text('LP_FIX_HOST', '127.0.0.1'),
    fixPort: env.integer('SIM_FIX_PORT', 9880, { min: 1, max: 65_535 }),
    orderTimeoutMs: env.integer('ORDER_TIMEOUT_MS', 5_000, { min: 50, max: 600_000 }),
    reconnectInitialMs: env.integer('RECONNECT_INITIAL_MS', 1_000, { min: 10, max: 30_000 }),
    logLevel: env.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
    errors: readErrorSettings(env),
  };
  env.done();
  return settings;
}
