/** The order service's configuration: the only place that knows the names of its environment variables. */
import { join } from 'node:path';
import {
  type Environment,
  EnvironmentReader,
  type ErrorSettings,
  readErrorSettings,
} from '@faultline/service';

export interface Configuration {
  readonly host: string;
  readonly port: number;
  readonly dataRoot: string;
  /** A PostgreSQL database that several processes may share; `null` for a SQLite file in the data directory. */
  readonly databaseUrl: string | null;
  readonly lpUrl: string;
  readonly serviceTokenFile: string;
  readonly demoData: boolean;
  readonly logLevel: string;
  readonly errors: ErrorSettings;
  /** always: every market trades round the clock. real: by the schedules. */
  readonly calendar: 'always' | 'real';
  /** What to do at the start when the ledger or the audit log does not hold. */
  readonly booksCheck: 'refuse' | 'warn' | 'off';
  /** Whether commands can be made to fail: never in production. */
  readonly faultPort: boolean;
  readonly loginTokenTtlSec: number;
  readonly refreshTokenTtlSec: number;
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
  /** Overrides how old a quote may be, for every instrument; `null` leaves each its own. */
  readonly quoteTtlMs: number | null;
}

const DAY_SEC = 86_400;
const HOUR_MS = 3_600_000;
const DRAIN_DELAY_MAX_MS = 60_000;

/** @throws ConfigurationError with every mistake. */
export function readConfiguration(env: Environment): Configuration {
  const read = new EnvironmentReader(env);
  const dataRoot = read.text('DATA_DIR', './data');
  const production = env['NODE_ENV'] === 'production';
  const rateLimits = read.choice('RATE_LIMITS', ['guide', 'off'], 'guide') === 'guide';
  if (production && !rateLimits) read.refuse('RATE_LIMITS=off is for load tests, not production');
  const port = read.port('ORDER_PORT', 7_999);
  const quoteTtlMs = read.integer('QUOTE_TTL_MS', 0, { min: 0, max: HOUR_MS });
  const configuration: Configuration = {
    host: read.text('HOST', '127.0.0.1'),
    port,
    dataRoot,
    databaseUrl: databaseUrlOf(read),
    lpUrl: read.text('LP_URL', `http://127.0.0.1:${read.port('LP_PORT', 7_998)}`),
    serviceTokenFile: read.text('SERVICE_TOKEN_FILE', join(dataRoot, 'service-token')),
    demoData: read.choice('DEMO_DATA', ['on', 'off'], production ? 'off' : 'on') === 'on',
    logLevel: read.choice('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    errors: readErrorSettings(read),
    calendar: read.choice('MARKET_CALENDAR', ['always', 'real'], 'always'),
    booksCheck: read.choice('BOOKS_CHECK', ['refuse', 'warn', 'off'], 'refuse'),
    faultPort: !production,
    loginTokenTtlSec: read.integer('LOGIN_TOKEN_TTL', DAY_SEC, { min: 1, max: 30 * DAY_SEC }),
    refreshTokenTtlSec: read.integer('REFRESH_TOKEN_TTL', 30 * DAY_SEC, {
      min: 1,
      max: 365 * DAY_SEC,
    }),
    trustProxy: read.networks('TRUST_PROXY'),
    rateLimits,
    redisUrl: read.redisUrl('REDIS_URL'),
    corsOrigins: read.origins('CORS_ORIGINS'),
    // A service on any free port leaves the choice of the other one to the system, too.
    metricsPort: read.port('ORDER_METRICS_PORT', port === 0 ? 0 : 9_464),
    drainDelayMs: read.integer('DRAIN_DELAY_MS', 0, { min: 0, max: DRAIN_DELAY_MAX_MS }),
    orderTimeoutMs: read.integer('ORDER_TIMEOUT_MS', 5_000, { min: 50, max: 60_000 }),
    quoteTtlMs: quoteTtlMs === 0 ? null : quoteTtlMs,
  };
  read.done();
  return configuration;
}

/** What is wrong is said without the URL: there may be a password in it. */
function databaseUrlOf(read: EnvironmentReader): string | null {
  const text = read.text('DATABASE_URL', '');
  if (text === '') return null;
  const url = URL.parse(text);
  const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
  if (isPostgres && url.pathname.length > 1) return text;
  read.refuse('DATABASE_URL must be of the form postgres://user:password@host:5432/database');
  return null;
}
