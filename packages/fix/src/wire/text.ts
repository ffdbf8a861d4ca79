/** What people may read of a message: bounded, without control characters, without secrets. */
import { SOH_TEXT } from './bytes.ts';

/** Longer free text from a counterparty is cut. */
const TEXT_MAX = 512;

/** Free text from outside: everything but printable ASCII becomes a space, and the length is bounded. */
export function cleanText(text: string, max: number = TEXT_MAX): string {
  const bounded = text.length > max ? text.slice(0, max) : text;
  return isPrintable(bounded) ? bounded : bounded.replace(/[^\x20-\x7e]/g, ' ');
}

function isPrintable(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

/** Hidden whole: Password(554), NewPassword(925), RawData(96). */
const SECRET_TAGS: ReadonlySet<string> = new Set(['554', '925', '96']);
const USERNAME = '553';
const RAW_DATA_LENGTH = '95';

/**
 * The message as a person may see it: Password(554), NewPassword(925) and RawData(96) hidden, Username(553) down to its
 * first two characters. The result is for reading; its CheckSum(10) no longer holds.
 */
export function maskSecrets(message: string): string {
  let masked = '';
  let at = 0;
  let dataLength = 0;
  while (at < message.length) {
    const equals = message.indexOf('=', at);
    if (equals < 0) return masked + message.slice(at);
    const tag = message.slice(at, equals);
    // Raw data may hold the delimiter, so its length says where it ends.
    const delimiter = message.indexOf(SOH_TEXT, equals + 1 + (tag === '96' ? dataLength : 0));
    const end = delimiter < 0 ? message.length : delimiter;
    const value = message.slice(equals + 1, end);
    masked += `${tag}=${maskedValue(tag, value)}${delimiter < 0 ? '' : SOH_TEXT}`;
    dataLength = tag === RAW_DATA_LENGTH ? Number(value) || 0 : 0;
    at = end + 1;
  }
  return masked;
}

function maskedValue(tag: string, value: string): string {
  if (SECRET_TAGS.has(tag)) return '***';
  return tag === USERNAME ? `${value.slice(0, 2)}***` : value;
}

/** The masked message with `|` for the delimiter. */
export function readable(bytes: Buffer): string {
  return maskSecrets(bytes.toString('latin1')).replaceAll(SOH_TEXT, '|');
}
