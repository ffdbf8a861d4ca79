/** What the environment may say about MT5 terminals. */
import { join } from 'node:path';
import type { EnvironmentReader } from '@faultline/service';
import type { TerminalKind } from './ports.ts';

export interface Mt5Settings {
  /** Multiplies every delay of the login policy: for tests and demonstrations. */
  readonly timeScale: number;
  /** Of instances that do not say which. */
  readonly terminal: TerminalKind;
  /** The simulator's control API, which plays the terminals. */
  readonly simulatorUrl: string;
  /** Where the instances are shown; `null` for a table of the database. */
  readonly redisUrl: string | null;
  readonly keyFile: string;
  /** Keys instead of a file; `null` for the file. */
  readonly keys: string | null;
  readonly webhook: {
    readonly url: URL;
    readonly secret: string;
    readonly hosts: ReadonlySet<string>;
    readonly isPrivateAllowed: boolean;
  } | null;
}

const SCALE_MAX = 10;
const SECRET_CHARS_MIN = 16;

export function readMt5Settings(env: EnvironmentReader, dataDir: string): Mt5Settings {
  const controlPort = env.integer('SIM_CONTROL_PORT', 7_997, { min: 0, max: 65_535 });
  const keys = env.secret('MT5_KEYS');
  if (keys !== null && env.text('KEY_FILE', '') !== '') {
    env.refuse('set MT5_KEYS or KEY_FILE, not both');
  }
  return {
    timeScale: scaleOf(env),
    terminal:
      env.choice(
        'MT5_TERMINAL',
        ['simulator', 'agent'],
        env.isProduction ? 'agent' : 'simulator',
      ) === 'agent'
        ? 'AGENT'
        : 'SIMULATED',
    simulatorUrl: env.httpUrl('MT5_SIMULATOR_URL', `http://127.0.0.1:${controlPort}`),
    redisUrl: env.redisUrl('REDIS_URL'),
    keyFile: env.text('KEY_FILE', join(dataDir, 'lp', 'credential-keys.json')),
    keys,
    webhook: webhookOf(env),
  };
}

function scaleOf(env: EnvironmentReader): number {
  const text = env.text('MT5_TIME_SCALE', '1');
  const scale = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (scale > 0 && scale <= SCALE_MAX) {
    env.trialOnly(scale !== 1, 'MT5_TIME_SCALE is for tests');
    return scale;
  }
  env.refuse(`MT5_TIME_SCALE must be a number above 0 and at most ${SCALE_MAX}, was "${text}"`);
  return 1;
}

function webhookOf(env: EnvironmentReader): Mt5Settings['webhook'] {
  const address = env.text('MT5_WEBHOOK_URL', '');
  const secret = env.secret('MT5_WEBHOOK_SECRET');
  const hosts = env.text('MT5_WEBHOOK_HOSTS', '').split(',');
  const isPrivateAllowed = env.choice('MT5_WEBHOOK_PRIVATE', ['on', 'off'], 'off') === 'on';
  if (address === '') {
    if (secret !== null) env.refuse('MT5_WEBHOOK_SECRET is set, and no MT5_WEBHOOK_URL');
    return null;
  }
  const url = URL.parse(address);
  if (url === null) env.refuse('MT5_WEBHOOK_URL must be an address');
  if (secret === null || secret.length < SECRET_CHARS_MIN) {
    env.refuse(
      `MT5_WEBHOOK_SECRET_FILE must name a file with at least ${SECRET_CHARS_MIN} characters`,
    );
    return null;
  }
  if (url === null) return null;
  return {
    url,
    secret,
    hosts: new Set(hosts.map((host) => host.trim()).filter((host) => host !== '')),
    isPrivateAllowed,
  };
}
