/** The languages that this process has loaded. English is always there; each other one arrives with its entry point. */
import type { CompiledMessages } from './compiled.ts';
import { en } from './gen/en.gen.ts';
import type { Locale } from './locale.ts';

const loaded = new Map<Locale, CompiledMessages>([['en', en]]);

/** For the entry point of a language alone. */
export function addLocale(locale: Locale, messages: CompiledMessages): void {
  loaded.set(locale, messages);
}

/** The texts of a language, or nothing when its entry point has not been imported. */
export const messagesIn = (locale: Locale): CompiledMessages | undefined => loaded.get(locale);

/** Every language at once, for a server that cannot know who will call. */
export async function loadAllLocales(): Promise<void> {
  await Promise.all([import('./es.ts'), import('./fr.ts'), import('./de.ts')]);
}
