/** The few byte values that FIX tag=value framing is made of. */

/** The field delimiter, 0x01. */
export const SOH = 0x01;
/** The same delimiter as text, for building messages. */
export const SOH_TEXT = '\x01';
export const EQUALS = 0x3d;
export const ZERO = 0x30;
export const NINE = 0x39;

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/** CheckSum(10): the sum of every byte in `[start, end)`, modulo 256. */
export function checksum(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0;
  let at = start;
  // Four at a time: the loop costs more than the sum.
  for (; at + 4 <= end; at += 4) {
    sum += (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) + (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0);
  }
  for (; at < end; at += 1) sum += bytes[at] ?? 0;
  return sum & 0xff;
}
