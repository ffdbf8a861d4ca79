/** JSON that is wanted twice: an answer goes out as the very text that is kept under its caller's key. */

/** What it is called with becomes what it makes: so a class can give a private field to an object that is there already. */
const Itself = function itself(value: object): object {
  return value;
} as unknown as new (value: object) => object;

/**
 * The text on the value itself, where no copy of the value takes it along. A WeakMap says the same, but holds the text of
 * every answer of the last moments through a collection of what is young.
 */
class Kept extends Itself {
  readonly #text: string;

  constructor(value: object, text: string) {
    super(value);
    this.#text = text;
  }

  static textOf(value: object): string | undefined {
    return #text in value ? value.#text : undefined;
  }
}

/** Makes the text, for whoever asks for it again. @param value - Never changed after this. */
export function keepJsonText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return jsonTextOf(value);
  const known = Kept.textOf(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  if (Object.isExtensible(value)) new Kept(value, text);
  return text;
}

/** The text that was made before, or a new one. */
export const jsonTextOf = (value: unknown): string =>
  (typeof value === 'object' && value !== null ? Kept.textOf(value) : undefined) ??
  JSON.stringify(value);
