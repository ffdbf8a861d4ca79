/** One JSON line per event, past tense, fields instead of sentences with values inside. */
import {
  type DestinationStream,
  type LogFn,
  type Logger as PinoLogger,
  type LoggerOptions as PinoOptions,
  pino,
} from 'pino';
import { redact as redactByDefault, type Redact } from '@faultline/errors';

export type Logger = PinoLogger;

type LogMethod = NonNullable<NonNullable<PinoOptions['hooks']>['logMethod']>;

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
    timestamp,
    // What `redact` gives is whole; pino's own serializer would take an error for raw, and drop its cause.
    serializers: { err: (error: unknown) => error },
    hooks: { logMethod: sayingRedacted(redact) },
    formatters: {
      level: (label: string) => ({ level: label.toUpperCase() }),
      log: (line: object) => redact(line) as Record<string, unknown>,
    },
  };
  return pino(options, destination ?? standardOutput());
}

const MS_OF_A_SECOND = Array.from({ length: 1_000 }, (_, ms) => String(ms).padStart(3, '0'));

let secondMs = Number.NaN;
let secondText = '';

/** Many lines fall into one second, and writing a date costs a tenth of a line: only the milliseconds are new each time. */
function timestamp(): string {
  const nowMs = Date.now();
  const ms = nowMs % 1_000;
  if (nowMs - ms !== secondMs) {
    secondMs = nowMs - ms;
    secondText = `,"timestamp":"${new Date(secondMs).toISOString().slice(0, -'000Z'.length)}`;
  }
  return `${secondText}${MS_OF_A_SECOND[ms]}Z"`;
}

/**
 * The sentence of a line goes through the same redaction as its fields; also the one that nobody wrote, because pino
 * takes the message of an error where there is no other.
 */
const sayingRedacted = (redact: Redact): LogMethod =>
  function logRedacted(args: unknown[], method) {
    const error = args.length === 1 ? errorOf(args[0]) : undefined;
    if (error instanceof Error) args.push(error.message);
    for (let index = 0; index < args.length; index += 1) {
      // Fields in the first place are redacted on their way into the line.
      if (index > 0 || typeof args[0] === 'string') args[index] = redact(args[index]);
    }
    method.apply(this, args as Parameters<LogFn>);
  };

/** The error that a line is about, if it is about one. */
const errorOf = (line: unknown): unknown =>
  line instanceof Error || typeof line !== 'object' || line === null
    ? line
    : Reflect.get(line, 'err');

const ignore = (): void => undefined;

/**
 * Standard output that may break. pino's own writer retries a broken pipe for ever when the process exits, so that a
 * service whose supervisor was killed would never end.
 */
function standardOutput(): DestinationStream {
  if (!process.stdout.listeners('error').includes(ignore)) process.stdout.on('error', ignore);
  return { write: (line) => void process.stdout.write(line) };
}
