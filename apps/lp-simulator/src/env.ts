/** What the environment may set: the only place that knows the names. */
import { type Environment, EnvironmentReader } from '@faultline/service';

export interface Env {
  readonly host: string;
  readonly fixPort: number;
  readonly controlPort: number;
  readonly dataDir: string;
  readonly seed: number;
  readonly tickMs: number;
  readonly logLevel: string;
}

const SEED_MAX = 2 ** 31 - 1;
const HOUR_MS = 3_600_000;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** @throws ConfigurationError with every mistake at once: better no simulator than one on another port. */
export function readEnv(environment: Environment): Env {
  const read = new EnvironmentReader(environment);
  const env: Env = {
    host: read.text('HOST', '127.0.0.1'),
    fixPort: read.port('SIM_FIX_PORT', 9_880),
    controlPort: read.port('SIM_CONTROL_PORT', 7_997),
    dataDir: read.text('DATA_DIR', './data'),
    seed: read.integer('SIM_SEED', 1, { min: 0, max: SEED_MAX }),
    tickMs: read.integer('SIM_TICK_MS', 250, { min: 1, max: HOUR_MS }),
    logLevel: read.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  read.done();
  return env;
}
