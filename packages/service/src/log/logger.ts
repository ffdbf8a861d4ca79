/** One JSON line per event, past tense, fields instead of sentences with values inside. */
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { redact } from '@faultline/errors';

export type Logger = PinoLogger;

/**
 * @param service - Who is speaking, in every line.
 * @param destination - Where lines go; standard output unless a test wants to read them.
 */
export function createLogger(
  service: string,
  { level = 'info', destination }: { level?: string; destination?: DestinationStream } = {},
): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: (line: object) => redact(line) as Record<string, unknown> },
  };
  return pino(options, destination ?? standardOutput());
}

const ignore = (): void => undefined;

/**
 * Standard output that may break. pino's own writer retries a broken pipe for ever when the process exits, so that a
 * service whose supervisor was killed would never end.
 */
function standardOutput(): DestinationStream {
  if (!process.stdout.listeners('error').includes(ignore)) process.stdout.on('error', ignore);
  return { write: (line) => void process.stdout.write(line) };
}
