/** Secrets inside text: tokens, passwords in URLs and JSON, credentials in FIX messages, e-mail addresses. */
import { maskEmail, REDACTED } from './mask.ts';

/** Spelled in any case and with any separator between the words. */
const SECRET_WORD = String.raw`pass(?:word|wd|phrase)|pwd|secret|token|api[-_ ]?key|authorization|credential|cookie|private[-_ ]?key`;

/** The delimiter of FIX fields. */
const SOH = '\u0001';

const RULES: readonly (readonly [RegExp, string | ((match: string) => string)])[] = [
  // A JWT anywhere, and whatever follows an authorization scheme.
  [/eyJ[\w-]{4,}(?:\.[\w-]*){0,4}/g, REDACTED],
  [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, `$1 ${REDACTED}`],
  // user:password@ in a URL.
  [/(\b[a-z][\w+.-]*:\/\/)[^\s/@]+@/gi, `$1${REDACTED}@`],
  // "password":"x", password=x, api-key: x.
  [
    new RegExp(
      String.raw`([\w-]*(?:${SECRET_WORD})[\w-]*["']?\s*[:=]\s*)("[^"]*"?|'[^']*'?|[^\s&,;"'}|${SOH}]+)`,
      'gi',
    ),
    `$1${REDACTED}`,
  ],
  // Password(554), NewPassword(925), RawData(96) in a FIX message, with either delimiter.
  [new RegExp(`(^|[${SOH}|])(554|925|96)=[^${SOH}|]*`, 'g'), `$1$2=${REDACTED}`],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (email) => maskEmail(email)],
];

/** Without one of these no rule can match; most text of ours has none. */
const SUSPICIOUS = /[=:@]|eyJ|bearer|basic/i;

/** The same text without what must not be seen. Linear in the length: no rule looks further than its own match. */
export function scrubText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  let clean = text;
  for (const [pattern, replacement] of RULES) {
    clean =
      typeof replacement === 'string'
        ? clean.replace(pattern, replacement)
        : clean.replace(pattern, replacement);
  }
  return clean;
}
