/** One JSON line per event, past tense, fields instead of sentences with values inside. */
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { redact as redactByDefault, type Redact } from '@faultline/errors';

export type Logger = PinoLogger;

interface LoggerOptions {
  readonly level?: string;
  /** Where lines go; standard output unless a test wants to read them. */
  readonly destination?: DestinationStream;
  /** What no line may show; the default masks by the specification. */
  readonly redact?: Redact;
}

/**
 * Lines in the gateway specification's form: `timestamp`, `level` in words, `message`, and whatever the event adds.
 *
 * @param service - Who is speaking, in every line.
 */
export function createLogger(
  service: string,
  { level = 'info', destination, redact = redactByDefault }: LoggerOptions = {},
): Logger {
  const options = {
    level,
    base: { service },
    messageKey: 'message',
    timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
    // What `redact` gives is whole; pino's own serializer would take an error for raw, and drop its cause.
    serializers: { err: (error: unknown) => error },
    formatters: {
      level: (label: string) => ({ level: label.toUpperCase() }),
      log: (line: object) => redact(line) as Record<string, unknown>,
    },
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
