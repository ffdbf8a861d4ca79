/**
 * Builds FIX messages: fields to text, text to bytes with BodyLength(9) and CheckSum(10). Refuses every value that could
 * smuggle a second field into the message.
 */
import { SOH_TEXT, checksum } from './bytes.ts';
import { formatTimestamp } from './timestamp.ts';

/** A value that must not go on the wire. Thrown before anything is numbered or stored. */
export class InvalidFieldValue extends Error {
  readonly tag: number;

  constructor(tag: number, problem: string) {
    super(`the value of tag ${tag} ${problem}`);
    this.name = 'InvalidFieldValue';
    this.tag = tag;
  }
}

/**
 * One field, `tag=value` and its delimiter.
 *
 * @throws InvalidFieldValue when the value is empty or holds anything but printable ASCII: a delimiter in a user's text
 *   would end the field and begin one of the user's choosing
 */
export function field(tag: number, value: string): string {
  if (value.length === 0) throw new InvalidFieldValue(tag, 'is empty');
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) {
      throw new InvalidFieldValue(tag, `holds character ${code}, which FIX text must not`);
    }
  }
  return `${tag}=${value}${SOH_TEXT}`;
}

/** One field, or nothing when there is no value. */
export function optionalField(tag: number, value: string | undefined): string {
  return value === undefined ? '' : field(tag, value);
}

/** What the session puts in front of every body. */
export interface StandardHeader {
  readonly beginString: string;
  readonly msgType: string;
  readonly msgSeqNum: number;
  readonly senderCompId: string;
  readonly targetCompId: string;
  readonly sendingTimeMs: number;
  /** Set on a resend only: writes PossDupFlag(43)=Y and OrigSendingTime(122). */
  readonly origSendingTimeMs?: number;
}

/** @param body - encoded fields behind the header, each with its delimiter */
export function encode(header: StandardHeader, body: string): Buffer {
  const resent = header.origSendingTimeMs;
  const inner =
    field(35, header.msgType) +
    field(34, String(header.msgSeqNum)) +
    (resent === undefined ? '' : field(43, 'Y')) +
    field(49, header.senderCompId) +
    field(52, formatTimestamp(header.sendingTimeMs)) +
    field(56, header.targetCompId) +
    (resent === undefined ? '' : field(122, formatTimestamp(resent))) +
    body;
  const open = `${field(8, header.beginString)}9=${inner.length}${SOH_TEXT}${inner}`;
  const bytes = Buffer.allocUnsafe(open.length + 7);
  bytes.write(open, 0, 'latin1');
  const sum = String(checksum(bytes, 0, open.length)).padStart(3, '0');
  bytes.write(`10=${sum}${SOH_TEXT}`, open.length, 'latin1');
  return bytes;
}
