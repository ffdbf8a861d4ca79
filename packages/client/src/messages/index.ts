/** Says failures in a language that has been loaded: English here, each other one with its entry point beside this file. */
import { type Locale, localise, type LocalisedFailure } from '@faultline/errors/messages';
import type { Failure } from '../failure.ts';

/** `message`: what happened. `detail`: with the numbers that decided. `reason`: why. `solution`: what to do, in order. */
export type Sentences = LocalisedFailure;

export interface LanguageOptions {
  /** An IANA name; the device's own when left out. */
  readonly timeZone?: string;
  /** Who reads it: the one who trades (the default), or the one who runs the system. */
  readonly audience?: 'trader' | 'admin';
}

export type Speak = (failed: Pick<Failure, 'code' | 'details'>) => Sentences;

/** Synchronous: a language that has not been imported is answered in English. */
export const speakerIn =
  (locale: Locale, options: LanguageOptions = {}): Speak =>
  ({ code, details }) => {
    const timeZone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    return localise({ code, details }, { ...options, timeZone, locale, nowMs: Date.now() });
  };
