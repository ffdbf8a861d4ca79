/** Every language's source, for the compiler and the tests alone: nothing of it is loaded at run time. */
import type { AnyCode } from '../../catalogue/index.ts';
import type { Locale } from '../locale.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { es } from './es/index.ts';
import { fr } from './fr/index.ts';

/** The texts of a code as the compiler reads them, whatever the language. */
export interface SourceTexts {
  readonly message?: string;
  readonly detail: string;
  readonly trader?: readonly string[];
  readonly admin: readonly string[];
  readonly reasons?: Readonly<Record<string, string>>;
}

export const sources: Readonly<Record<Locale, Readonly<Record<AnyCode, SourceTexts>>>> = {
  en,
  es,
  fr,
  de,
};
