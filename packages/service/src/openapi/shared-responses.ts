/** Error responses that many routes have in common, written once: half of the document would be repetition otherwise. */

export class SharedResponses {
  readonly #names = new Map<string, string>();
  readonly #responses = new Map<string, object>();

  /** A reference to the response; one that is equal to an earlier one gets the same. */
  refTo(status: string, response: object): object {
    const text = JSON.stringify(response);
    const same = [...this.#names.values()].filter((name) => name.startsWith(`E${status}`)).length;
    const name = this.#names.get(text) ?? `E${status}_${same + 1}`;
    this.#names.set(text, name);
    this.#responses.set(name, response);
    return { $ref: `#/components/responses/${name}` };
  }

  get all(): Readonly<Record<string, object>> {
    return Object.fromEntries(this.#responses);
  }
}
