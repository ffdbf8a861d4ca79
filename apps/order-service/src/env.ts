/** The order service's configuration: the only place that knows the names of its environment variables. */
import { join } from 'node:path';
import {
  type Environment,
  EnvironmentReader,
  type ErrorSettings,
  readErrorSettings,
  readRetentionDays,
  serviceTokenFrom,
} from '@faultline/service';

export interface Configuration {
  readonly host: string;
  readonly port: number;
  readonly dataRoot: string;
  /** A PostgreSQL database that several processes may share; `null` for a SQLite file in the data directory. */
  readonly databaseUrl: string | null;
  readonly lpUrl: string;
  /** `null` for the one in the file. */
  readonly serviceToken: string | null;
  readonly serviceTokenFile: string;
  readonly demoData: boolean;
  readonly logLevel: string;
  readonly errors: ErrorSettings;
  /** How long the error journal keeps an entry. */
  readonly journalRetentionDays: number;
  /** always: every market trades round the clock, for trials. real: by the schedules. */
  readonly calendar: 'always' | 'real';
  /** What to do at the start when the ledger or the audit log does not hold. */
  readonly booksCheck: 'refuse' | 'warn' | 'off';
  /** Whether commands can be made to fail: never in production. */
  readonly faultPort: boolean;
  /** Of access tokens over tRPC, whose clients renew them. */
  readonly accessTokenTtlSec: number;
  readonly loginTokenTtlSec: number;
  readonly refreshTokenTtlSec: number;
  /** How long after entering the password a person may move money; `null` for as long as the sign-in lasts. */
  readonly freshSignInMs: number | null;
  /** Addresses or networks of the proxies before us, whose `X-Forwarded-For` is believed. */
  readonly trustProxy: readonly string[];
  /** Off for load tests only. */
  readonly rateLimits: boolean;
  /** Where several processes count together; `null` for each on its own. */
  readonly redisUrl: string | null;
  /** Pages of other origins that may read our answers. */
  readonly corsOrigins: readonly string[];
  readonly metricsPort: number;
  /** How long to go on serving after readiness has ended, for a load balancer to notice. */
  readonly drainDelayMs: number;
  readonly orderTimeoutMs: number;
  /** The built console, handed out at `/`; `null` for the API alone. */
  readonly consoleDir: string | null;
  /** Overrides how old a quote may be, for every instrument; `null` leaves each its own. */
  readonly quoteTtlMs: number | null;
}

const DAY_SEC = 86_400;
const ACCESS_SEC = 900;
const HOUR_MS = 3_600_000;
const DRAIN_DELAY_MAX_MS = 60_000;

/** @throws ConfigurationError with every mistake. */
export function readConfiguration(env: Environment): Configuration {
  const read = new EnvironmentReader(env);
  const dataRoot = read.text('DATA_DIR', './data');
  const { isProduction: production } = read;
  const rateLimits = read.choice('RATE_LIMITS', ['guide', 'off'], 'guide') === 'guide';
  read.trialOnly(!rateLimits, 'RATE_LIMITS=off is for load tests');
  const port = read.port('ORDER_PORT', 7_999);
  const quoteTtlMs = read.integer('QUOTE_TTL_MS', 0, { min: 0, max: HOUR_MS });
  const freshSignInSec = read.integer('FRESH_SIGN_IN', 300, { min: 0, max: DAY_SEC });
  const configuration: Configuration = {
    host: read.text('HOST', '127.0.0.1'),
    port,
    dataRoot,
    databaseUrl: read.postgresUrl('DATABASE_URL'),
    lpUrl: read.httpUrl('LP_URL', `http://127.0.0.1:${read.port('LP_PORT', 7_998)}`),
    serviceToken: serviceTokenFrom(read),
    serviceTokenFile: read.text('SERVICE_TOKEN_FILE', join(dataRoot, 'service-token')),
    demoData: read.choice('DEMO_DATA', ['on', 'off'], production ? 'off' : 'on') === 'on',
    logLevel: read.choice('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    errors: readErrorSettings(read),
    journalRetentionDays: readRetentionDays(read),
    calendar: read.choice('MARKET_CALENDAR', ['always', 'real'], production ? 'real' : 'always'),
    booksCheck: read.choice('BOOKS_CHECK', ['refuse', 'warn', 'off'], 'refuse'),
    faultPort: !production,
    accessTokenTtlSec: read.integer('ACCESS_TOKEN_TTL', ACCESS_SEC, { min: 1, max: DAY_SEC }),
    loginTokenTtlSec: read.integer('LOGIN_TOKEN_TTL', DAY_SEC, { min: 1, max: 30 * DAY_SEC }),
    refreshTokenTtlSec: read.integer('REFRESH_TOKEN_TTL', 30 * DAY_SEC, {
      min: 1,
      max: 365 * DAY_SEC,
    }),
    freshSignInMs: freshSignInSec === 0 ? null : freshSignInSec * 1_000,
    trustProxy: read.networks('TRUST_PROXY'),
    rateLimits,
    redisUrl: read.redisUrl('REDIS_URL'),
    corsOrigins: read.origins('CORS_ORIGINS'),
    // A service on any free port leaves the choice of the other one to the system, too.
    metricsPort: read.port('ORDER_METRICS_PORT', port === 0 ? 0 : 9_464),
    drainDelayMs: read.integer('DRAIN_DELAY_MS', 0, { min: 0, max: DRAIN_DELAY_MAX_MS }),
    orderTimeoutMs: read.integer('ORDER_TIMEOUT_MS', 5_000, { min: 50, max: 60_000 }),
    consoleDir: read.text('CONSOLE_DIR', '') || null,
    quoteTtlMs: quoteTtlMs === 0 ? null : quoteTtlMs,
  };
  refuseContradictions(configuration, read);
  read.done();
  return configuration;
}

/** What is right by itself and wrong together. */
function refuseContradictions(said: Configuration, read: EnvironmentReader): void {
  if (said.port !== 0 && said.port === said.metricsPort) {
    read.refuse(`ORDER_PORT and ORDER_METRICS_PORT are both ${said.port}`);
  }
  if (said.refreshTokenTtlSec < said.loginTokenTtlSec) {
    read.refuse('REFRESH_TOKEN_TTL must not be shorter than LOGIN_TOKEN_TTL');
  }
  if (said.refreshTokenTtlSec < said.accessTokenTtlSec) {
    read.refuse('REFRESH_TOKEN_TTL must not be shorter than ACCESS_TOKEN_TTL');
  }
}
