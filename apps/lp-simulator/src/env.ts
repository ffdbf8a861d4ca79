/** The only reader of the environment. */

export interface Env {
  readonly host: string;
  readonly fixPort: number;
  readonly controlPort: number;
  readonly dataDir: string;
  readonly seed: number;
  readonly tickMs: number;
  readonly logLevel: LogLevel;
}

const LEVELS = ['info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LEVELS)[number];

/**
 * @param source - the process's own environment unless told otherwise
 * @throws RangeError for a value that makes no sense: better no simulator than one on another port
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  return {
    host: source.HOST ?? '127.0.0.1',
    fixPort: whole(source, 'SIM_FIX_PORT', { fallback: 9880, min: 0, max: 65_535 }),
    controlPort: whole(source, 'SIM_CONTROL_PORT', { fallback: 7997, min: 0, max: 65_535 }),
    dataDir: source.DATA_DIR ?? './data',
    seed: whole(source, 'SIM_SEED', { fallback: 1, min: 0, max: 2 ** 31 - 1 }),
    tickMs: whole(source, 'SIM_TICK_MS', { fallback: 250, min: 1, max: 3_600_000 }),
    // The other services speak of debug and trace as well; here there is nothing below info.
    logLevel: LEVELS.find((level) => level === source.LOG_LEVEL) ?? 'warn',
  };
}

interface Bounds {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

function whole(
  source: Readonly<Record<string, string | undefined>>,
  name: string,
  { fallback, min, max }: Bounds,
): number {
  const text = source[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${name} must be a whole number from ${min} to ${max}, was "${text}"`);
  }
  return value;
}
