/**
 * Finds the next FIX message in a run of bytes by BodyLength(9) and proves it by CheckSum(10).
 *
 * A garbled message ends at the first CheckSum field after the place where it claims to end; reading goes on behind
 * that. Nothing here looks at the meaning of a field.
 */
import { EQUALS, NINE, SOH, ZERO, checksum, isDigit } from './bytes.ts';

export type Scan =
  | { readonly kind: 'message'; readonly start: number; readonly end: number }
  /** Not enough bytes yet; everything before `keepFrom` may be forgotten. */
  | { readonly kind: 'incomplete'; readonly keepFrom: number }
  | { readonly kind: 'garbled'; readonly resumeAt: number }
  /** BodyLength(9) above the limit: the link cannot be trusted any further. */
  | { readonly kind: 'oversize'; readonly bodyLength: number };

const START = Buffer.from('8=FIX');
const TRAILER = Buffer.from('\x0110=');
/** `10=nnn` and its delimiter. */
const TRAILER_LENGTH = 7;
const BEGIN_STRING_MAX = 16;
const BODY_LENGTH_DIGITS_MAX = 10;

/** @param maxBodyLength - bytes; a larger BodyLength(9) is `oversize` */
export function scan(bytes: Buffer, from: number, maxBodyLength: number): Scan {
  const start = beginsAt(bytes, from) ? from : bytes.indexOf(START, from);
  if (start < 0) {
    return { kind: 'incomplete', keepFrom: Math.max(from, bytes.length - START.length + 1) };
  }
  const header = readHeader(bytes, start);
  if (header === 'incomplete') return { kind: 'incomplete', keepFrom: start };
  if (header === 'garbled') return { kind: 'garbled', resumeAt: start + 1 };
  if (header.bodyLength > maxBodyLength) {
    return { kind: 'oversize', bodyLength: header.bodyLength };
  }
  const bodyEnd = header.bodyStart + header.bodyLength;
  const end = bodyEnd + TRAILER_LENGTH;
  if (end > bytes.length) return { kind: 'incomplete', keepFrom: start };
  if (!endsInTrailer(bytes, bodyEnd)) return skipGarbled(bytes, { start, bodyEnd, maxBodyLength });
  if (checksum(bytes, start, bodyEnd) !== readTrailer(bytes, bodyEnd)) {
    return { kind: 'garbled', resumeAt: end };
  }
  return { kind: 'message', start, end };
}

/** Whether a message begins here: nearly always, so that no search is needed. */
function beginsAt(bytes: Buffer, at: number): boolean {
  return (
    bytes.length > at + 5 &&
    bytes[at] === 0x38 &&
    bytes[at + 1] === 0x3d &&
    bytes[at + 2] === 0x46 &&
    bytes[at + 3] === 0x49 &&
    bytes[at + 4] === 0x58
  );
}

/** The delimiter behind BeginString(8), or -1 when there is none where it must be. */
function delimiterNear(bytes: Buffer, start: number): number {
  const last = Math.min(bytes.length - 1, start + BEGIN_STRING_MAX);
  for (let at = start + START.length; at <= last; at += 1) if (bytes[at] === SOH) return at;
  return -1;
}

interface Header {
  readonly bodyStart: number;
  readonly bodyLength: number;
}

/** Reads `8=…|9=n|`. */
function readHeader(bytes: Buffer, start: number): Header | 'incomplete' | 'garbled' {
  const beginEnd = delimiterNear(bytes, start);
  if (beginEnd < 0) {
    return bytes.length - start > BEGIN_STRING_MAX ? 'garbled' : 'incomplete';
  }
  let at = beginEnd + 1;
  if (bytes[at] !== NINE || bytes[at + 1] !== EQUALS) {
    const isCut = at === bytes.length || (at + 1 === bytes.length && bytes[at] === NINE);
    return isCut ? 'incomplete' : 'garbled';
  }
  at += 2;
  let bodyLength = 0;
  const digitsStart = at;
  while (isDigit(bytes[at])) {
    bodyLength = bodyLength * 10 + ((bytes[at] ?? ZERO) - ZERO);
    at += 1;
    if (at - digitsStart > BODY_LENGTH_DIGITS_MAX) return 'garbled';
  }
  if (at >= bytes.length) return 'incomplete';
  if (at === digitsStart || bytes[at] !== SOH) return 'garbled';
  return { bodyStart: at + 1, bodyLength };
}

function endsInTrailer(bytes: Buffer, bodyEnd: number): boolean {
  return (
    bytes[bodyEnd - 1] === SOH &&
    bytes[bodyEnd] === 0x31 &&
    bytes[bodyEnd + 1] === ZERO &&
    bytes[bodyEnd + 2] === 0x3d &&
    isDigit(bytes[bodyEnd + 3]) &&
    isDigit(bytes[bodyEnd + 4]) &&
    isDigit(bytes[bodyEnd + 5]) &&
    bytes[bodyEnd + 6] === SOH
  );
}

function readTrailer(bytes: Buffer, bodyEnd: number): number {
  const hundreds = bytes[bodyEnd + 3] ?? 0;
  const tens = bytes[bodyEnd + 4] ?? 0;
  return hundreds * 100 + tens * 10 + (bytes[bodyEnd + 5] ?? 0) - ZERO * 111;
}

interface Garbled {
  readonly start: number;
  readonly bodyEnd: number;
  readonly maxBodyLength: number;
}

function skipGarbled(bytes: Buffer, { start, bodyEnd, maxBodyLength }: Garbled): Scan {
  const trailer = bytes.indexOf(TRAILER, bodyEnd - 1);
  const end = trailer < 0 ? -1 : bytes.indexOf(SOH, trailer + TRAILER.length);
  if (end >= 0) return { kind: 'garbled', resumeAt: end + 1 };
  // Without a bound, a peer that never sends a trailer would make this side hold its bytes for ever.
  return bytes.length - start > 2 * maxBodyLength
    ? { kind: 'garbled', resumeAt: start + 1 }
    : { kind: 'incomplete', keepFrom: start };
}
