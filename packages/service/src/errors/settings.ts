/**
 * What an operator may decide about errors: how loudly each category is logged, how ids are masked, how often callers
 * are told to try again, in which languages and words. Read from the file that ERROR_CONFIG_FILE names, whole or not at all.
 */
import { dirname, resolve } from 'node:path';
import {
  type AppError,
  type Category,
  configuredRetry,
  LOG_LEVEL,
  raise,
  type Redact,
  redactorOf,
  type Refusal,
} from '@faultline/errors';
import { gatewayOfFailure } from '@faultline/errors/foreign';
import {
  loadAllLocales,
  type MessageOverrides,
  MessageTemplatesError,
  type NegotiateLocale,
  negotiatorOf,
} from '@faultline/errors/messages';
import {
  type ErrorConfiguration,
  ErrorConfigurationFault,
  parseErrorConfiguration,
  readErrorConfiguration,
  readMessageTemplates,
} from '@faultline/errors/node';
import type { EnvironmentReader } from '../env.ts';

// A server answers in any of its languages from its first request on.
await loadAllLocales();

type Level = 'debug' | 'info' | 'warn' | 'error';

export interface ErrorSettings {
  /** Whether the log also keeps the numbers that decided, and stacks. */
  readonly detailedLogging: boolean;
  readonly levelOf: (category: Category) => Level;
  readonly redact: Redact;
  readonly negotiateLocale: NegotiateLocale;
  readonly overrides: MessageOverrides;
  /** The same error, telling its caller the configured retry where one is configured. */
  readonly withRetry: (error: AppError) => AppError;
}

const LEVELS = { DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

export function errorSettings(
  configuration: ErrorConfiguration,
  overrides: MessageOverrides = {},
): ErrorSettings {
  const { detailedLogging, logLevels, sanitization, localization } = configuration;
  const { maskLength: visibleChars, redactedPlaceholder: placeholder } = sanitization;
  const { supportedLanguages: supported, defaultLanguage: fallback } = localization;
  const levels: Readonly<Partial<Record<Category, keyof typeof LEVELS>>> = logLevels;
  return {
    detailedLogging,
    levelOf: (category) => {
      const level = levels[category];
      return level === undefined ? LOG_LEVEL[category] : LEVELS[level];
    },
    redact: redactorOf({ visibleChars, placeholder }),
    negotiateLocale: negotiatorOf({ supported, fallback }),
    overrides,
    withRetry: retryTeller(configuration),
  };
}

function retryTeller({ retryConfig }: ErrorConfiguration): ErrorSettings['withRetry'] {
  const overrides = new Map(Object.entries(retryConfig));
  if (overrides.size === 0) return (error) => error;
  return (error) => {
    const retry = configuredRetry(
      error.retry,
      overrides.get(`errorCode${gatewayOfFailure(error).code}`),
    );
    if (retry === error.retry) return error;
    const { code, details, outcome, cause } = error;
    return raise({ code, details } as Refusal, { outcome, cause, retry });
  };
}

export const DEFAULT_ERROR_SETTINGS: ErrorSettings = errorSettings(
  parseErrorConfiguration('errorMapping: {}'),
);

/** The settings of ERROR_CONFIG_FILE; every mistake in it, and in the templates that it names, goes to the reader. */
export function readErrorSettings(env: EnvironmentReader): ErrorSettings {
  const file = env.text('ERROR_CONFIG_FILE', '');
  if (file === '') return DEFAULT_ERROR_SETTINGS;
  const refuse = (mistake: string): void => env.refuse(`ERROR_CONFIG_FILE: ${mistake}`);
  try {
    const configuration = readErrorConfiguration(file);
    const { messageTemplatesPath: folder } = configuration.localization;
    if (folder === undefined) return errorSettings(configuration);
    return errorSettings(configuration, readMessageTemplates(resolve(dirname(file), folder)));
  } catch (error) {
    if (error instanceof ErrorConfigurationFault) error.faults.forEach(refuse);
    else if (error instanceof MessageTemplatesError) error.mistakes.forEach(refuse);
    else throw error;
    return DEFAULT_ERROR_SETTINGS;
  }
}
