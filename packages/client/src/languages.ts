/**
 * Failures in the reader's language, with the numbers that decided, the reason and what to do. The sentences are loaded when
 * they are first needed, one language at a time; the short English message is always there, on the failure itself.
 */
import type { Failure } from './failure.ts';
import type { LanguageOptions, Sentences, Speak } from './messages/index.ts';

/** In order of our preference where the reader has none. */
export const LANGUAGES = ['en', 'es', 'fr', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** @param wished - `de`, `de-CH`, or what `navigator.languages` holds: the first that we speak; English else. */
export function languageFor(wished: string | readonly string[]): Language {
  const wishes = typeof wished === 'string' ? [wished] : wished;
  const known = wishes.map((wish) =>
    LANGUAGES.find((one) => one === wish.slice(0, 2).toLowerCase()),
  );
  return known.find((one) => one !== undefined) ?? 'en';
}

/** Loads a language and gives what says failures in it. */
export async function speak(
  wished: string | readonly string[],
  options: LanguageOptions = {},
): Promise<Speak> {
  const locale = languageFor(wished);
  const [{ speakerIn }] = await Promise.all([import('./messages/index.ts'), sentencesOf(locale)]);
  return speakerIn(locale, options);
}

async function sentencesOf(locale: Language): Promise<unknown> {
  switch (locale) {
    case 'es':
      return import('./messages/es.ts');
    case 'fr':
      return import('./messages/fr.ts');
    case 'de':
      return import('./messages/de.ts');
    case 'en':
      return undefined;
  }
}

/** One failure in words: `speak` and say, for who needs it once. */
export async function inWords(
  failed: Pick<Failure, 'code' | 'details'>,
  wished: string | readonly string[],
): Promise<Sentences> {
  return (await speak(wished))(failed);
}
