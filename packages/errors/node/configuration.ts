/**
 * The error mapping's configuration, as the gateway specification has it: log levels, sanitisation, retries and
 * localisation. Read from YAML, checked whole, every mistake told at once with the place where it stands.
 */
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { Category } from '../src/index.ts';

const LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;
/** The specification's six, and the two that we tell apart from TRADING. */
const CATEGORIES = [
  'AUTH',
  'VALIDATION',
  'TRADING',
  'ACCOUNT',
  'LP',
  'SYSTEM',
  'RATE_LIMIT',
  'NETWORK',
] as const satisfies readonly Category[];
const LANGUAGES = ['en', 'es', 'fr', 'de'] as const;
const RETRIES_MAX = 20;
const DAY_MS = 86_400_000;

const level = z.enum(LEVELS);

const RetryOf = z
  .strictObject({
    retryable: z.boolean(),
    maxRetries: z.int().min(0).max(RETRIES_MAX),
    /** One delay for each retry; the last one repeats. */
    backoffMs: z.array(z.int().min(0).max(DAY_MS)).default([]),
  })
  .refine(({ retryable, backoffMs }) => !retryable || backoffMs.length > 0, {
    message: 'a retryable code needs at least one delay',
    path: ['backoffMs'],
  });

const ErrorMapping = z.strictObject({
  detailedLogging: z.boolean().default(true),
  logLevels: z.partialRecord(z.enum(CATEGORIES), level).default({}),
  sanitization: z
    .strictObject({
      /** There is no switch for leaving personal data in a log. */
      enabled: z.literal(true).default(true),
      maskLength: z.int().min(1).max(4).default(3),
      redactedPlaceholder: z.string().min(1).default('[REDACTED]'),
    })
    .prefault({}),
  /** By gateway number: `errorCode15`. */
  retryConfig: z
    .record(z.string().regex(/^errorCode(\d|1\d|20)$/, 'is no errorCode0 to errorCode20'), RetryOf)
    .default({}),
  localization: z
    .strictObject({
      defaultLanguage: z.enum(LANGUAGES).default('en'),
      supportedLanguages: z
        .array(z.enum(LANGUAGES))
        .min(1)
        .default([...LANGUAGES]),
      /** A folder with `<language>.json` files; from the folder of this file when it is relative. */
      messageTemplatesPath: z.string().min(1).optional(),
    })
    .refine(
      ({ defaultLanguage, supportedLanguages }) => supportedLanguages.includes(defaultLanguage),
      {
        message: 'must be one of the supported languages',
        path: ['defaultLanguage'],
      },
    )
    .prefault({}),
});

export type ErrorConfiguration = z.output<typeof ErrorMapping>;

const Root = z.strictObject({ errorMapping: ErrorMapping });

export class ErrorConfigurationFault extends Error {
  readonly faults: readonly string[];

  constructor(where: string, faults: readonly string[]) {
    super(`${where} is wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ErrorConfigurationFault';
    this.faults = faults;
  }
}

/** @throws ErrorConfigurationFault with every mistake. */
export function parseErrorConfiguration(
  text: string,
  where = 'the configuration',
): ErrorConfiguration {
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new ErrorConfigurationFault(
      where,
      document.errors.map(({ message }) => firstLine(message)),
    );
  }
  const parsed = Root.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (parsed.success) return parsed.data.errorMapping;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.')}: ${message}`,
  );
  throw new ErrorConfigurationFault(where, faults);
}

/** @throws ErrorConfigurationFault also when there is no such file. */
export function readErrorConfiguration(file: string): ErrorConfiguration {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ErrorConfigurationFault(file, [`it cannot be read: ${String(error)}`]);
  }
  return parseErrorConfiguration(text, file);
}

const firstLine = (text: string): string => text.split('\n')[0] ?? text;
