/**
 * Where each tag stands first in a message: built when somebody asks, so that the twenty questions that follow cost no
 * search.
 */

/** Tags from here up are searched for. */
export const INDEXED_TAGS = 2048;
/** Then the marks begin again; one message takes far fewer than are left. */
const MARK_MAX = 2 ** 30;

interface Fields {
  readonly table: Int32Array;
  readonly base: number;
  readonly count: number;
}

/** Built for one message after the other: new memory for each would cost more than the search. */
export class TagIndex {
  /** By tag: the mark of the message that it was last seen in, plus its place there. */
  readonly #marks = new Int32Array(INDEXED_TAGS);
  #of: Fields | null = null;
  #mark = 1;
  #nextMark = 1;

  /** @param tag - below INDEXED_TAGS. @returns the first field with the tag, or -1 */
  find(fields: Fields, tag: number): number {
    if (this.#of !== fields) this.#build(fields);
    const place = (this.#marks[tag] ?? 0) - this.#mark;
    return place < 0 ? -1 : place;
  }

  #build(fields: Fields): void {
    const { table, base, count } = fields;
    if (this.#nextMark > MARK_MAX) {
      this.#marks.fill(0);
      this.#nextMark = 1;
    }
    const mark = this.#nextMark;
    // From the last to the first, so that the first stays.
    for (let index = count - 1; index >= 0; index -= 1) {
      const tag = table[base + index * 3] ?? 0;
      if (tag < INDEXED_TAGS) this.#marks[tag] = mark + index;
    }
    this.#mark = mark;
    this.#nextMark = mark + count;
    this.#of = fields;
  }
}
