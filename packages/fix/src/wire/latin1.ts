/** Bytes to text, one character for each. Most values of a message are short. */

/** Longer text is made by the platform: below this the call costs more than the characters. */
const SHORT = 12;
const { fromCharCode } = String;

export function latin1(bytes: Buffer, start: number, end: number): string {
  if (end - start > SHORT) return bytes.toString('latin1', start, end);
  let text = '';
  let at = start;
  for (; at + 4 <= end; at += 4) {
    text += fromCharCode(
      bytes[at] ?? 0,
      bytes[at + 1] ?? 0,
      bytes[at + 2] ?? 0,
      bytes[at + 3] ?? 0,
    );
  }
  for (; at < end; at += 1) text += fromCharCode(bytes[at] ?? 0);
  return text;
}
