/** Failures in the language of the one who reads them. English is built in; the others are loaded. */
export { LOCALES, negotiateLocale, negotiatorOf } from './locale.ts';
export type { Languages, Locale, NegotiateLocale } from './locale.ts';
export { localise, localiseMessage } from './localise.ts';
export type { Audience, Failure, LocalisedFailure, LocaliseOptions } from './localise.ts';
export { MessageTemplatesError } from './overrides.ts';
export type { MessageOverrides } from './overrides.ts';
export { loadAllLocales } from './registry.ts';
