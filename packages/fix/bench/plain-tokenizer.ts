/**
 * The baseline of the codec: splits a message at its delimiters, reads tags as numbers, proves the checksum, and nothing
 * else. No dictionary, no groups, no order, no formats.
 */
const SOH = 1;
const EQUALS = 0x3d;

const ZERO = 0x30;

export interface PlainField {
  readonly tag: number;
  /** Where the value lies in the bytes. */
  readonly start: number;
  readonly end: number;
}

/** @returns null when CheckSum(10) is wrong */
export function plainTokens(bytes: Buffer): readonly PlainField[] | null {
  const fields: PlainField[] = [];
  const trailer = bytes.length - 7;
  let sum = 0;
  for (let at = 0; at < trailer; at += 1) sum += bytes[at] ?? 0;
  for (let at = 0; at < bytes.length; at += 1) {
    let tag = 0;
    for (; bytes[at] !== EQUALS; at += 1) tag = tag * 10 + (bytes[at] ?? 0) - ZERO;
    const start = at + 1;
    while (bytes[at] !== SOH) at += 1;
    fields.push({ tag, start, end: at });
  }
  const claimed = Number(bytes.toString('latin1', trailer + 3, trailer + 6));
  return claimed === sum % 256 ? fields : null;
}
