/** Secrets inside text: tokens, passwords in URLs and JSON, credentials in FIX messages, e-mail addresses. */
import { maskEmail } from './mask.ts';

/** Spelled in any case and with any separator between the words. */
const SECRET_WORD = String.raw`pass(?:word|wd|phrase)|pwd|secret|token|api[-_ ]?key|authorization|credential|cookie|private[-_ ]?key`;

/** The delimiter of FIX fields. */
const SOH = '\u0001';

type Rule = readonly [RegExp, string | ((match: string) => string)];

/** @param redacted - As a replacement: a dollar sign in it is doubled. */
const rulesWith = (redacted: string): readonly Rule[] => [
  // A JWT anywhere, and whatever follows an authorization scheme.
  [/eyJ[\w-]{4,}(?:\.[\w-]*){0,4}/g, redacted],
  [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, `$1 ${redacted}`],
  // user:password@ in a URL.
  [/(\b[a-z][\w+.-]*:\/\/)[^\s/@]+@/gi, `$1${redacted}@`],
  // "password":"x", password=x, api-key: x.
  [
    new RegExp(
      String.raw`([\w-]*(?:${SECRET_WORD})[\w-]*["']?\s*[:=]\s*)("[^"]*"?|'[^']*'?|[^\s&,;"'}|${SOH}]+)`,
      'gi',
    ),
    `$1${redacted}`,
  ],
  // Password(554), NewPassword(925), RawData(96) in a FIX message, with either delimiter.
  [new RegExp(`(^|[${SOH}|])(554|925|96)=[^${SOH}|]*`, 'g'), `$1$2=${redacted}`],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (email) => maskEmail(email)],
];

/** Without one of these no rule can match; most text of ours has none. */
const SUSPICIOUS = /[=:@]|eyJ|bearer|basic/i;

/** The same text without what must not be seen. */
export type Scrub = (text: string) => string;

/**
 * Scrubs text with `placeholder` where a secret was. Linear in the length: no rule looks further than its own match.
 */
export function scrubberOf(placeholder: string): Scrub {
  const rules = rulesWith(placeholder.replaceAll('$', '$$$$'));
  return (text) => {
    if (!SUSPICIOUS.test(text)) return text;
    let clean = text;
    for (const [pattern, replacement] of rules) {
      clean =
        typeof replacement === 'string'
          ? clean.replace(pattern, replacement)
          : clean.replace(pattern, replacement);
    }
    return clean;
  };
}
