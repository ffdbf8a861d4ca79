/** The console's own words in the four languages. Errors speak for themselves: their texts are the catalogue's. */
import { loadAllLocales } from '@faultline/errors/messages';
import { createContext, use } from 'react';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/** What every language must say: the English one's shape. */
export type Texts = Said<typeof en>;

type Said<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Said<T[K]> };

export const LOCALES = ['en', 'es', 'fr', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

const ALL: Readonly<Record<Locale, Texts>> = { en, es, fr, de };
export const textsIn = (locale: Locale): Texts => ALL[locale];

export const isLocale = (text: string | null): text is Locale =>
  LOCALES.some((locale) => locale === text);

/** The language of the first preference that we speak. */
export const preferredLocale = (preferences: readonly string[]): Locale =>
  preferences.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLocale) ?? 'en';

export interface Speech {
  readonly locale: Locale;
  readonly texts: Texts;
  readonly speak: (locale: Locale) => void;
}

export const SpeechContext = createContext<Speech>({
  locale: 'en',
  texts: en,
  speak: () => undefined,
});

export const useSpeech = (): Speech => use(SpeechContext);
export const useTexts = (): Texts => use(SpeechContext).texts;

/** Brings the catalogue's texts in every language; English is there from the start. */
export const loadErrorTexts = (): Promise<unknown> => loadAllLocales();
