/** The languages that people are answered in, and the choice among them from what a browser asks for. */

import { memo } from '../memo.ts';

export const LOCALES = ['en', 'es', 'fr', 'de'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'en';

/** A header is read this far and no further: nobody speaks more languages, and a hostile one costs nothing. */
const HEADER_MAX_LENGTH = 1_000;

const QUALITY = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

export const isLocale = (text: string): text is Locale =>
  (LOCALES as readonly string[]).includes(text);

interface Wish {
  /** In lower case: `de-ch`, `de`, `*`. */
  readonly range: string;
  readonly quality: number;
}

/** One member of the header; `null` when it is malformed, which leaves the others standing. */
function wishOf(member: string): Wish | null {
  const [range = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase());
  if (range === '' || parameters.length > 1) return null;
  const [parameter] = parameters;
  if (parameter === undefined) return { range, quality: 1 };
  const quality = QUALITY.exec(parameter)?.[1];
  return quality === undefined ? null : { range, quality: Number(quality) };
}

/** The wish that speaks about `locale` most exactly: `de` before `de-CH` before `*`. */
function wishFor(locale: Locale, wishes: readonly Wish[]): Wish | undefined {
  const best = (fits: (range: string) => boolean): Wish | undefined =>
    wishes
      .filter(({ range }) => fits(range))
      .reduce<Wish | undefined>((a, b) => (a && a.quality >= b.quality ? a : b), undefined);
  return (
    best((range) => range === locale) ??
    best((range) => range.startsWith(`${locale}-`)) ??
    best((range) => range === '*')
  );
}

export interface Languages {
  /** What may be answered in, in the order of preference under a `*`. */
  readonly supported: readonly Locale[];
  /** The answer when nothing fits. */
  readonly fallback: Locale;
}

/** Headers of browsers repeat; a few hundred answers are enough, and more would be somebody's flood. */
const HEADERS_REMEMBERED = 300;

/** Chooses the language to answer in. */
export type NegotiateLocale = (acceptLanguage: string | undefined) => Locale;

/**
 * Chooses by the `Accept-Language` of RFC 9110: the highest quality wins, then the place in the header. A region falls
 * back to its language (`de-CH` is answered in German), quality 0 refuses a language, malformed members are passed over.
 */
export function negotiatorOf(languages: Languages): NegotiateLocale {
  const negotiated = memo(HEADERS_REMEMBERED, (header: string) => chosenFrom(header, languages));
  return (header) =>
    header === undefined ? languages.fallback : negotiated(header.slice(0, HEADER_MAX_LENGTH));
}

/** With every language that we have, and English when nothing fits. */
export const negotiateLocale = negotiatorOf({ supported: LOCALES, fallback: DEFAULT_LOCALE });

function chosenFrom(header: string, { supported, fallback }: Languages): Locale {
  const wishes = header
    .split(',')
    .map(wishOf)
    .filter((wish) => wish !== null);
  let chosen: { locale: Locale; wish: Wish } | null = null;
  for (const locale of supported) {
    const wish = wishFor(locale, wishes);
    if (wish === undefined || wish.quality === 0) continue;
    if (chosen === null || isBefore(wish, chosen.wish, wishes)) chosen = { locale, wish };
  }
  return chosen?.locale ?? fallback;
}

/** Two languages under the same `*` keep our own order, English first. */
function isBefore(a: Wish, b: Wish, wishes: readonly Wish[]): boolean {
  if (a.quality !== b.quality) return a.quality > b.quality;
  return wishes.indexOf(a) < wishes.indexOf(b);
}
