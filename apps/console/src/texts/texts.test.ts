/** Four languages that say the same things: none of them silent, none of them English by mistake. */
import { describe, expect, it } from 'vitest';
import { LOCALES, preferredLocale, textsIn, type Locale } from './texts.ts';

/** Every text by its path; functions by what they say of recognisable words. */
function spoken(locale: Locale): Map<string, string> {
  const said = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') said.set(path, value);
    else if (typeof value === 'function') said.set(path, String(Reflect.apply(value, null, WORDS)));
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, `${path}.${key}`);
  };
  walk(textsIn(locale), '');
  return said;
}
const WORDS = ['«1»', '«2»', '«3»'];

/** The same word in the market's language of both: names, abbreviations, loan words. */
const SHARED = new Set(
  (
    'MT5|SL|TP|Swap|Symbol|Spread|Limit|Status|Margin|Chart|Code|Position|Server|Login|Limits|Stop|' +
    'Stop loss|Take profit|Bonus|Commission|optional|Order|Orders|Deals|Equity|Volume|Volume (lots)|«1» «2» «3»'
  ).split('|'),
);

describe('the texts', () => {
  const english = spoken('en');
  it.each(LOCALES)('say everything in %s, with every value that they are given', (locale) => {
    const own = spoken(locale);
    expect([...own.keys()]).toEqual([...english.keys()]);
    const silent = [...own].filter(([, text]) => text.trim() === '');
    const forgetful = [...own].filter(([path, text]) =>
      WORDS.some((word) => english.get(path)?.includes(word) === true && !text.includes(word)),
    );
    expect([...silent, ...forgetful]).toEqual([]);
  });

  it.each(LOCALES.filter((locale) => locale !== 'en'))('are %s, not English', (locale) => {
    const same = [...spoken(locale)].filter(([path, text]) => english.get(path) === text);
    expect(same.filter(([, text]) => !SHARED.has(text))).toEqual([]);
  });

  it('are chosen by the first preference that is spoken here', () => {
    expect(preferredLocale(['pt-BR', 'fr-CA', 'en'])).toBe('fr');
    expect(preferredLocale(['ja'])).toBe('en');
  });
});
