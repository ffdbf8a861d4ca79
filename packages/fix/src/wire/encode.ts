/**
 * Builds FIX messages: fields to text, text to bytes with BodyLength(9) and CheckSum(10). Refuses every value that could
 * smuggle a second field into the message.
 */
import { EQUALS, SOH, SOH_TEXT, ZERO, checksum } from './bytes.ts';
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
  return plainField(tag, value);
}

/** `tag=` for the tags that are used most. */
const PREFIXES = Array.from({ length: 1024 }, (_, tag) => `${tag}=`);

/** As `field`, for text that this package made itself: numbers and times, which hold nothing to refuse. */
export function plainField(tag: number, text: string): string {
  return (PREFIXES[tag] ?? `${tag}=`) + text + SOH_TEXT;
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
  const template = templateOf(header);
  const inner =
    field(35, header.msgType) +
    plainField(34, String(header.msgSeqNum)) +
    (resent === undefined ? '' : POSS_DUP) +
    template.sender +
    formatTimestamp(header.sendingTimeMs) +
    template.target +
    (resent === undefined ? '' : plainField(122, formatTimestamp(resent))) +
    body;
  const open = template.open + String(inner.length) + SOH_TEXT + inner;
  const { length } = open;
  const bytes = Buffer.allocUnsafe(length + TRAILER_LENGTH);
  bytes.write(open, 0, 'latin1');
  writeTrailer(bytes, length);
  return bytes;
}

/** What does not change from one message of a session to the next. */
interface Template {
  readonly beginString: string;
  readonly senderCompId: string;
  /** `8=…|9=` */
  readonly open: string;
  /** `49=…|52=` */
  readonly sender: string;
  /** `|56=…|` */
  readonly target: string;
}

const POSS_DUP = plainField(43, 'Y');
/** `10=nnn` and its delimiter. */
const TRAILER_LENGTH = 7;

/** Counterparties whose template is kept; beyond this they are made anew. */
const TEMPLATES_MAX = 1024;

/** By TargetCompID(56). */
const templates = new Map<string, Template>();

function templateOf(header: StandardHeader): Template {
  const { beginString, senderCompId, targetCompId } = header;
  const known = templates.get(targetCompId);
  if (known?.senderCompId === senderCompId && known.beginString === beginString) return known;
  const template = makeTemplate(beginString, senderCompId, targetCompId);
  if (templates.size >= TEMPLATES_MAX) templates.clear();
  templates.set(targetCompId, template);
  return template;
}

function makeTemplate(beginString: string, senderCompId: string, targetCompId: string): Template {
  return {
    beginString,
    senderCompId,
    open: `${field(8, beginString)}9=`,
    sender: `${field(49, senderCompId)}52=`,
    target: `${SOH_TEXT}${field(56, targetCompId)}`,
  };
}

function writeTrailer(bytes: Buffer, at: number): void {
  const sum = checksum(bytes, 0, at);
  bytes[at] = 0x31;
  bytes[at + 1] = ZERO;
  bytes[at + 2] = EQUALS;
  bytes[at + 3] = ZERO + Math.floor(sum / 100);
  bytes[at + 4] = ZERO + (Math.floor(sum / 10) % 10);
  bytes[at + 5] = ZERO + (sum % 10);
  bytes[at + 6] = SOH;
}
