/** What of a message is stored: logons without their secrets, everything else as it was. */
import { SOH_TEXT } from '../src/wire/bytes.ts';
import { maskSecrets } from '../src/wire/text.ts';

/** Logon(A) and UserRequest(BE) carry passwords. They are never resent, so nothing needs their true bytes. */
const SECRET_TYPES: ReadonlySet<string> = new Set(['A', 'BE']);

export function atRest(msgType: string, bytes: Buffer): Buffer {
  return SECRET_TYPES.has(msgType)
    ? Buffer.from(maskSecrets(bytes.toString('latin1')), 'latin1')
    : bytes;
}

/** Types of which only the latest are kept: they are many, and nobody is owed them again. */
export const TRANSIENT_TYPES = ['0', '1', 'W', 'X'] as const;

/** How the whole value of a field lies in the bytes of a message. */
export function valueBytes(value: string): Buffer {
  return Buffer.from(`=${value}${SOH_TEXT}`, 'latin1');
}
