/** A failure in the reader's language, with its numbers; also one that a stream or a preview brought as code and details. */
import { isCode, type AnyCode, type Details, clientCatalogue } from '@faultline/errors';
import { localise, type LocalisedFailure } from '@faultline/errors/messages';
import { pageNowMs } from '../adapters/clock.ts';
import type { Locale } from '../texts/texts.ts';

const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const isKnown = (code: string): code is AnyCode => isCode(code) || code in clientCatalogue;

export interface CodeAndDetails {
  readonly code: string;
  readonly details?: unknown;
}

/** A code newer than this page keeps its name and says that much. */
export function tell({ code, details }: CodeAndDetails, locale: Locale): LocalisedFailure {
  const nowMs = pageNowMs();
  const options = { locale, nowMs, timeZone: TIME_ZONE };
  try {
    if (isKnown(code)) {
      return localise({ code, details: (details ?? {}) as Details<AnyCode> }, options);
    }
  } catch {
    // Details of another version's shape: the code alone is still worth telling.
  }
  return { message: code, detail: code, reason: null, solution: [] };
}
