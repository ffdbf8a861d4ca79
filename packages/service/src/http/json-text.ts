/** JSON that is wanted twice: an answer goes out as the very text that is kept under its caller's key. */

const kept = new WeakMap<object, string>();

/** Makes the text, for whoever asks for it again. @param value - Never changed after this. */
export function keepJsonText(value: unknown): string {
  const text = jsonTextOf(value);
  if (typeof value === 'object' && value !== null) kept.set(value, text);
  return text;
}

/** The text that was made before, or a new one. */
export const jsonTextOf = (value: unknown): string =>
  (typeof value === 'object' && value !== null ? kept.get(value) : undefined) ??
  JSON.stringify(value);
